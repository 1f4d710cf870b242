import assert from "node:assert/strict";
import { test } from "node:test";
import type { InboxId, PostId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import {
  aKey,
  aList,
  aMember,
  fingerprint,
  mailFor,
  minutesLater,
  START,
} from "../../../test/support/stored.ts";
import { finishInbox, inboxMessage } from "../mail-in/inbox.ts";
import { keepPost, reopenKept } from "./kept.ts";
import type { StoredList } from "../lists/list.ts";
import type { Transactor } from "../engine/database.ts";
import type { StoredMember } from "../lists/member.ts";
import { createPost, finishPost } from "./post.ts";
import { markKept, oldestFor, waitingReaders } from "./replan.ts";
import { planMembers } from "./plan.ts";

/** A post that is finished, and kept for a member. */
async function keptFor(
  tx: Transactor,
  list: StoredList,
  member: StoredMember,
): Promise<{ readonly id: PostId; readonly inboxId: InboxId }> {
  const inboxId = await mailFor(tx, list);
  const { id } = await createPost(tx, {
    listId: list.id,
    inboxId,
    messageId: "<1@example.org>",
    references: [],
    authorMemberId: null,
    threadNamed: null,
    subject: "",
    acceptedAt: START,
    cameSealed: true,
  });
  await planMembers(tx, id, [{ memberId: member.id, profile: "notice", fingerprint: null }]);
  await markKept(tx, id, [member.id]);
  await finishAgain(tx, list, { id, inboxId });
  return { id, inboxId };
}

async function finishAgain(
  tx: Transactor,
  list: StoredList,
  { id, inboxId }: { readonly id: PostId; readonly inboxId: InboxId },
): Promise<void> {
  await finishPost(tx, id, START);
  const until = minutesLater(60);
  await keepPost(tx, { postId: id, listId: list.id, inboxId, opened: true, now: START, until });
  await finishInbox(tx, inboxId, { decision: "accept", code: "", now: START });
}

forEachDatabase((_name, open) => {
  test("kept posts of a list go one after the other, and their message comes back each time", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const dora = await aMember(tx, list.id, "dora@example.net");
      const [first, second] = [await keptFor(tx, list, dora), await keptFor(tx, list, dora)];
      const ready = { sealable: [dora.id], lost: [] };
      assert.equal(await oldestFor(tx, list.id, ready), first.id);
      assert.equal(await inboxMessage(tx, first.inboxId), null);
      assert.equal(await reopenKept(tx, first.id), true);
      assert.match(String(await inboxMessage(tx, first.inboxId)), /Hello/);
      assert.equal(await reopenKept(tx, first.id), false, "it is in hand");
      assert.equal(await oldestFor(tx, list.id, ready), null, "the next one waits for it");
      await tx.query.deleteFrom("post_member").where("post_id", "=", first.id).execute();
      await finishAgain(tx, list, first);
      assert.equal(await oldestFor(tx, list.id, ready), second.id);
      assert.equal(await oldestFor(tx, list.id, { sealable: [], lost: [dora.id] }), null, "she has no key");
    });
  });

  test("who may get what is kept: those with a key, page by page over all members", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const names = ["ann", "ben", "cleo"];
      const members = [];
      for (const name of names) members.push(await aMember(tx, list.id, `${name}@example.net`));
      const [ann, ben] = members as [StoredMember, StoredMember, StoredMember];
      for (const member of [ann, ben]) await keptFor(tx, list, member);
      await aKey(tx, ben, fingerprint("A"));
      const first = await waitingReaders(tx, { listId: list.id, after: undefined, limit: 1 });
      assert.deepEqual(first, { waiting: [], last: ann.id });
      const rest = await waitingReaders(tx, { listId: list.id, after: ann.id, limit: 9 });
      assert.deepEqual(
        rest.waiting.map(({ memberId, lost }) => [memberId, lost]),
        [[ben.id, false]],
      );
      assert.equal(rest.last, null);
    });
  });
});
