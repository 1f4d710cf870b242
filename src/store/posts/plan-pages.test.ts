import assert from "node:assert/strict";
import { test } from "node:test";
import { type MemberId, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember, mailFor, START } from "../../../test/support/stored.ts";
import { keepForDigest } from "../digests/digest-post.ts";
import type { Transactor } from "../engine/database.ts";
import { fanOutPage } from "../lists/fan-out.ts";
import type { StoredList } from "../lists/list.ts";
import { beginPlan, movePlan, restOfPlan } from "./plan-pages.ts";
import { createPost } from "./post.ts";

async function aPost(tx: Transactor, list: StoredList) {
  return createPost(tx, {
    listId: list.id,
    inboxId: await mailFor(tx, list),
    messageId: "<1@x>",
    references: [],
    authorMemberId: null,
    threadNamed: null,
    subject: "",
    acceptedAt: START,
    cameSealed: false,
  });
}

forEachDatabase((_, open) => {
  test("a plan ends with the newest member at acceptance, whenever its pages are made", async (t) => {
    const db = await open(t);
    const { post, list, people } = await db.transact(async (tx) => {
      const stored = await aList(tx);
      const members = [];
      for (const name of ["ann", "bob", "cyd"])
        members.push(await aMember(tx, stored.id, `${name}@example.org`));
      const made = await aPost(tx, stored);
      await beginPlan(tx, made.id);
      return { post: made, list: stored, people: members };
    });
    await db.transact((tx) => aMember(tx, list.id, "late@example.org"));
    const page = (after: MemberId, until: MemberId) =>
      db.read((tx) => fanOutPage(tx, { listId: list.id, after, until, limit: 2 }));
    const rest = await db.read((tx) => restOfPlan(tx, post.id));
    assert.deepEqual(rest, { after: 0, until: people[2]!.id, forDigest: false });
    const first = await page(rest.after, rest.until);
    assert.deepEqual(
      first.map(({ address }) => address),
      ["ann@example.org", "bob@example.org"],
    );
    await db.transact(async (tx) => {
      await movePlan(tx, post.id, first[1]!.memberId);
      await keepForDigest(tx, post, { sealed: false, opened: false, octets: utf8("x") });
    });
    const left = await db.read((tx) => restOfPlan(tx, post.id));
    assert.deepEqual(left, { after: people[1]!.id, until: people[2]!.id, forDigest: true });
    const second = await page(left.after, left.until);
    assert.deepEqual(
      second.map(({ address }) => address),
      ["cyd@example.org"],
    );
    await db.transact((tx) => movePlan(tx, post.id, null));
    assert.equal(await db.read((tx) => restOfPlan(tx, post.id)), null);
  });

  test("where nobody is a member the plan is whole from the start", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const post = await aPost(tx, await aList(tx));
      await beginPlan(tx, post.id);
      assert.equal(await restOfPlan(tx, post.id), null);
    });
  });
});
