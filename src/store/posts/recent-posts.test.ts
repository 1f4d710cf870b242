import assert from "node:assert/strict";
import { test } from "node:test";
import type { InboxId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember, mailFor, minutesLater } from "../../../test/support/stored.ts";
import { createPost } from "./post.ts";
import { countRecentPosts } from "./recent-posts.ts";

forEachDatabase((_, open) => {
  test("what a member wrote before a post counts; the post itself and what came later do not", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const [alice, bob] = [
        await aMember(tx, list.id, "a@x.example"),
        await aMember(tx, list.id, "b@x.example"),
      ];
      const post = async (minutes: number, authorMemberId = alice.id): Promise<InboxId> => {
        const inboxId = await mailFor(tx, list);
        const named = { threadNamed: null, subject: "", cameSealed: false };
        const sent = { listId: list.id, inboxId, messageId: `<${inboxId}@x>`, references: [] };
        await createPost(tx, { ...sent, ...named, authorMemberId, acceptedAt: minutesLater(minutes) });
        return inboxId;
      };
      const inboxIds = [await post(0), await post(10), await post(20), await post(30)];
      await post(15, bob.id);
      const counted = await Promise.all(
        inboxIds.map((besides, nth) =>
          countRecentPosts(tx, {
            listId: list.id,
            author: alice.id,
            since: minutesLater(10 * nth - 25),
            until: minutesLater(10 * nth),
            besides,
          }),
        ),
      );
      assert.deepEqual(counted, [0, 1, 2, 2]);
    });
  });
});
