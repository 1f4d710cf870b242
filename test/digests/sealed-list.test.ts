/** Digests of a list with keys: sealed to each reader's key in their own family, signed by the list, or not sent. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8 } from "#base";
import { parseMessage } from "#mime";
import { keyUnbind, listConfigure, listDigest, memberRemove, memberSet } from "#operations";
import { openFor } from "../support/programs/correspondents.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { alicePosts, bindKey, DAY_MS, keylessDora, noticesTo, textOf } from "../support/lists/kept-posts.ts";
import {
  CAROL,
  everythingSent,
  letter,
  MIA,
  movableClock,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { runTask } from "../support/run-task.ts";
import { newServer, type TestServer } from "../support/server.ts";

type Reader = Team["alice"];

async function readDigests(server: TestServer, address: string, digest: "mime" | "plain" | "off") {
  await server.call(memberSet, { list: TEAM, address, options: { digest } });
}

async function sendNow(server: TestServer): Promise<void> {
  await server.call(listDigest, { list: TEAM, now: true });
  await server.drain();
}

/** The newest copy as its reader's program shows it: protected fields, verdicts, content. */
async function newest(server: TestServer, reader: Reader, team: Team): Promise<string> {
  const copy = server.mailbox(reader.address).at(-1);
  assert.ok(copy, `nothing came for ${reader.address}`);
  const opened = await openFor(copy.data, [reader], [team.openpgp, team.smime]);
  assert.ok(opened.ok, `${reader.address} cannot open it`);
  const { headers, content, signatures } = opened.value;
  const fields = headers.map(({ name, value, from }) => `${from.padEnd(9)} ${name}: ${value}`);
  const verdicts = signatures.map(({ verdict }) => `signature ${verdict}`);
  return `${[...fields, ...verdicts].join("\n")}\n\n${fromUtf8(content)}`;
}

test("sealed and signed in each reader's family, and nothing of the posts outside", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server, { digest_footer: "Bye." });
  for (const address of [CAROL, MIA]) await server.call(memberRemove, { list: TEAM, address });
  await readDigests(server, team.alice.address, "mime");
  await readDigests(server, team.bob.address, "plain");
  for (const word of ["apple", "banana"]) await alicePosts(server, team, word);
  assert.deepEqual(
    [server.mailbox(team.alice.address).length, server.mailbox(team.bob.address).length],
    [0, 0],
  );
  await sendNow(server);
  const [mime, plain] = [await newest(server, team.alice, team), await newest(server, team.bob, team)];
  for (const inside of [mime, plain]) {
    assert.match(inside, /^protected Subject: Team Digest, Vol 1, Issue 1$/m);
    assert.match(inside, /^signature valid$/m);
    assert.match(inside, /about apple[\s\S]*about banana/);
  }
  assertGolden("digest-sealed-mime.txt", normalised(mime));
  assertGolden("digest-sealed-plain.txt", normalised(plain));
  assert.doesNotMatch(everythingSent(server), /apple|banana/);
  for (const { address } of [team.alice, team.bob]) {
    const [copy, ...more] = server.mailbox(address);
    assert.equal(more.length, 0);
    assert.match(copy?.from ?? "", /^team-bounces\+/);
    const others = [team.alice, team.bob].map((one) => one.address).filter((one) => one !== address);
    assert.ok(!others.some((other) => copy?.data.toString().includes(other)), "names no other reader");
  }
  assert.equal(await storedPosts(server), 0);
});

async function storedPosts({ db }: TestServer): Promise<number> {
  return (await db.read((tx) => tx.query.selectFrom("digest_post").select("number").execute())).length;
}

test("who has no key is told once a day, and what waits comes with the key; a lost key gets nothing", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const dora = await keylessDora(server);
  for (const address of [dora.address, team.alice.address]) await readDigests(server, address, "mime");
  await alicePosts(server, team, "apple");
  await sendNow(server);
  await alicePosts(server, team, "banana");
  await sendNow(server);
  assert.deepEqual([noticesTo(server, dora.address).length, server.mailbox(dora.address).length], [1, 1]);
  clock.advance(DAY_MS);
  await alicePosts(server, team, "cherry");
  await sendNow(server);
  assert.match(
    noticesTo(server, dora.address)[1] ?? "",
    /3 messages are kept for you, the oldest until 2026-12-05/,
  );
  assert.doesNotMatch(everythingSent(server), /apple|banana|cherry/);
  await bindKey(server, dora);
  const late = await newest(server, dora, team);
  for (const word of ["apple", "banana", "cherry"]) assert.match(late, new RegExp(`^${word}$`, "m"));
  const unbind = { list: TEAM, member: team.alice.address, fingerprint: team.alice.secret.fingerprint };
  await alicePosts(server, team, "damson");
  await server.call(keyUnbind, unbind);
  await sendNow(server);
  assert.match(await newest(server, dora, team), /^damson$/m);
  assert.equal(noticesTo(server, team.alice.address).length, 1, "her key is gone");
  // What nobody could have goes in time.
  await server.call(listConfigure, { list: TEAM, settings: { keep_for_keyless: 0 } });
  await readDigests(server, team.bob.address, "mime");
  await server.post({
    from: team.bob.address,
    to: TEAM,
    message: letter(team.bob, utf8("Content-Type: text/plain\r\n\r\nx\r\n")),
  });
  await sendNow(server);
  assert.ok((await storedPosts(server)) <= 1);
});

test("what came sealed goes to nobody in clear when the list stops using keys; its owner hears of it", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  await readDigests(server, team.bob.address, "mime");
  await alicePosts(server, team, "apple");
  const set = (value: string, purposes: readonly string[]) => {
    const names = ["gpg", "smime"].flatMap((family) => purposes.map((purpose) => `${family}_${purpose}`));
    return { list: TEAM, settings: Object.fromEntries(names.map((name) => [name, value])) };
  };
  const sealing = ["post_encrypt", "distrib_encrypt"];
  await server.call(listConfigure, set("no", [...sealing, "post_sign", "distrib_sign"]));
  const inClear = utf8(
    `From: ${team.alice.address}\r\nTo: ${TEAM}\r\nMessage-ID: <open@x>\r\n\r\ncherry\r\n`,
  );
  await server.post({ from: team.alice.address, to: TEAM, message: inClear });
  await sendNow(server);
  const [clear, ...others] = server.mailbox(team.bob.address);
  assert.match(clear?.data.toString() ?? "", /cherry/);
  assert.equal(others.length, 0);
  clock.advance(DAY_MS);
  await runTask(server, clock, "owner_summary");
  const summary = textOf(server.mailbox(MIA).at(-1)?.data ?? utf8(""));
  assert.match(summary, /came sealed and the list seals for nobody: the posts with the numbers 1\./);
  assert.doesNotMatch(everythingSent(server), /apple/);
  await server.call(listConfigure, set("force", sealing));
  await alicePosts(server, team, "banana");
  await sendNow(server);
  const inside = await newest(server, team.bob, team);
  assert.match(inside, /about banana/);
  assert.doesNotMatch(inside, /apple/, "the digest in clear went over it");
  assert.doesNotMatch(everythingSent(server), /apple|banana/);
});

test("a list that only signs sends digests in clear, with its signature", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const off = {
    gpg_distrib_encrypt: "no",
    smime_distrib_encrypt: "no",
    gpg_post_encrypt: "no",
    smime_post_encrypt: "no",
  };
  const unsigned = { gpg_post_sign: "no", smime_post_sign: "no" };
  await server.call(listConfigure, { list: TEAM, settings: { ...off, ...unsigned } });
  await readDigests(server, CAROL, "plain");
  const content = utf8(
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n",
  );
  await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
  await sendNow(server);
  const copy = server.mailbox(CAROL).at(-1);
  const parsed = parseMessage(copy?.data ?? utf8(""));
  assert.ok(parsed.ok);
  assert.equal(parsed.value.contentType.essence, "multipart/signed");
  assert.equal(parsed.value.header.first("subject")?.value, "Team Digest, Vol 1, Issue 1");
  const opened = await openFor(copy?.data ?? utf8(""), [], [team.openpgp, team.smime]);
  assert.ok(opened.ok);
  assert.deepEqual(
    opened.value.signatures.map(({ verdict }) => verdict),
    ["valid"],
  );
  // Where the list seals for those who have keys, what came in clear goes to others in clear, as single posts do.
  const seals = (value: string) => ({ gpg_distrib_encrypt: value, smime_distrib_encrypt: value });
  await server.call(listConfigure, { list: TEAM, settings: seals("yes") });
  await readDigests(server, team.bob.address, "plain");
  const secret = utf8("Content-Type: text/plain\r\n\r\nelderberry\r\n");
  const elderberry = letter(team.alice, secret, { id: "2" });
  await server.post({ from: team.alice.address, to: TEAM, message: elderberry });
  await sendNow(server);
  const sent = (address: string) => server.mailbox(address).at(-1)?.data.toString() ?? "";
  assert.match(sent(CAROL), /elderberry/);
  assert.doesNotMatch(sent(team.bob.address), /elderberry/);
  assert.match(await newest(server, team.bob, team), /elderberry/);
  // Where it seals for all, a digest goes sealed or not at all, whatever the settings are when it goes.
  await server.call(listConfigure, { list: TEAM, settings: seals("force") });
  const forced = letter(team.alice, utf8("Content-Type: text/plain\r\n\r\nfig\r\n"), { id: "3" });
  await server.post({ from: team.alice.address, to: TEAM, message: forced });
  await server.call(listConfigure, { list: TEAM, settings: seals("yes") });
  await sendNow(server);
  assert.equal(noticesTo(server, CAROL).length, 1);
  assert.doesNotMatch(everythingSent(server), /fig/);
  assert.match(await newest(server, team.bob, team), /fig/);
});
