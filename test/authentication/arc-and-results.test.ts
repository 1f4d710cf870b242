/** What was found of a post when it came, on copies of a list without keys: Authentication-Results and ARC. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { ListSettingChanges } from "#config";
import {
  keyRecord,
  newSigningKey,
  recordName,
  RelaxedBodyHash,
  type SigningKey,
  signingKeyObject,
  signMessage,
} from "#domains";
import { dkimActivate, dkimCreate, listConfigure, listCreate, memberAdd } from "#operations";
import { parseMessage } from "#mime";
import { judgeSignatures, type TxtRecords } from "../support/judge-signatures.ts";
import { MEMBERS, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { DKIM_PEERS } from "../support/programs/dkim-judges.ts";
import { type DnsServer, startDns } from "../support/programs/dns-server.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [ANNA, BEN] = MEMBERS;
const OTHER = "other@lists.example";
const records: TxtRecords = { "_dmarc.example.net": "v=DMARC1; p=reject" };
let annas: SigningKey;
let count = 0;

before(async () => {
  const { secret, publicKey } = await newSigningKey("rsa");
  const name = { domain: "example.net", selector: "anna" };
  records[recordName(name)] = keyRecord({ algorithm: "rsa", publicKey });
  annas = { ...name, algorithm: "rsa", key: signingKeyObject(secret) };
});

/** A post of Anna's, signed by her mail server. */
async function annasPost(more: readonly string[] = []): Promise<Buffer> {
  const fields = [
    `From: Anna <${ANNA}>`,
    `To: ${TEAM}`,
    "Subject: one",
    `Message-ID: <${(count += 1)}@a.example>`,
  ];
  const header = [...fields, ...more].map((line) => `${line}\r\n`).join("");
  const hash = new RelaxedBodyHash();
  hash.update(Buffer.from("words\r\n"));
  const signed = await signMessage([annas], { header, bodyHash: hash.digest(), at: new Date(0), arc: null });
  return Buffer.concat([signed, Buffer.from(`${header}\r\nwords\r\n`)]);
}

async function listsWithKeys(
  t: Parameters<typeof newServer>[0],
  dns: DnsServer,
  site: readonly string[] = [],
) {
  const server = await newServer(t, { site: [`dns_servers = ["${dns.address}"]`, ...site] });
  await plainTeam(server);
  for (const domain of ["example.org", "lists.example"]) {
    const { record } = await server.call(dkimCreate, { domain });
    records[record.name] = record.value;
    await server.call(dkimActivate, { domain });
  }
  return server;
}

const configure = (server: TestServer, settings: ListSettingChanges, list = TEAM) =>
  server.call(listConfigure, { list, settings });

/** The newest copy to Ben: its fields, and what a verifier says. */
async function copy(server: TestServer) {
  const { data } = server.mailbox(BEN).at(-1) ?? { data: Buffer.alloc(0) };
  const parsed = parseMessage(data);
  assert.ok(parsed.ok);
  const { header } = parsed.value;
  const all = (name: string): readonly string[] => header.all(name).map(({ value }) => value);
  return { ...(await judgeSignatures(data, records)), data, all };
}

async function post(server: TestServer, message: Buffer, to = TEAM) {
  await server.post({ from: ANNA, to, message });
  return copy(server);
}

test("a post is sealed over two lists, each with its own results; where something failed it is said", async (t) => {
  const dns = await startDns(t, records);
  const server = await listsWithKeys(t, dns, ['authserv_id = "mx.example.org"']);
  await configure(server, { authentication_results: "yes", arc_sign: "yes", subject_prefix: "[Team]" });
  const forged = "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=evil.example";
  const first = await post(server, await annasPost([forged]));
  assert.equal(first.arc, "pass");
  assert.equal(first.dkim[0]?.replace(/ s=.*/, ""), "pass d=example.org");
  assert.equal(first.dkim.length, 2, "the author's signature stays, though it holds no more");
  assert.equal(first.dkim[1], "fail d=example.net s=anna");
  const [results, ...none] = first.all("authentication-results");
  assert.deepEqual(none, []);
  assert.match(
    results ?? "",
    /^mx\.example\.org; dkim=pass header\.d=example\.net header\.s=anna header\.b=\S+; dmarc=pass header\.from=example\.net$/,
  );
  assert.deepEqual(first.all("arc-authentication-results"), [`i=1; ${results}; arc=none`]);

  await server.call(listCreate, { address: OTHER, name: "Other" });
  await server.call(memberAdd, { list: OTHER, member: { address: BEN } });
  const accept = { generic_nonmember_action: "accept", require_explicit_destination: "no" } as const;
  await configure(server, { ...accept, arc_sign: "yes" }, OTHER);
  const second = await post(server, first.data, OTHER);
  assert.equal(second.arc, "pass");
  assert.match(second.all("arc-seal")[0] ?? "", /^i=2;.*cv=pass/);
  assert.deepEqual(second.all("authentication-results"), [], "not asked for on this list");

  const changed = Buffer.from(first.data.toString("latin1").replace("words", "other words"), "latin1");
  const failed = await post(server, renamed(changed), OTHER);
  assert.equal(failed.arc, "fail");
  assert.match(failed.all("arc-seal")[0] ?? "", /^i=2;.*cv=fail/);
  const closed = await post(server, renamed(failed.data), OTHER);
  assert.equal(closed.arc, "fail");
});

test("what the trusted mail server found comes first; others' words, people and addresses go no further", async (t) => {
  const dns = await startDns(t, records);
  const trusting = ['trusted_authserv_ids = ["mta.example.org"]', "[[listeners]]", "trusted = true"];
  const server = await newServer(t, { site: [`dns_servers = ["${dns.address}"]`, ...trusting] });
  await plainTeam(server);
  await configure(server, { authentication_results: "yes" });
  const told =
    "Authentication-Results: mta.example.org; spf=pass smtp.mailfrom=anna@example.net; auth=pass smtp.auth=anna";
  const ours = "Authentication-Results: lists.example.org; dkim=pass header.d=evil.example";
  const { all } = await post(
    server,
    await annasPost([told, ours, "Authentication-Results: x.example; dmarc=pass"]),
  );
  const [said, ...none] = all("authentication-results");
  assert.deepEqual(none, []);
  assert.match(
    said ?? "",
    /^lists\.example\.org; spf=pass smtp\.mailfrom=example\.net; dkim=pass header\.d=example\.net /,
  );
  assert.doesNotMatch(said ?? "", /evil|anna@|auth=|mta/);

  const unsigned = (...spf: readonly string[]) => {
    const fields = [`From: ${ANNA}`, `To: ${TEAM}`, `Message-ID: <${(count += 1)}@a.example>`];
    const results = spf.map((one) => `Authentication-Results: mta.example.org; ${one}`);
    return Buffer.from(`${[...results, ...fields].join("\r\n")}\r\n\r\nwords\r\n`);
  };
  const pass = "spf=pass smtp.mailfrom=anna@example.net";
  const dmarc = async (...spf: readonly string[]) =>
    /dmarc=\w+/.exec((await post(server, unsigned(...spf))).all("authentication-results").join())?.[0];
  assert.equal(await dmarc(pass), "dmarc=pass");
  assert.equal(await dmarc("spf=fail smtp.mailfrom=anna@example.net"), undefined);
  assert.equal(await dmarc(pass, "spf=fail smtp.mailfrom=anna@example.net"), undefined);
  assert.equal(await dmarc("spf=pass smtp.mailfrom=eve@evil.example"), undefined);
});

test("an anonymous list says nothing and keeps no signature; remove_dkim_headers takes them off elsewhere", async (t) => {
  const dns = await startDns(t, records);
  const server = await listsWithKeys(t, dns);
  const kept = async (settings: ListSettingChanges) => {
    await configure(server, settings);
    const { all, dkim, arc } = await post(server, await annasPost());
    const authors = dkim.filter((one) => one.includes("example.net")).length;
    const renamed = all("x-mailman-original-dkim-signature").filter((one) => one.includes("example.net"));
    return { authors, arc, results: all("authentication-results").length, renamed: renamed.length };
  };
  const nothing = { authors: 0, arc: "none", results: 0, renamed: 0 };
  assert.deepEqual(await kept({}), { ...nothing, authors: 1 });
  assert.deepEqual(await kept({ remove_dkim_headers: "munged" }), { ...nothing, authors: 1 });
  assert.deepEqual(await kept({ from_is_list: "munge" }), nothing);
  assert.deepEqual(await kept({ from_is_list: "no", remove_dkim_headers: "always" }), nothing);
  assert.deepEqual(await kept({ remove_dkim_headers: "rename" }), { ...nothing, renamed: 1 });
  assert.deepEqual(await kept({ anonymous_list: "yes" }), nothing);
  await configure(server, { anonymous_list: "no" });
  const all = { remove_dkim_headers: "no", authentication_results: "yes", arc_sign: "yes" } as const;
  assert.deepEqual(await kept(all), { ...nothing, authors: 1, arc: "pass", results: 1 });
  assert.deepEqual(await kept({ from_is_list: "no", anonymous_list: "yes" }), nothing);
});

test("a post that goes out enclosed is sealed outside, and the signature of its author's domain holds inside", async (t) => {
  const dns = await startDns(t, records);
  const server = await listsWithKeys(t, dns);
  await configure(server, { dmarc_moderation_action: "wrap", arc_sign: "yes", subject_prefix: "[Team]" });
  const { arc, dkim, all, data } = await post(server, await annasPost());
  assert.deepEqual([arc, dkim.length, all("arc-seal").length], ["pass", 1, 1]);
  assert.match(all("from")[0] ?? "", /team@example\.org/);
  assert.match(all("arc-seal")[0] ?? "", /^i=1;.*cv=none/);
  assert.match(
    all("arc-authentication-results")[0] ?? "",
    /dkim=pass header\.d=example\.net .*dmarc=pass header\.from=example\.net; arc=none$/,
  );
  const known = Object.entries(records).filter((one): one is [string, string] => one[1] !== null);
  for (const { name, skip, judge } of DKIM_PEERS)
    await t.test(name, { skip }, () => {
      assert.deepEqual(judge(data, Object.fromEntries(known)), { dkim: ["pass"], arc: "pass" });
    });
  assert.deepEqual((await judgeSignatures(enclosedIn(data), records)).dkim, ["pass d=example.net s=anna"]);

  await configure(server, { remove_dkim_headers: "rename" });
  const renamed = await post(server, await annasPost());
  const inside = enclosedIn(renamed.data).toString("latin1");
  assert.deepEqual(renamed.all("x-mailman-original-dkim-signature"), []);
  assert.match(inside, /^X-Mailman-Original-DKIM-Signature: v=1/m);
  assert.doesNotMatch(inside, /^DKIM-Signature/m);
  // What came with a broken chain is vouched for anew outside; the chain inside is what it was.
  const broken = ["ARC-Seal: i=1; a=rsa-sha256; cv=fail; d=a.example; s=s; b=AAAA"];
  await configure(server, { remove_dkim_headers: "no" });
  const closed = await post(server, await annasPost(broken));
  assert.equal(closed.arc, "pass");
  assert.match(closed.all("arc-authentication-results")[0] ?? "", /; arc=fail$/);
  assert.match(enclosedIn(closed.data).toString("latin1"), /^ARC-Seal: i=1;.*cv=fail/m);
});

/** The message in a message whose whole body it is. */
function enclosedIn(message: Buffer): Buffer {
  const parsed = parseMessage(message);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.contentType.essence, "message/rfc822");
  return Buffer.from(parsed.value.body);
}

test("what the DNS does not answer in time is not sealed and not said", async (t) => {
  const server = await newServer(t, { site: ['dns_servers = ["127.0.0.1:1"]'] });
  await plainTeam(server);
  await server.call(dkimCreate, { domain: "example.org" });
  await server.call(dkimActivate, { domain: "example.org", unchecked: true });
  await configure(server, { authentication_results: "yes", arc_sign: "yes" });
  const { all } = await post(server, await annasPost());
  assert.deepEqual(all("arc-seal"), []);
  assert.match(all("authentication-results").join(), /dkim=temperror/);
  assert.equal(all("dkim-signature").length, 2);
});

/** Under another Message-ID. */
function renamed(message: Buffer): Buffer {
  return Buffer.from(
    message.toString("latin1").replace(/^Message-ID: .*$/m, `Message-ID: <${(count += 1)}@b>`),
    "latin1",
  );
}
