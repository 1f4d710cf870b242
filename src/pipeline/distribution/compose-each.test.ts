import assert from "node:assert/strict";
import { test } from "node:test";
import { LARGE_BYTES, type Profile, utf8 } from "#base";
import { listSettings } from "#config";
import { parseMessage } from "#mime";
import { createPost, type Database, DecodedKeys, planMembers, readBodyChunks } from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember, mailFor, START } from "../../../test/support/stored.ts";
import { AS_WRITTEN } from "../outgoing-facts.ts";
import type { PipelineSite } from "../site.ts";
import { composeEach } from "./compose-each.ts";
import type { BodyRequest } from "./prepare-body.ts";

const PROFILE: Profile = {
  key: "clear",
  scheme: "clear",
  cipher: "none",
  sign: false,
  language: "en",
  marked: false,
};
const IDENTITY = {
  imageKey: new Uint8Array(32).fill(1),
  messageId: "<1@laptop.example>",
  references: [],
  inReplyTo: [],
  keepsIds: true,
};
const WORDS = { personalize: "yes", msg_footer: "For %(user_address)s" } as const;

/** Waits for the copies of all to be queued. The answer: how many came with each transaction that queued some. */
async function queued(db: Database, members: number, octets: number): Promise<readonly number[]> {
  const { mail, post } = await db.transact(async (tx) => {
    const stored = await aList(tx);
    const inboxId = await mailFor(tx, stored);
    const written = { messageId: "<1@laptop.example>", references: [], threadNamed: null, subject: "s" };
    const row = { ...written, listId: stored.id, inboxId, authorMemberId: null };
    const created = await createPost(tx, { ...row, acceptedAt: START, cameSealed: false });
    for (let nth = 0; nth < members; nth++) {
      const { id } = await aMember(tx, stored.id, `m${nth}@example.net`);
      await planMembers(tx, created.id, [{ memberId: id, profile: PROFILE.key, fingerprint: null }]);
    }
    const list = { ...stored, settings: listSettings(WORDS) };
    return { mail: { list, inboxId, outgoing: AS_WRITTEN, opened: null }, post: created };
  });
  const text = `${"x".repeat(70)}\r\n`.repeat(octets / 72);
  const message = parseMessage(utf8(`From: a@x.example\r\nTo: team@example.org\r\n\r\n${text}`));
  assert.ok(message.ok);
  let isWriting = false;
  const counts: number[] = [];
  const transact: Database["transact"] = (work) =>
    db.transact(async (tx) => {
      const rows = () => tx.query.selectFrom("outbox").select("id").execute();
      const before = (await rows()).length;
      isWriting = true;
      const done = await work(tx);
      isWriting = false;
      const more = (await rows()).length - before;
      if (more > 0) counts.push(more);
      return done;
    });
  const looked = {
    ...mail,
    get message() {
      assert.equal(isWriting, false, "copies are made while nobody else waits to write");
      return message.value;
    },
  };
  const site = { db: { ...db, transact }, clock: { now: () => START }, wakeDelivery: () => {} };
  const request = { mail: looked, post, identity: IDENTITY, profile: PROFILE } as unknown as BodyRequest;
  const own = { ...site, returnPath: () => "team-bounces@example.org" } as unknown as PipelineSite;
  assert.equal(await composeEach(own, request, new DecodedKeys()), null);
  return counts;
}

async function wordsByReader(db: Database): Promise<readonly string[]> {
  const rows = await db.read((tx) =>
    tx.query.selectFrom("outbox").select(["rcpt_to", "body_id"]).orderBy("id").execute(),
  );
  const words: string[] = [];
  for (const { rcpt_to, body_id } of rows) {
    const parts: Uint8Array[] = [];
    for await (const part of readBodyChunks(db, body_id)) parts.push(part);
    words.push(`${rcpt_to}: ${/^For .*$/m.exec(Buffer.concat(parts).toString("latin1"))?.[0]}`);
  }
  return words;
}

function expected(members: number): readonly string[] {
  return Array.from({ length: members }, (_, nth) => `m${nth}@example.net: For m${nth}@example.net`);
}

forEachDatabase((_name, open) => {
  test("each member's body is made outside of transactions, and all are queued", async (t) => {
    const db = await open(t);
    assert.deepEqual(await queued(db, 22, 72), [20, 2]);
    assert.deepEqual(await wordsByReader(db), expected(22));
  });

  test("no more bodies are in memory at a time than a large one has octets", async (t) => {
    const db = await open(t);
    assert.deepEqual(await queued(db, 5, LARGE_BYTES * 0.4), [2, 2, 1]);
    const other = await open(t);
    assert.deepEqual(await queued(other, 3, LARGE_BYTES * 1.5), [1, 1, 1]);
    assert.deepEqual(await wordsByReader(other), expected(3));
  });
});
