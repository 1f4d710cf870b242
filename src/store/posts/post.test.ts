import assert from "node:assert/strict";
import { test } from "node:test";
import { type BodyId, type Bytes, concatBytes, equalBytes, systemRandom, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import {
  aBody,
  aDelivery,
  aDescription,
  aKey,
  aList,
  aMember,
  aRecipient,
  fingerprint,
  mailFor,
  minutesLater,
  NOBODY,
  START,
} from "../../../test/support/stored.ts";
import { CHUNK_BYTES } from "../at-rest/blob.ts";
import { bodyFrame, readBodyChunks } from "../mail-out/body-read.ts";
import type { Database, Transactor } from "../engine/database.ts";
import { eraseHeld, holdInbox } from "../mail-in/held.ts";
import { unbindMemberKey } from "../lists/member-key.ts";
import { updateMember } from "../lists/member.ts";
import { claimOutbox } from "../mail-out/outbox-claim.ts";
import { markSent } from "../mail-out/outbox-result.ts";
import { insertOutbox } from "../mail-out/outbox.ts";
import { fanOutPage } from "../lists/fan-out.ts";
import { markSealed, nextPlanChunk, planMembers, waitingProfiles } from "./plan.ts";
import { createPost, finishPost, postOfInbox, withdrawPost } from "./post.ts";
import type { StoredList } from "../lists/list.ts";

async function aPost(
  tx: Transactor,
  list: StoredList,
  messageId: string,
  references: readonly string[] = [],
) {
  return createPost(tx, {
    listId: list.id,
    inboxId: await mailFor(tx, list),
    messageId,
    references,
    authorMemberId: null,
    threadNamed: null,
    subject: "Lunch",
    acceptedAt: START,
    cameSealed: false,
  });
}

async function readAll(db: Database, id: BodyId): Promise<Bytes> {
  const chunks: Bytes[] = [];
  for await (const chunk of readBodyChunks(db, id)) chunks.push(chunk);
  return concatBytes(...chunks);
}

forEachDatabase((name, open) => {
  test("a post that was held when copies had left is done when it is erased, and its bodies may go", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const member = await aMember(tx, list.id, "ann@example.org");
      const post = await aPost(tx, list, "<1@x>");
      const plan = { memberId: member.id, profile: "p", fingerprint: null };
      await planMembers(tx, post.id, [plan]);
      const words = { kind: "held", code: "not-sendable", publicText: "", detail: "", sender: "" } as const;
      const held = {
        ...words,
        listId: list.id,
        inboxId: post.inboxId,
        heldAt: START,
        until: minutesLater(9),
      };
      await eraseHeld(tx, await holdInbox(tx, held));
      assert.equal((await postOfInbox(tx, post.inboxId))?.state, "sent");
      assert.deepEqual(await waitingProfiles(tx, post.id), []);
    });
  });

  test("posts are numbered per list and find their thread", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [list, other] = [await aList(tx), await aList(tx, "other@example.org")];
      const first = await aPost(tx, list, "<1@x>");
      const second = await aPost(tx, list, "<2@x>");
      const reply = await aPost(tx, list, "<3@x>", ["<0@x>", "<1@x>"]);
      const elsewhere = await aPost(tx, other, "<4@x>", ["<1@x>"]);
      assert.deepEqual([first.number, second.number, reply.number, elsewhere.number], [1, 2, 3, 1]);
      assert.deepEqual([first.threadNumber, reply.threadNumber, elsewhere.threadNumber], [1, 1, 1]);
      assert.deepEqual(await postOfInbox(tx, reply.inboxId), reply);
      const same = await createPost(tx, {
        ...reply,
        references: [],
        threadNamed: null,
        subject: "",
        cameSealed: false,
        messageId: "<again@x>",
      });
      assert.deepEqual(same, reply, name);
    });
  });

  test("a post that cannot be sent gives its number back, unless a later one or a member has it", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const member = await aMember(tx, list.id, "ann@example.org");
      const first = await aPost(tx, list, "<1@x>");
      await planMembers(tx, first.id, [{ memberId: member.id, profile: "p", fingerprint: null }]);
      await withdrawPost(tx, first, START);
      assert.equal(await postOfInbox(tx, first.inboxId), null);
      assert.deepEqual(await waitingProfiles(tx, first.id), []);
      const second = await aPost(tx, list, "<2@x>");
      const third = await aPost(tx, list, "<3@x>");
      await withdrawPost(tx, second, START);
      const fourth = await aPost(tx, list, "<4@x>");
      assert.deepEqual([second.number, third.number, fourth.number], [1, 2, 3]);
      const bodyId = await aBody(tx, { postId: fourth.id, listId: list.id });
      await insertOutbox(tx, [aDelivery({ bodyId, postId: fourth.id, effect: "e" })]);
      await withdrawPost(tx, fourth, START);
      assert.equal((await postOfInbox(tx, fourth.inboxId))?.number, 3);
      const fifth = await aPost(tx, list, "<5@x>");
      const left = await aBody(tx, { postId: fifth.id, listId: list.id });
      await withdrawPost(tx, fifth, START);
      assert.equal(await postOfInbox(tx, fifth.inboxId), null);
      assert.equal(await bodyFrame(tx, left), null);
    });
  });

  test("the plan asks for member and key again when a chunk is sealed", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const post = await db.transact((tx) => aPost(tx, list, "<1@x>"));
    const people = await db.transact(async (tx) => {
      const people = [];
      for (const [i, name] of ["ann", "bob", "cyd", "dan", "eve"].entries()) {
        const member = await aMember(tx, list.id, `${name}@example.org`);
        if (i < 3) await aKey(tx, member, fingerprint(String(i)));
        people.push(member);
      }
      await updateMember(tx, people[4]?.id ?? NOBODY, { receives: false });
      return people;
    });
    const page = await db.read((tx) => fanOutPage(tx, { listId: list.id, limit: 100 }));
    assert.deepEqual(
      page.map((member) => member.keys.map((key) => key.fingerprint)),
      [[fingerprint("0")], [fingerprint("1")], [fingerprint("2")], []],
    );
    const plan = page.map(({ memberId, keys: [key] }) => ({
      memberId,
      profile: key ? "pgp" : "clear",
      fingerprint: key?.fingerprint ?? null,
    }));
    await db.transact((tx) =>
      planMembers(tx, post.id, [...plan, ...plan, { memberId: NOBODY, profile: "clear", fingerprint: null }]),
    );
    await db.transact((tx) => unbindMemberKey(tx, list.id, fingerprint("0")));
    assert.deepEqual(await db.read((tx) => waitingProfiles(tx, post.id)), ["clear", "pgp"]);
    const next = (profile: string, limit = 1) =>
      db.transact((tx) => nextPlanChunk(tx, { postId: post.id, profile, now: START, limit }));
    const [bob] = await next("pgp");
    assert.equal(bob?.memberId, people[1]?.id);
    assert.equal(bob?.recipient?.fingerprint, fingerprint("1"));
    await db.transact((tx) => markSealed(tx, post.id, [bob.memberId]));
    assert.deepEqual(
      (await next("pgp", 9)).map((row) => row.address),
      ["cyd@example.org"],
    );
    const [dan] = await next("clear");
    assert.deepEqual([dan?.address, dan?.recipient, dan?.fingerprint], ["dan@example.org", null, null]);
    await db.transact((tx) => markSealed(tx, post.id, [people[2]!.id, people[3]!.id]));
    assert.deepEqual(await next("pgp"), []);
    assert.deepEqual(await next("clear"), []);
    assert.deepEqual(await db.read((tx) => waitingProfiles(tx, post.id)), []);
  });

  test("the keys that nothing can be sealed to are there for the plan, and are never sealed to", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const post = await aPost(tx, list, "<1@x>");
      const ann = await aMember(tx, list.id, "ann@example.org");
      const [signs, revoked] = [fingerprint("5"), fingerprint("E")];
      await aKey(tx, ann, signs, { recipient: null });
      const bob = await aMember(tx, list.id, "bob@example.org");
      await aKey(tx, bob, revoked, { description: { ...aDescription(revoked), revoked: true } });
      const page = await fanOutPage(tx, { listId: list.id, limit: 5 });
      assert.deepEqual(
        page.map(({ keys }) => keys.map((key) => [key.fingerprint, key.recipient === null])),
        [[[signs, true]], [[revoked, false]]],
      );
      await planMembers(tx, post.id, [
        { memberId: ann.id, profile: "p", fingerprint: signs },
        { memberId: bob.id, profile: "p", fingerprint: revoked },
      ]);
      const chunk = { postId: post.id, profile: "p", limit: 5, now: START };
      assert.deepEqual(await nextPlanChunk(tx, chunk), []);
    });
  });

  test("a key that ends before its member's turn gets nothing", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const post = await aPost(tx, list, "<1@x>");
      const ann = await aMember(tx, list.id, "ann@example.org");
      const recipient = { ...aRecipient(fingerprint("A")), usableUntil: minutesLater(5) };
      await aKey(tx, ann, fingerprint("A"), { recipient });
      await planMembers(tx, post.id, [{ memberId: ann.id, profile: "p", fingerprint: fingerprint("A") }]);
      const chunk = { postId: post.id, profile: "p", limit: 5 };
      assert.equal((await nextPlanChunk(tx, { ...chunk, now: minutesLater(4) })).length, 1);
      assert.equal((await nextPlanChunk(tx, { ...chunk, now: minutesLater(5) })).length, 0);
    });
  });

  test("bodies come back in chunks, sealed ones as they are, clear ones opened", async (t) => {
    const db = await open(t);
    const shared = systemRandom.bytes(2 * CHUNK_BYTES + 5);
    for (const kind of ["sealed", "clear"] as const) {
      const id = await db.transact((tx) => aBody(tx, { kind, shared }));
      assert.ok(equalBytes(await readAll(db, id), shared), kind);
      const frame = await db.read((tx) => bodyFrame(tx, id));
      assert.equal(frame?.outer.toString(), "To: team@example.org\r\n");
      assert.equal(frame?.before.toString(), "before\r\n");
      assert.equal(frame?.after.toString(), "after\r\n");
      const empty = await db.transact((tx) => aBody(tx, { kind, shared: utf8("") }));
      assert.equal((await readAll(db, empty)).length, 0);
    }
  });

  test("a body stays while its post is being sealed, even if all its deliveries are done", async (t) => {
    const db = await open(t);
    const { post, bodyId } = await db.transact(async (tx) => {
      const list = await aList(tx);
      const post = await aPost(tx, list, "<1@x>");
      const bodyId = await aBody(tx, { postId: post.id, kind: "clear", listId: list.id });
      await insertOutbox(tx, [aDelivery({ bodyId, postId: post.id, effect: "e" })]);
      return { post, bodyId };
    });
    const rows = await db.transact((tx) =>
      claimOutbox(tx, { node: "a", now: START, leaseMs: 1000, limit: 5 }),
    );
    const sent = { code: "2.0.0", reply: "", now: START };
    await db.transact((tx) =>
      markSent(
        tx,
        rows.map((row) => row.id),
        sent,
      ),
    );
    assert.ok(await db.read((tx) => bodyFrame(tx, bodyId)));
    await db.transact((tx) => finishPost(tx, post.id, START));
    assert.equal(await db.read((tx) => bodyFrame(tx, bodyId)), null);
    await assert.rejects(readAll(db, bodyId), /erased/);
    assert.deepEqual(await db.read((tx) => tx.query.selectFrom("blob").select("purpose").execute()), [
      { purpose: "inbox" },
    ]);
  });
});
