/**
 * S5, S6, S14: what a list with keys keeps of its posts is kept only on order, is found nowhere in clear, goes to nobody but
 * members, sealed to their key, and is no post that anybody could send again.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { readArchived, writeArchived } from "#archive";
import { AppError, type Bytes, type EmailAddress, type ErrorCode } from "#base";
import { decodeText, type Entity, type FieldList, parseMessage } from "#mime";
import {
  archiveErase,
  archiveExport,
  archiveGet,
  archiveIndex,
  archiveLast,
  archiveShow,
  keyUnbind,
  listConfigure,
  memberRemove,
  order,
  siteBackup,
} from "#operations";
import { archivedByNumber, archivedOctets, listByAddress, memberByAddress, type Transactor } from "#store";
import { everythingKept, placesOf } from "../support/at-rest.ts";
import { forEachDatabase, type DatabaseName } from "../support/database.ts";
import { blobs } from "../support/lists/kept-posts.ts";
import {
  CAROL,
  everythingSent,
  heldCodes,
  join as joinTeam,
  letter,
  movableClock,
  protectedText,
  sealedTeam,
  type Team,
  TEAM,
} from "../support/lists/sealed-team.ts";
import {
  type Correspondent,
  correspondent,
  entity,
  openFor,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const BODY = "Krokodilsträne";
const SUBJECT = "Siebenschläferin";
const OTTO = "otto@example.com" as EmailAddress;
const KEEPS = { archive_with_keys: "confirmed", keep_for_keyless: 0, send_goodbye_msg: "no" };

function failsWith(code: ErrorCode) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

interface Story {
  readonly server: TestServer;
  readonly team: Team;
}

async function begin(t: TestContext, database: DatabaseName, settings: object = KEEPS): Promise<Story> {
  const server = await newServer(t, { database, clock: movableClock() });
  return { server, team: await sealedTeam(server, { ...settings }) };
}

async function post(
  { server, team }: Story,
  { by = team.alice, subject = SUBJECT, id = "1", more = [] as FieldList } = {},
) {
  const inner = protectedText(by, `${BODY} ${id}\n`, { subject, more });
  const content =
    by.secret.scheme === "openpgp"
      ? await sealed(team.openpgp, inner, by)
      : sealedCms(team.smime, await signed(by, inner), "gcm");
  const message = letter(by, content, { id });
  await server.post({ from: by.address, to: TEAM, message });
}

async function octetsKept({ server }: Story, number: number): Promise<Bytes> {
  return server.db.read(async (tx) => {
    const list = await listByAddress(tx, TEAM);
    const row = list === null ? null : await archivedByNumber(tx, list.id, number);
    assert.ok(row);
    return archivedOctets(tx, row);
  });
}

/** What is written down for somebody who asks for the first post now, to be put into the database later. */
async function orderFor({ server }: Story, { address: to }: Correspondent) {
  const { listId, member } = await server.db.read(async (tx) => {
    const list = await listByAddress(tx, TEAM);
    assert.ok(list);
    return { listId: list.id, member: (await memberByAddress(tx, list.id, to))?.id ?? null };
  });
  const at = movableClock().now();
  return (tx: Transactor) => order(tx, { listId, at }, { do: "send-archived", to, member, posts: [1] });
}

/** The messages that are attached to the newest mail to somebody, as they read it. */
async function attachedFor({ server, team }: Story, reader: Correspondent): Promise<readonly Entity[]> {
  const newest = server.mailbox(reader.address).at(-1);
  assert.ok(newest);
  const opened = await openFor(newest.data, [reader], [team.openpgp, team.smime]);
  assert.ok(opened.ok && opened.value.wasEncrypted !== null, "it came sealed");
  assert.equal(opened.value.signatures[0]?.verdict, "valid", "and signed by the list");
  const content = parseMessage(opened.value.content);
  assert.ok(content.ok);
  return everyPart(content.value).filter(({ contentType }) => contentType.essence === "message/rfc822");
}

function everyPart(entity: Entity): readonly Entity[] {
  return [entity, ...entity.children.flatMap(everyPart)];
}

forEachDatabase((database) => {
  test("a list with keys keeps nothing until its owner says so in words", async (t) => {
    const story = await begin(t, database, { keep_for_keyless: 0, archive: "yes" });
    await post(story);
    const { server } = story;
    assert.deepEqual((await server.call(archiveIndex, { list: TEAM })).posts, []);
    assert.equal(await blobs(server), 0);
    await server.call(listConfigure, { list: TEAM, settings: { archive_with_keys: "confirmed" } });
    await post(story, { id: "2" });
    const { posts } = await server.call(archiveIndex, { list: TEAM });
    assert.deepEqual(
      posts.map(({ number }) => number),
      [2],
    );
  });

  test("neither database, log nor backup holds a word of it in clear, before, while and after it is asked for", async (t) => {
    const story = await begin(t, database);
    const { server, team } = story;
    const search = async (moment: string) => {
      if (database === "sqlite")
        await server.call(siteBackup, { path: join(server.folder, `backup ${moment}.db`) });
      const kept = await everythingKept(server);
      for (const word of [BODY, SUBJECT]) assert.deepEqual(placesOf(word, kept), [], `${word} ${moment}`);
      assert.ok(placesOf(CAROL, kept).length > 0, "the search finds what is there");
    };
    await post(story);
    assert.equal(await blobs(server), 1, "one for the post");
    await search("while it is kept");
    server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.0 later" : undefined);
    await server.call(archiveLast, { list: TEAM, to: team.alice.address });
    await server.drain();
    await search("while the answer waits");
    await server.call(archiveErase, { list: TEAM, posts: "1" });
    const left = await server.db.read((tx) => tx.query.selectFrom("archived").select("post_id").execute());
    assert.deepEqual(left, []);
    await search("when it is erased");
    const sent = [{ name: "sent", octets: Buffer.from(everythingSent(server), "latin1") }];
    for (const word of [BODY, SUBJECT]) assert.deepEqual(placesOf(word, sent), []);
  });

  test("each member reads it by their own key, in either family, and nobody else does", async (t) => {
    const story = await begin(t, database);
    const { server, team } = story;
    await post(story);
    await post(story, { by: team.bob, id: "2" });
    for (const reader of [team.alice, team.bob]) {
      const { sealed: isSealed } = await server.call(archiveGet, {
        list: TEAM,
        posts: "1-2",
        to: reader.address,
      });
      assert.equal(isSealed, true);
      await server.drain();
      const [first, second, ...more] = await attachedFor(story, reader);
      assert.deepEqual(more, []);
      for (const [nth, part, author] of [
        [1, first, team.alice],
        [2, second, team.bob],
      ] as const) {
        const message = part?.children[0];
        assert.ok(message);
        assert.equal(decodeText(message).trim(), `${BODY} ${nth}`);
        assert.match(message.header.first("subject")?.value ?? "", /Siebenschl|=\?utf-8/i);
        assert.equal(message.header.first("author")?.value, author.address);
      }
      const other = reader === team.alice ? team.bob : team.alice;
      const newest = server.mailbox(reader.address).at(-1);
      const stolen = await openFor(newest?.data ?? Buffer.alloc(0), [other], []);
      assert.ok(!stolen.ok, "not by another member's key");
    }
    assert.doesNotMatch(everythingSent(server), /Krokodil|Siebenschl/);
  });

  test("whoever has no key, left, or was never there gets nothing", async (t) => {
    const story = await begin(t, database);
    const { server, team } = story;
    await post(story);
    const ask = (to: string) => server.call(archiveGet, { list: TEAM, posts: "1", to });
    await assert.rejects(ask(CAROL), failsWith("key-unusable"));
    await assert.rejects(ask(OTTO), failsWith("not-allowed"));
    await server.call(memberRemove, { list: TEAM, address: team.bob.address });
    await assert.rejects(ask(team.bob.address), failsWith("not-allowed"));
    const before = server.sink.messages.length;
    await server.drain();
    assert.equal(server.sink.messages.length, before);
  });

  test("who left before the answer was written gets nothing, and who lost the key no word of the post", async (t) => {
    const story = await begin(t, database);
    const { server, team } = story;
    const { alice, bob } = team;
    await post(story);
    const orders = await Promise.all([alice, bob].map((person) => orderFor(story, person)));
    await server.call(memberRemove, { list: TEAM, address: bob.address });
    const { fingerprint } = alice.secret;
    await server.call(keyUnbind, { list: TEAM, member: alice.address, fingerprint });
    const before = server.mailbox(bob.address).length;
    for (const ordered of orders) await server.db.transact(ordered);
    await server.drain();
    assert.equal(server.mailbox(bob.address).length, before);
    const told = server.mailbox(alice.address).at(-1)?.data.toString() ?? "";
    assert.match(told, /They go sealed or not at all, and we have no key of yours/);
    assert.doesNotMatch(everythingSent(server), /Krokodil|post-1\.eml/);
  });

  test("what a list kept before it sealed goes sealed since", async (t) => {
    const none = {
      gpg_post_encrypt: "no",
      smime_post_encrypt: "no",
      gpg_post_sign: "no",
      smime_post_sign: "no",
    };
    const clear = { gpg_distrib_encrypt: "no", smime_distrib_encrypt: "no", gpg_distrib_sign: "no" };
    const story = await begin(t, database, { ...KEEPS, ...none, ...clear, smime_distrib_sign: "no" });
    const { server, team } = story;
    const message = letter(team.alice, entity(`${BODY} 1\n`));
    await server.post({ from: team.alice.address, to: TEAM, message });
    const ask = (to: string) => server.call(archiveGet, { list: TEAM, posts: "1", to });
    assert.equal((await ask(CAROL)).sealed, false);
    await server.call(listConfigure, { list: TEAM, settings: { gpg_distrib_encrypt: "force" } });
    await assert.rejects(ask(CAROL), failsWith("key-unusable"));
    assert.equal((await ask(team.alice.address)).sealed, true);
    await server.drain();
    assert.equal((await attachedFor(story, team.alice)).length, 1);
  });

  test("what is listed of it names neither Subject nor author, and no file of it can be written", async (t) => {
    const story = await begin(t, database);
    const { server, team } = story;
    await post(story);
    const listed = JSON.stringify([
      await server.call(archiveIndex, { list: TEAM }),
      await server.call(archiveShow, { list: TEAM, number: 1 }),
    ]);
    assert.ok(!listed.includes("schl") && !listed.includes(team.alice.address), listed);
    const piece = await server.call(archiveExport, { list: TEAM });
    assert.deepEqual(piece, { mbox: "", written: 0, leftOut: 1, next: null });
  });

  test("what is stolen from it is no post", async (t) => {
    const story = await begin(t, database);
    const { server, team } = story;
    await post(story);
    await server.call(archiveLast, { list: TEAM, to: team.bob.address });
    await server.drain();
    const answer = server.mailbox(team.bob.address).at(-1);
    const [part] = await attachedFor(story, team.bob);
    assert.ok(answer && part);
    const record = await octetsKept(story, 1);
    const { facts, message } = readArchived(record);
    const thefts = [message, part.children[0]?.raw, record, writeArchived(facts), answer.data];
    const copies = server.sink.messages.filter(({ from }) => from.startsWith("team-bounces+")).length;
    for (const stolen of thefts) {
      assert.ok(stolen);
      const fields = `From: ${team.alice.address}\r\nMessage-ID: <stolen@example.com>\r\n`;
      for (const sent of [Buffer.from(stolen), Buffer.concat([Buffer.from(fields), stolen])])
        await server.send({ from: team.alice.address, to: TEAM, message: sent });
    }
    await server.drain();
    const after = server.sink.messages.filter(({ from }) => from.startsWith("team-bounces+")).length;
    assert.equal(after, copies, `nobody got one: ${(await heldCodes(server)).join()}`);
  });

  test("an anonymous list keeps nothing that names the author", async (t) => {
    const story = await begin(t, database, { ...KEEPS, anonymous_list: "yes" });
    await post(story);
    const record = Buffer.from(await octetsKept(story, 1)).toString("latin1");
    const { alice } = story.team;
    for (const trace of [alice.address, alice.secret.fingerprint, "1@laptop.example"])
      assert.ok(!record.includes(trace), trace);
    assert.match(record, /"authentic":true,"author":null|"author":null/);
    assert.ok(record.includes("Krokodil"));
  });

  test("who says inside the sealed part that it is not to be kept is heard", async (t) => {
    const story = await begin(t, database);
    await post(story, { more: [["X-No-Archive", "yes"]] });
    assert.deepEqual((await story.server.call(archiveIndex, { list: TEAM })).posts, []);
  });

  test("where opened posts leave in clear, one whose Subject came protected still goes sealed only", async (t) => {
    const clear = {
      gpg_distrib_encrypt: "no",
      smime_distrib_encrypt: "no",
      clear_after_decrypt: "confirmed",
    };
    const story = await begin(t, database, { ...KEEPS, ...clear });
    const { server, team } = story;
    await post(story);
    const plain = await sealed(team.openpgp, entity(`${BODY}\n`), team.alice);
    await server.post({
      from: team.alice.address,
      to: TEAM,
      message: letter(team.alice, plain, { id: "2" }),
    });
    const { posts } = await server.call(archiveIndex, { list: TEAM });
    assert.deepEqual(
      posts.map(({ number, sealed: isSealed }) => [number, isSealed]),
      [
        [1, true],
        [2, false],
      ],
    );
    assert.ok(!JSON.stringify(posts).includes("schl"));
    await assert.rejects(
      server.call(archiveGet, { list: TEAM, posts: "1", to: CAROL }),
      failsWith("key-unusable"),
    );
    await assert.rejects(
      server.call(archiveGet, { list: TEAM, posts: "2", to: OTTO }),
      failsWith("not-allowed"),
    );
    const { sealed: isSealed } = await server.call(archiveGet, { list: TEAM, posts: "2", to: CAROL });
    assert.equal(isSealed, false, "as the owner ordered");
  });

  test("an answer under the placeholder is kept under the Subject of its thread", async (t) => {
    const story = await begin(t, database);
    await post(story, { subject: "Apfelmus" });
    await post(story, { subject: "Re: [Team] sealed post 1", id: "2" });
    const { message } = readArchived(await octetsKept(story, 2));
    assert.match(Buffer.from(message).toString("latin1"), /^Subject: Re: Apfelmus\r$/m);
  });

  test("what came in clear to a list that seals goes sealed as well; a list that seals no more lets nothing out", async (t) => {
    const open = {
      gpg_post_encrypt: "yes",
      smime_post_encrypt: "yes",
      gpg_post_sign: "no",
      smime_post_sign: "no",
    };
    const story = await begin(t, database, { ...KEEPS, ...open });
    const { server, team } = story;
    await post(story);
    await server.post({
      from: team.alice.address,
      to: TEAM,
      message: letter(team.alice, Buffer.from(`\r\n${BODY}\r\n`), { id: "clear" }),
    });
    const { posts } = await server.call(archiveIndex, { list: TEAM });
    assert.deepEqual(
      posts.map(({ sealed: isSealed }) => isSealed),
      [true, true],
    );
    const none = { gpg_distrib_encrypt: "no", smime_distrib_encrypt: "no", clear_after_decrypt: "confirmed" };
    await server.call(listConfigure, { list: TEAM, settings: none });
    await assert.rejects(
      server.call(archiveGet, { list: TEAM, posts: "1-2", to: CAROL }),
      failsWith("key-unusable"),
    );
  });
});

test("the newcomer's key opens what was posted before they came, on the owner's order only", async (t) => {
  const story = await begin(t, "sqlite");
  const { server } = story;
  await post(story);
  const dora = await correspondent("dora");
  await assert.rejects(server.call(archiveLast, { list: TEAM, to: dora.address }), failsWith("not-allowed"));
  await joinTeam(server, dora);
  await server.call(archiveLast, { list: TEAM, to: dora.address });
  await server.drain();
  assert.equal((await attachedFor(story, dora)).length, 1);
});
