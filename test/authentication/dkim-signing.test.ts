/** DKIM keys from their making to their end, and the signatures on what goes out, on the whole server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  dkimActivate,
  dkimCheck,
  dkimCreate,
  dkimRemove,
  dkimRotate,
  dkimShow,
  type DkimKeyView,
  listConfigure,
  listCreate,
  memberAdd,
} from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { judgeSignatures, type TxtRecords } from "../support/judge-signatures.ts";
import { MEMBERS, plainPost, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import {
  CAROL,
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
} from "../support/lists/sealed-team.ts";
import { sealed } from "../support/programs/correspondents.ts";
import { startDns } from "../support/programs/dns-server.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [, BEN] = MEMBERS;
const OTHER = "other@example.com";
/** Until every courier knows of a change of keys. */
const SOON_MS = 220;
/** Version and algorithm of an RSA key, as they stand in PKCS #8. */
const PKCS8_START = Buffer.from("020100300d06092a864886f70d010101", "hex");

function publish(records: TxtRecords, keys: readonly DkimKeyView[]): void {
  for (const { record } of keys) records[record.name] = record.value;
}

async function newest(server: TestServer, address: string, records: TxtRecords) {
  const { data } = server.mailbox(address).at(-1) ?? { data: Buffer.alloc(0) };
  return { ...(await judgeSignatures(data, records)), text: data.toString("latin1") };
}

const algorithms = (keys: readonly DkimKeyView[]) =>
  keys.map(({ algorithm, state }) => `${algorithm} ${state}`).toSorted();

forEachDatabase((database) => {
  test("a key signs when its record can be seen, and is replaced without a gap", async (t) => {
    const records: TxtRecords = {};
    const dns = await startDns(t, records);
    const server = await newServer(t, { database, site: [`dns_servers = ["${dns.address}"]`] });
    await plainTeam(server);
    const domain = "Example.ORG";
    const rsa = await server.call(dkimCreate, { domain });
    const ed25519 = await server.call(dkimCreate, { domain, algorithm: "ed25519", selector: "ed" });
    assert.equal(rsa.record.name, `${rsa.selector}._domainkey.example.org`);
    await assert.rejects(server.call(dkimActivate, { domain }), { code: "key-unusable" });
    await server.post(plainPost("unsigned"));
    assert.deepEqual((await newest(server, BEN, records)).dkim, []);
    publish(records, [rsa, ed25519]);
    assert.deepEqual(algorithms(await server.call(dkimActivate, { domain })), [
      "ed25519 active",
      "rsa active",
    ]);
    await sleep(SOON_MS);
    await server.post(plainPost("signed"));
    const both = [`pass d=example.org s=${rsa.selector}`, "pass d=example.org s=ed"];
    const batch = await newest(server, BEN, records);
    assert.deepEqual(batch.dkim, both);
    assert.equal(server.mailbox(BEN).at(-1)?.recipients.length, MEMBERS.length, "one message for all");
    assert.match(batch.text.replaceAll(/\s/g, ""), /h=from:from:to:to:.*subject:subject:.*list-id:list-id:/);

    const settings = { personalize: "full", msg_footer: "To %(user_address)s" } as const;
    await server.call(listConfigure, { list: TEAM, settings });
    await server.post(plainPost("personal"));
    const personal = await newest(server, BEN, records);
    assert.deepEqual(personal.dkim, both);
    assert.match(personal.text, new RegExp(`^To: ${BEN}\r$`, "m"), "a field of his own is covered");

    const fresh = await server.call(dkimRotate, { domain });
    await assert.rejects(server.call(dkimRotate, { domain }), { code: "already-exists" });
    assert.deepEqual(algorithms(fresh), ["ed25519 waiting", "rsa waiting"]);
    publish(records, fresh);
    const after = await server.call(dkimActivate, { domain });
    const changed = ["ed25519 active", "ed25519 retired", "rsa active", "rsa retired"];
    assert.deepEqual(algorithms(after), changed);
    await sleep(SOON_MS);
    await server.post(plainPost("rotated"));
    const selectors = fresh.map(({ selector }) => `pass d=example.org s=${selector}`);
    assert.deepEqual((await newest(server, BEN, records)).dkim.toSorted(), selectors.toSorted());
    const seen = await server.call(dkimCheck, {});
    assert.deepEqual(new Set(seen.map((key) => key.seen)), new Set(["matches"]));
    const stored = await server.db.read((tx) => tx.query.selectFrom("dkim_key").selectAll().execute());
    assert.deepEqual(
      stored.map((row) => row.sealed === null),
      stored.map((row) => row.state === "retired"),
      "a secret is gone with its use",
    );
    const secrets = stored.map((row) => row.sealed).filter((one) => one !== null);
    assert.ok(secrets.every((one) => !Buffer.from(one).includes(PKCS8_START)));
    for (const { selector } of fresh) await server.call(dkimRemove, { domain, selector });
    assert.deepEqual(
      new Set((await server.call(dkimShow, {})).map(({ state }) => state)),
      new Set(["retired"]),
    );
  });
});

test("a list's own key comes first, then its domain's, then the site's; a list may be left out", async (t) => {
  const records: TxtRecords = {};
  const server = await newServer(t, { site: ['dkim_domain = "mail.example"'] });
  await plainTeam(server);
  await server.call(listCreate, { address: OTHER, name: "Other" });
  await server.call(memberAdd, { list: OTHER, member: { address: BEN } });
  const make = async (domain: string, more: { list?: string } = {}) => {
    const key = await server.call(dkimCreate, { domain, algorithm: "ed25519", ...more });
    publish(records, [key]);
    await server.call(dkimActivate, { domain, unchecked: true });
  };
  const signers = async (to: string): Promise<readonly string[]> => {
    await sleep(SOON_MS);
    const post = plainPost(`to-${to}-${Date.now()}`);
    const message = Buffer.from(post.message.toString().replace(TEAM, to));
    await server.call(listConfigure, { list: to, settings: { generic_nonmember_action: "accept" } });
    await server.post({ from: post.from, to, message });
    return (await newest(server, BEN, records)).dkim.map((line) => line.replace(/ s=.*/, ""));
  };
  await make("mail.example");
  assert.deepEqual(await signers(TEAM), ["pass d=mail.example"]);
  await make("example.org");
  assert.deepEqual([await signers(TEAM), await signers(OTHER)].flat(), [
    "pass d=example.org",
    "pass d=mail.example",
  ]);
  await make("lists.example.org", { list: TEAM });
  assert.deepEqual(await signers(TEAM), ["pass d=lists.example.org"]);
  await server.post(plainPost("large", 1_500_000));
  assert.match(
    (await newest(server, BEN, records)).dkim.join(),
    /^pass/,
    "read once for its hash, and once to be sent",
  );
  await server.call(listConfigure, { list: OTHER, settings: { dkim_domain: "example.org" } });
  assert.deepEqual(await signers(OTHER), ["pass d=example.org"]);
  await server.call(listConfigure, { list: TEAM, settings: { dkim_sign: "no" } });
  assert.deepEqual(await signers(TEAM), []);
});
test("sealed copies, each with a head of its own, and the mail that the list writes itself are signed", async (t) => {
  const records: TxtRecords = {};
  const server = await newServer(t, { clock: movableClock() });
  const key = await server.call(dkimCreate, { domain: "example.org" });
  publish(records, [key]);
  await server.call(dkimActivate, { domain: "example.org", unchecked: true });
  const team = await sealedTeam(server);
  const { alice, bob } = team;
  const content = await sealed(team.openpgp, protectedText(alice, "at noon"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  for (const reader of [alice, bob]) {
    assert.deepEqual((await newest(server, reader.address, records)).dkim, [
      `pass d=example.org s=${key.selector}`,
    ]);
    assert.ok(await readNewest(server, reader, team));
  }
  assert.match((await newest(server, CAROL, records)).dkim.join(), /^pass/, "a notice");
  await server.post({ from: BEN, to: "conclave@example.org", message: COMMAND });
  const answer = await newest(server, BEN, records);
  assert.match(answer.text, /^From: .*conclave@example\.org/im);
  assert.match(answer.dkim.join(), /^pass/, "the site's own mail");
});

const COMMAND = Buffer.from(
  `From: ${BEN}\r\nTo: conclave@example.org\r\nSubject: help\r\nMessage-ID: <c@laptop.example>\r\n\r\nhelp\r\n`,
);
