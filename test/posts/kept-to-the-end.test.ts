/** How the keeping of posts for members without a usable key ends, and what it does not do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, utf8 } from "#base";
import { composePart } from "#mime";
import {
  heldAccept,
  heldDiscard,
  heldList,
  keyGenerate,
  keyUnbind,
  listConfigure,
  listHealth,
  memberRemove,
} from "#operations";
import { generateListKey } from "#openpgp";
import { eraseExpired, insertInbox, listByAddress } from "#store";
import {
  correspondent,
  entity,
  mixed,
  NOW,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import {
  alicePosts,
  bindKey,
  blobs,
  DAY_MS,
  keptRows,
  keylessDora,
  noticesTo,
  outerField,
  textOf,
} from "../support/lists/kept-posts.ts";
import {
  CAROL,
  everythingSent,
  heldCodes,
  join,
  letter,
  MIA,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

/** Only Dora has no key. */
async function scene(t: Parameters<typeof newServer>[0], settings = {}) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server, settings);
  for (const address of [CAROL, MIA]) await server.call(memberRemove, { list: TEAM, address });
  return { clock, server, team, dora: await keylessDora(server) };
}

const NOTHING = { posts: 0, members: 0 };

test("when the time is over it is erased, and the key brings nothing", async (t) => {
  const { clock, server, team, dora } = await scene(t, { keep_for_keyless: 3 });
  await alicePosts(server, team, "apple");
  assert.match(noticesTo(server, dora.address)[0] ?? "", /until 2026-11-24/);
  clock.advance(2 * DAY_MS);
  await eraseExpired(server.db, clock.now());
  assert.deepEqual(await keptRows(server), { posts: 1, members: 1 });
  clock.advance(DAY_MS);
  await eraseExpired(server.db, clock.now());
  assert.deepEqual(await keptRows(server), NOTHING);
  assert.equal(await blobs(server), 0);
  await bindKey(server, dora);
  assert.equal(server.mailbox(dora.address).length, 1, "the notice");
});

test("the inbox row of a post outlives the log for as long as the post is kept", async (t) => {
  const { clock, server, team, dora } = await scene(t, { keep_for_keyless: 60 });
  await alicePosts(server, team, "apple");
  clock.advance(45 * DAY_MS);
  await eraseExpired(server.db, clock.now());
  await bindKey(server, dora);
  assert.match(textOf((await readNewest(server, dora, team))?.content ?? Buffer.alloc(0)), /apple/);
  assert.equal(server.mailbox(team.bob.address).length, 1, "nobody gets it twice, though the log is gone");
});

test("when the member leaves it is erased", async (t) => {
  const { server, team, dora } = await scene(t);
  await alicePosts(server, team, "apple");
  assert.deepEqual(await keptRows(server), { posts: 1, members: 1 });
  await server.call(memberRemove, { list: TEAM, address: dora.address });
  assert.deepEqual(await keptRows(server), NOTHING);
  await server.drain();
  assert.equal(await blobs(server), 0);
});

test("keep_for_keyless = 0: a notice without a promise, and nothing is kept", async (t) => {
  const { server, team, dora } = await scene(t, { keep_for_keyless: 0 });
  await alicePosts(server, team, "apple");
  const [notice = ""] = noticesTo(server, dora.address);
  assert.match(notice, /Somebody wrote to Team/);
  assert.doesNotMatch(notice, /kept for you/);
  assert.deepEqual(await keptRows(server), NOTHING);
  assert.equal(await blobs(server), 0);
});

test("keep_for_keyless = 0: whose copy is dropped on its way hears of it, once a day", async (t) => {
  const { clock, server, team, dora } = await scene(t, { keep_for_keyless: 0 });
  await bindKey(server, dora);
  server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
  for (const word of ["apple", "banana"]) await alicePosts(server, team, word);
  for (const { address, secret } of [dora, team.alice])
    await server.call(keyUnbind, { list: TEAM, member: address, fingerprint: secret.fingerprint });
  const renewed = await correspondent("alice");
  await bindKey(server, renewed);
  delete server.sink.behaviour.answer;
  clock.advance(120_000);
  await server.drain();
  await server.drain();
  assert.equal(server.mailbox(team.bob.address).length, 2);
  assert.equal(server.mailbox(dora.address).length, 1);
  const [doras = ""] = noticesTo(server, dora.address);
  assert.match(doras, /could not be sealed for you[^]*we have no key of yours[^]*Do this: /);
  assert.doesNotMatch(doras, /kept for you/);
  assert.equal(server.mailbox(team.alice.address).length, 1);
  const alices = await readNewest(server, renewed, team);
  assert.match(textOf(alices?.content ?? Buffer.alloc(0)), /a key of yours that the list does not use/);
  const health = await server.call(listHealth, { list: TEAM });
  assert.deepEqual(
    health.keys?.unreached.map(({ address, toldAt }) => [address, toldAt]),
    [[dora.address, clock.now().toISOString()]],
  );
  assert.deepEqual(await keptRows(server), NOTHING);
});

test("a key that expires between arrival and sealing: told why, kept, and there with the next key", async (t) => {
  const { clock, server, team } = await scene(t);
  const erin = await correspondent("erin");
  const ends = { address: erin.address, at: new Date("2026-01-01T00:00:00Z") };
  const soon = await generateListKey({ ...ends, expiresAt: new Date(NOW.getTime() + DAY_MS) });
  await join(server, { ...erin, ...soon });
  const text = protectedText(team.alice, "apple\n");
  const message = letter(team.alice, await sealed(team.openpgp, text, team.alice), { id: "apple" });
  clock.advance(2 * DAY_MS);
  await arriveAt(server, NOW, message);
  await server.drain();
  assert.match(noticesTo(server, erin.address)[0] ?? "", /your key .* expired on 2026-11-22/);
  assert.equal(server.mailbox(team.bob.address).length, 1);
  await bindKey(server, erin, true);
  assert.match(textOf((await readNewest(server, erin, team))?.content ?? Buffer.alloc(0)), /apple/);
});

/** A message that came at some time, and that nobody had the time to look at. */
async function arriveAt({ db }: TestServer, receivedAt: Date, message: Uint8Array): Promise<void> {
  await db.transact(async (tx) => {
    const list = await listByAddress(tx, TEAM);
    const envelope = { envelopeFrom: "alice@example.org", rcptTo: TEAM, peer: "unix", transactionId: "late" };
    await insertInbox(tx, {
      ...envelope,
      trusted: false,
      receivedAt,
      listId: list?.id ?? null,
      door: "post",
      message,
    });
  });
}

test("a key whose validity begins brings what was kept, without a word from anybody", async (t) => {
  const { clock, server, team } = await scene(t);
  const erin = await correspondent("erin");
  await alicePosts(server, team, "apple");
  await join(server, erin);
  await alicePosts(server, team, "banana");
  const later = NOW.getTime() + DAY_MS;
  await server.db.transact(async (tx) => {
    const key = await tx.query
      .selectFrom("member_key")
      .select(["id", "recipient"])
      .where("fingerprint", "=", erin.secret.fingerprint)
      .executeTakeFirstOrThrow();
    const recipient = JSON.stringify({ ...JSON.parse(key.recipient ?? "{}"), usableFrom: later });
    await tx.query.updateTable("member_key").set({ recipient }).where("id", "=", key.id).execute();
  });
  await alicePosts(server, team, "cherry");
  assert.match(noticesTo(server, erin.address)[0] ?? "", /not valid yet/);
  clock.advance(DAY_MS + 1);
  await server.drain();
  assert.match(textOf((await readNewest(server, erin, team))?.content ?? Buffer.alloc(0)), /cherry/);
});

test("S6: what was kept never comes in clear, whatever the settings say by then", async (t) => {
  const { server, team, dora } = await scene(t);
  await alicePosts(server, team, "apple");
  const clear = { clear_after_decrypt: "confirmed", gpg_distrib_encrypt: "no", smime_distrib_encrypt: "no" };
  for (const demand of ["yes", "no"]) {
    const settings = { ...clear, gpg_distrib_encrypt: demand, smime_distrib_encrypt: demand };
    await server.call(listConfigure, { list: TEAM, settings });
    await server.drain();
    assert.equal(server.mailbox(dora.address).length, 1, "the notice");
  }
  await bindKey(server, dora);
  assert.equal(server.mailbox(dora.address).length, 1, "the list seals for nobody");
  await server.call(listConfigure, { list: TEAM, settings: { gpg_distrib_encrypt: "yes" } });
  await server.drain();
  assert.match(textOf((await readNewest(server, dora, team))?.content ?? Buffer.alloc(0)), /apple/);
  assert.doesNotMatch(everythingSent(server), /apple/);
});

test("a family that the list takes up brings what was kept", async (t) => {
  const { server, team } = await scene(t, { smime_distrib_encrypt: "no", smime_distrib_sign: "no" });
  await alicePosts(server, team, "apple");
  assert.match(
    textOf((await readNewest(server, team.bob, team))?.content ?? Buffer.alloc(0)),
    /could not seal it/,
  );
  await server.call(listConfigure, {
    list: TEAM,
    settings: { smime_distrib_encrypt: "force", smime_distrib_sign: "yes" },
  });
  await server.drain();
  assert.match(textOf((await readNewest(server, team.bob, team))?.content ?? Buffer.alloc(0)), /apple/);
  assert.equal(server.mailbox(team.alice.address).length, 1);
});

test("S6: a copy whose key is lost on its way does not leave in clear instead", async (t) => {
  const settings = { gpg_distrib_encrypt: "yes", smime_distrib_encrypt: "yes" };
  const { clock, server, team, dora } = await scene(t, { ...settings, clear_after_decrypt: "confirmed" });
  await bindKey(server, dora);
  server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
  await alicePosts(server, team, "apple");
  const { fingerprint } = dora.secret;
  await server.call(keyUnbind, { list: TEAM, member: dora.address, fingerprint });
  delete server.sink.behaviour.answer;
  clock.advance(120_000);
  await server.drain();
  await server.drain();
  assert.equal(noticesTo(server, dora.address).length, 1);
  assert.equal(server.mailbox(dora.address).length, 1);
  assert.doesNotMatch(everythingSent(server), /apple/);
});

test("the notice is no copy: null return path, and its failure counts against nobody", async (t) => {
  const { server, team, dora } = await scene(t);
  server.sink.behaviour.answer = (line) =>
    line.startsWith("RCPT TO:<dora@") ? "550 5.1.1 No such user" : undefined;
  await alicePosts(server, team, "apple");
  const health = await server.call(listHealth, { list: TEAM });
  assert.deepEqual(health.week.failed, []);
  delete server.sink.behaviour.answer;
  const [row] = await server.db.read((tx) =>
    tx.query.selectFrom("outbox").selectAll().where("rcpt_to", "=", dora.address).execute(),
  );
  assert.deepEqual([row?.state, row?.return_path, row?.member_id], ["failed", "", null]);
});

test("a post that cannot be opened again waits for an owner, in words; with the key back it comes", async (t) => {
  const { clock, server, team, dora } = await scene(t);
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  await alicePosts(server, team, "apple");
  const keys = await server.db.read((tx) => tx.query.selectFrom("list_secret").selectAll().execute());
  await server.db.transact((tx) => tx.query.deleteFrom("list_secret").execute());
  await server.call(keyGenerate, { list: TEAM });
  await bindKey(server, dora);
  assert.deepEqual(await heldCodes(server), ["held cannot-reopen"]);
  assert.equal(server.mailbox(dora.address).length, 1, "the notice");
  assert.equal(server.mailbox(team.alice.address).length, 1, "her own copy: the writer is told nothing");
  const [held] = await server.call(heldList, {});
  assert.match(held?.why ?? "", /has a key by now, and we cannot open it any more/);
  await eraseExpired(server.db, clock.now());
  await server.db.transact(async (tx) => {
    await tx.query.deleteFrom("list_secret").execute();
    await tx.query.insertInto("list_secret").values(keys).execute();
  });
  await server.call(heldAccept, { ids: [held?.id ?? 0] });
  await server.drain();
  assert.match(textOf((await readNewest(server, dora, team))?.content ?? Buffer.alloc(0)), /apple/);
  assert.deepEqual(outerField(server, dora.address, "Subject").slice(1), ["[Team] sealed post 1"]);
  assert.equal(server.mailbox(team.bob.address).length, 1, "nobody gets it twice");
  assert.deepEqual(await keptRows(server), NOTHING);
});

test("whose author left by then goes on without what names the author and without forbidden files", async (t) => {
  const unsigned = { gpg_post_sign: "no", smime_post_sign: "no" };
  const settings = { ...unsigned, anonymous_list: "yes", generic_nonmember_action: "reject" };
  const { server, team, dora } = await scene(t, settings);
  const { alice } = team;
  const post = async (id: string, content: Bytes) => {
    const message = letter(alice, await sealed(team.openpgp, content, alice), { id });
    await server.post({ from: alice.address, to: TEAM, message });
  };
  const file = part('application/octet-stream; name="a.exe"', "forbidden");
  await post("1", mixed(entity("apple\n"), part("text/vcard", "FN:Zinnober"), file));
  await post("2", file);
  await server.call(memberRemove, { list: TEAM, address: alice.address });
  const filter = { filter_content: "yes", pass_mime_types: "" } as const;
  await server.call(listConfigure, { list: TEAM, settings: filter });
  await bindKey(server, dora);
  const read = textOf((await readNewest(server, dora, team))?.content ?? Buffer.alloc(0));
  assert.match(read, /apple/);
  assert.doesNotMatch(read, /Zinnober|forbidden/);
  assert.deepEqual(await heldCodes(server), ["held content-filtered"], "nothing is left of the other");
});

function part(type: string, body: string): Bytes {
  return composePart({ fields: [["Content-Type", type]], body: utf8(`${body}\r\n`) });
}

test("S13: HTML whose author's signature counts no more waits, though another rule is stricter", async (t) => {
  const unsigned = { gpg_post_sign: "no", smime_post_sign: "no" };
  const { server, team, dora } = await scene(t, { ...unsigned, generic_nonmember_action: "reject" });
  const { bob, smime } = team;
  const html = entity("<b>apple</b>\n", [["Content-Type", "text/html"]]);
  const message = letter(bob, sealedCms(smime, await signed(bob, html), "cbc"));
  await server.post({ from: bob.address, to: TEAM, message });
  assert.equal(server.mailbox(team.alice.address).length, 1);
  await server.call(memberRemove, { list: TEAM, address: bob.address });
  await bindKey(server, dora);
  assert.deepEqual(await heldCodes(server), ["held no-integrity"]);
  assert.equal(server.mailbox(dora.address).length, 1, "the notice");
});

test("nor does it go on unopened where it is not known to have been opened", async (t) => {
  const { server, team, dora } = await scene(t);
  await alicePosts(server, team, "apple");
  await server.db.transact(async (tx) => {
    await tx.query.updateTable("kept").set({ opened: 0 }).execute();
    await tx.query.deleteFrom("list_secret").execute();
  });
  await server.call(keyGenerate, { list: TEAM });
  await bindKey(server, dora);
  assert.deepEqual(await heldCodes(server), ["held cannot-reopen"]);
  assert.equal(server.mailbox(dora.address).length, 1, "the notice");
});

test("nor as it came where the list opens nothing by then", async (t) => {
  const { server, team, dora } = await scene(t);
  await alicePosts(server, team, "apple");
  const settings = { gpg_post_encrypt: "no", smime_post_encrypt: "no" };
  await server.call(listConfigure, { list: TEAM, settings });
  await bindKey(server, dora);
  assert.deepEqual(await heldCodes(server), ["held cannot-reopen"]);
  assert.equal(server.mailbox(dora.address).length, 1, "the notice");
});

test("a post that cannot be opened again and is discarded leaves nothing", async (t) => {
  const { clock, server, team, dora } = await scene(t);
  await alicePosts(server, team, "apple");
  await server.db.transact((tx) => tx.query.deleteFrom("list_secret").execute());
  await bindKey(server, dora);
  const [held] = await server.call(heldList, {});
  await server.call(heldDiscard, { ids: [held?.id ?? 0] });
  await eraseExpired(server.db, clock.now());
  assert.deepEqual(await keptRows(server), NOTHING);
  assert.equal(await blobs(server), 0);
});

test("a second loss of the key on another day is told again", async (t) => {
  const { clock, server, team, dora } = await scene(t);
  await alicePosts(server, team, "apple");
  clock.advance(DAY_MS);
  server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
  await bindKey(server, dora);
  const { fingerprint } = dora.secret;
  await server.call(keyUnbind, { list: TEAM, member: dora.address, fingerprint });
  delete server.sink.behaviour.answer;
  clock.advance(120_000);
  await server.drain();
  await server.drain();
  const health = await server.call(listHealth, { list: TEAM });
  assert.deepEqual(
    health.keys?.unreached.map(({ kept, toldAt }) => [kept, toldAt]),
    [[1, clock.now().toISOString()]],
  );
  assert.equal(noticesTo(server, dora.address).length, 2);
});
