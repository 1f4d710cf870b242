/** Distributed posts stay, and go to who asks for them: as they went out, by number, month or the newest. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, type EmailAddress, type ErrorCode, LARGE_BYTES, utf8, view } from "#base";
import {
  archiveErase,
  archiveExport,
  archiveGet,
  archiveIndex,
  archiveLast,
  archiveShow,
  listConfigure,
  memberAdd,
} from "#operations";
import { messageExplain } from "#pipeline";
import { eraseExpired } from "#store";
import { forEachDatabase } from "../support/database.ts";
import {
  copiesOf,
  LateClock,
  MEMBERS,
  plainPost,
  plainTeam,
  TEAM,
  until,
} from "../support/lists/plain-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const DAY_MS = 86_400_000;
const [ANNA, BEN] = MEMBERS;
const STRANGER = "otto@example.com" as EmailAddress;

function failsWith(code: ErrorCode) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

async function numbers(server: TestServer, posts?: string): Promise<readonly number[]> {
  const found = await server.call(archiveIndex, { list: TEAM, ...(posts === undefined ? {} : { posts }) });
  return found.posts.map(({ number }) => number);
}

async function blobs({ db }: TestServer): Promise<number> {
  return (await db.read((tx) => tx.query.selectFrom("blob").select("id").execute())).length;
}

function newestFor(server: TestServer, address: string): string {
  return server.mailbox(address).at(-1)?.data.toString("latin1") ?? "";
}

forEachDatabase((database) => {
  test("on a list without keys posts are kept as members got them, and sent to who asks", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    for (const id of ["one", "two", "three"]) await server.post(plainPost(id));
    assert.deepEqual(await numbers(server), [1, 2, 3]);
    const foretold = async (post: Uint8Array) => {
      const asked = { list: TEAM, message: fileInput(post), from: ANNA };
      return (await server.call(messageExplain, asked)).archived;
    };
    assert.equal(await foretold(plainPost("four").message), "clear");
    const refusing = utf8(`X-No-Archive: yes\r\n${view(plainPost("five").message).toString()}`);
    assert.equal(await foretold(refusing), null);
    const index = await server.call(archiveIndex, { list: TEAM });
    const [first] = index.posts;
    assert.equal(first?.subject, "[Team] one");
    assert.equal(first?.from, ANNA);
    assert.equal(first?.sealed, false);
    const sent = await server.call(archiveGet, { list: TEAM, posts: "2-3", to: BEN });
    assert.deepEqual([sent.posts.map(({ number }) => number), sent.rest], [[2, 3], null]);
    await server.drain();
    const answer = newestFor(server, BEN);
    const copies = server
      .mailbox(BEN)
      .slice(0, 3)
      .map(({ data }) => data.toString("latin1"));
    for (const copy of copies.slice(1))
      assert.ok(answer.includes(copy.trimEnd()), "as the copy was, octet for octet");
    assert.ok(!answer.includes("one@laptop.example"));
    assert.match(answer, /^Subject: Team: what you asked for\r$/m);
    assert.match(answer, /^Auto-Submitted: auto-replied\r$/m);
    assert.doesNotMatch(answer, /key|sealed|signed/i, "no word about keys");
    await server.call(archiveLast, { list: TEAM, to: STRANGER });
    await server.drain();
    assert.match(newestFor(server, STRANGER), /Message-ID: <three@laptop\.example>/);
  });

  test("what an author or the list does not want kept is not", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    const { from, to, message } = plainPost("secret");
    await server.post({ from, to, message: Buffer.concat([Buffer.from("X-No-Archive: yes\r\n"), message]) });
    assert.deepEqual(copiesOf(server, "secret"), [1, 1, 1]);
    await server.call(listConfigure, { list: TEAM, settings: { archive: "no" } });
    await server.post(plainPost("unkept"));
    assert.deepEqual(await numbers(server), []);
    assert.equal(await blobs(server), 0);
    await server.call(listConfigure, { list: TEAM, settings: { archive: "yes" } });
    await server.post(plainPost("kept"));
    assert.deepEqual(await numbers(server), [3]);
  });

  test("a held post is not kept, an accepted one once, by months and numbers", async (t) => {
    const clock = new LateClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    const letter = plainPost("one");
    await server.post({
      ...letter,
      from: STRANGER,
      message: Buffer.from(letter.message.toString().replace(ANNA, STRANGER)),
    });
    assert.deepEqual(await numbers(server), []);
    await server.post(letter);
    await server.post(letter);
    assert.deepEqual(await numbers(server), [1], "a repeated one is no second post");
    const thisMonth = clock.now().toISOString().slice(0, 7);
    clock.pass(40 * DAY_MS);
    await server.post(plainPost("later"));
    const later = clock.now().toISOString().slice(0, 7);
    assert.deepEqual(await numbers(server, thisMonth), [1]);
    assert.deepEqual(await numbers(server, `log.${later.replace("-", "")}`), [2]);
    assert.deepEqual(await numbers(server, "2-9"), [2]);
    await assert.rejects(server.call(archiveIndex, { list: TEAM, posts: "soon" }), failsWith("bad-input"));
    await assert.rejects(
      server.call(archiveGet, { list: TEAM, posts: "9", to: BEN }),
      failsWith("not-found"),
    );
  });

  test("what is erased is gone: by number, and by archive_days as the list says it today", async (t) => {
    const clock = new LateClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    for (const id of ["one", "two"]) await server.post(plainPost(id));
    clock.pass(10 * DAY_MS);
    await server.post(plainPost("three"));
    assert.equal(await blobs(server), 3);
    assert.deepEqual(await server.call(archiveErase, { list: TEAM, posts: "1" }), { list: TEAM, erased: 1 });
    assert.deepEqual([await numbers(server), await blobs(server)], [[2, 3], 2]);
    await assert.rejects(server.call(archiveErase, { list: TEAM, posts: "1" }), failsWith("not-found"));
    await eraseExpired(server.db, clock.now());
    assert.deepEqual(await numbers(server), [2, 3], "for ever unless the list says otherwise");
    await server.call(listConfigure, { list: TEAM, settings: { archive_days: 7 } });
    await eraseExpired(server.db, clock.now());
    assert.deepEqual([await numbers(server), await blobs(server)], [[3], 1]);
  });

  test("large posts are kept in steps, and a mail holds so many only", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    for (const id of ["one", "two", "three"]) await server.post(plainPost(id, 4 * LARGE_BYTES));
    const sent = await server.call(archiveGet, { list: TEAM, posts: "1-3", to: BEN });
    assert.deepEqual([sent.posts.map(({ number }) => number), sent.rest], [[1, 2], 3]);
    await server.drain();
    assert.match(newestFor(server, BEN), /Message-ID: <two@laptop\.example>/);
    await until("each belongs to its post, and what was erased in steps is gone", async () => {
      const left = await server.db.read((tx) =>
        tx.query.selectFrom("blob").select("id").where("arriving_since", "is not", null).execute(),
      );
      return left.length === 0;
    });
  });

  test("an mbox of them can be read by others, in pieces", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    for (const id of ["one", "two"]) await server.post(plainPost(id));
    const piece = await server.call(archiveExport, { list: TEAM });
    const box = Buffer.from(piece.mbox, "base64").toString();
    assert.deepEqual([piece.written, piece.leftOut, piece.next], [2, 0, null]);
    assert.equal(box.match(/^From anna@example\.net \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/gm)?.length, 2);
    assert.deepEqual(box.match(/^Message-ID: .*$/gm), [
      "Message-ID: <one@laptop.example>",
      "Message-ID: <two@laptop.example>",
    ]);
    const details = await server.call(archiveShow, { list: TEAM, number: 2 });
    assert.ok(details.header.some(({ name, value }) => name === "Subject" && value === "[Team] two"));
  });

  test("one address is sent so many a day only", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    await server.post(plainPost("one"));
    await server.call(memberAdd, { list: TEAM, member: { address: STRANGER } });
    for (let nth = 0; nth < 20; nth++) await server.call(archiveLast, { list: TEAM, to: BEN });
    await assert.rejects(server.call(archiveLast, { list: TEAM, to: BEN }), failsWith("not-allowed"));
    await server.call(archiveLast, { list: TEAM, to: STRANGER });
  });
});
