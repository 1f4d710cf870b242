import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember, mailFor, START } from "../../../test/support/stored.ts";
import type { Database, Reader, Transactor } from "../engine/database.ts";
import { fanOutPage } from "../lists/fan-out.ts";
import { type StoredList, updateList } from "../lists/list.ts";
import { type StoredMember, updateMember } from "../lists/member.ts";
import { createPost, finishPost, withdrawPost } from "../posts/post.ts";
import { eraseExpired } from "../retention.ts";
import { digestOctets, digestPosts, digestPostsSince, isForDigest, keepForDigest } from "./digest-post.ts";
import { chooseDigest } from "./choose-digest.ts";
import {
  advanceReaders,
  countDigestReaders,
  type DigestMark,
  digestReaders,
  hasDigestReaders,
  lastReaders,
  listsWithLateReaders,
  passOver,
} from "./digest-reader.ts";
import {
  beginDigest,
  beginDigestAgain,
  beginVolume,
  digestState,
  endDigest,
  noteDigestSent,
  openDigests,
} from "./digest.ts";

async function waiting(tx: Transactor, list: StoredList, text: string, sealed = false) {
  const inboxId = await mailFor(tx, list);
  const post = await createPost(tx, {
    listId: list.id,
    inboxId,
    messageId: `<${text}@x>`,
    references: [],
    authorMemberId: null,
    threadNamed: null,
    subject: "",
    acceptedAt: START,
    cameSealed: false,
  });
  await keepForDigest(tx, post, { sealed, opened: true, octets: utf8(text) });
  return post;
}

async function sent(tx: Transactor, list: StoredList, text: string, sealed = false) {
  const post = await waiting(tx, list, text, sealed);
  await finishPost(tx, post.id, START);
  return post;
}

const addressesOf = (some: readonly { readonly address: string }[]) => some.map(({ address }) => address);

async function singleReaders(tx: Reader, list: StoredList, forDigest?: number) {
  return addressesOf(await fanOutPage(tx, { listId: list.id, limit: 9, forDigest }));
}

async function readers(tx: Reader, list: StoredList, last: number) {
  const page = { listId: list.id, last, after: undefined, limit: 9 };
  return { going: await digestReaders(tx, page), leaving: await lastReaders(tx, page) };
}

async function theTeam(db: Database) {
  return db.transact(async (tx) => {
    const list = await aList(tx);
    const members: Record<string, StoredMember> = {};
    for (const name of ["ann", "bob", "cy"])
      members[name] = await aMember(tx, list.id, `${name}@example.org`);
    return { list, ann: members["ann"]!, bob: members["bob"]!, cy: members["cy"]! };
  });
}

forEachDatabase((_, open) => {
  test("a post goes once to each member: by itself, or in a digest, whenever they change their mind", async (t) => {
    const db = await open(t);
    const { list, ann, bob } = await theTeam(db);
    await db.transact(async (tx) => {
      assert.equal(await hasDigestReaders(tx, list.id), false);
      await sent(tx, list, "one");
      await chooseDigest(tx, ann.id, "mime");
      await chooseDigest(tx, bob.id, "plain");
      assert.equal(await hasDigestReaders(tx, list.id), true);
      assert.deepEqual(await countDigestReaders(tx, list.id), { mime: 1, plain: 1 });
      // Ann chose digests when the first post was accepted: it comes by itself, whenever it is planned.
      assert.deepEqual(
        await singleReaders(tx, list, 1),
        addressesOf([ann, bob, { address: "cy@example.org" }]),
      );
      await sent(tx, list, "two");
      assert.deepEqual(await singleReaders(tx, list, 2), ["cy@example.org"]);
      assert.equal((await singleReaders(tx, list)).length, 3);
      await chooseDigest(tx, ann.id, "");
      // The second waits for her last digest still.
      assert.deepEqual(await singleReaders(tx, list, 2), ["cy@example.org"]);
      await sent(tx, list, "three");
      assert.deepEqual(await singleReaders(tx, list, 3), [ann.address, "cy@example.org"]);
      const { going, leaving } = await readers(tx, list, 3);
      assert.deepEqual(
        going.map(({ address, form, since, until }) => [address, form, since, until]),
        [[bob.address, "plain", 1, null]],
      );
      assert.deepEqual(
        leaving.map(({ address, form, since, until }) => [address, form, since, until]),
        [[ann.address, "mime", 1, 2]],
      );
    });
  });

  test("whoever ends digests and takes it back before another post goes on where they were", async (t) => {
    const db = await open(t);
    const { list, ann } = await theTeam(db);
    await db.transact(async (tx) => {
      await chooseDigest(tx, ann.id, "mime");
      await sent(tx, list, "one");
      await chooseDigest(tx, ann.id, "");
      await chooseDigest(tx, ann.id, "plain");
      const { going, leaving } = await readers(tx, list, 1);
      assert.deepEqual([going.map(({ since, form }) => [since, form]), leaving], [[[0, "plain"]], []]);
    });
  });

  test("a digest is claimed once for each reader, and posts go when nobody waits for them", async (t) => {
    const db = await open(t);
    const { list, ann, bob, cy } = await theTeam(db);
    await db.transact(async (tx) => {
      for (const { id } of [ann, bob, cy]) await chooseDigest(tx, id, "mime");
      for (const text of ["one", "two"]) await sent(tx, list, text);
      await updateMember(tx, cy.id, { delivery: "off" });
      const { going } = await readers(tx, list, 2);
      assert.deepEqual(addressesOf(going), [ann.address, bob.address]);
      const range = { from: { since: 0, sealedSince: null }, to: { since: 2, sealedSince: null } };
      assert.deepEqual([...(await advanceReaders(tx, going.slice(0, 1), range))], [ann.id]);
      assert.deepEqual([...(await advanceReaders(tx, going, range))], [bob.id]);
      assert.deepEqual([...(await advanceReaders(tx, going, range))], []);
      assert.equal((await digestPosts(tx, { listId: list.id, since: 0, until: 9 })).length, 2);
    });
    // Cy is away and has not been passed over yet.
    assert.equal((await eraseExpired(db, START))["digest_post"], 0);
    await db.transact((tx) => passOver(tx, { listId: list.id, last: 2 }));
    assert.equal((await eraseExpired(db, START))["digest_post"], 2);
    const blobs = await db.read((tx) =>
      tx.query.selectFrom("blob").select("id").where("purpose", "=", "digest").execute(),
    );
    assert.deepEqual(blobs, []);
  });

  test("a post waits for who did not get it until another digest was made, and sealed ones for keys", async (t) => {
    const db = await open(t);
    const { list, ann, bob } = await theTeam(db);
    const listId = list.id;
    const erased = async (days: number) => (await eraseExpired(db, addDays(START, days)))["digest_post"];
    const goOut = (issue: number) =>
      db.transact((tx) => beginDigest(tx, { listId, volume: 1, issue, last: issue, at: START }));
    const end = (last: number) => db.transact((tx) => endDigest(tx, { listId, last }));
    const at = (since: number, sealedSince: number | null = null) => ({ since, sealedSince });
    const move = (who: StoredMember, from: DigestMark, to: DigestMark) =>
      db.transact(async (tx) => {
        const { going } = await readers(tx, list, 9);
        const one = going.filter(({ memberId }) => memberId === who.id);
        assert.equal((await advanceReaders(tx, one, { from, to })).size, 1);
        assert.equal((await advanceReaders(tx, one, { from, to })).size, 0, "once");
      });
    await db.transact(async (tx) => {
      await updateList(tx, listId, { settings: { keep_for_keyless: 0 } });
      for (const { id } of [ann, bob]) await chooseDigest(tx, id, "mime");
      await sent(tx, list, "one");
    });
    assert.equal(await erased(400), 0, "what was in no digest yet stays");
    await goOut(1);
    await move(bob, at(0), at(1));
    assert.equal(await erased(400), 0, "while it goes out nothing goes");
    await end(1);
    assert.equal(await erased(400), 0, "Ann did not get hers, whyever");
    await db.transact((tx) => sent(tx, list, "two"));
    await goOut(2);
    assert.equal(await erased(400), 0, "she may get it with the next");
    await end(2);
    assert.equal(await erased(1), 1);
    await db.transact(async (tx) => {
      await updateList(tx, listId, { settings: { keep_for_keyless: 14 } });
      await sent(tx, list, "three", true);
    });
    await goOut(3);
    await move(ann, at(0), at(3, 2));
    await move(bob, at(1), at(3));
    await end(3);
    assert.equal(await erased(1), 1, "everybody had the second");
    assert.equal(await erased(13), 0, "a key may work by then");
    await db.transact((tx) => chooseDigest(tx, ann.id, ""));
    assert.equal(await erased(13), 0, "it comes in a last digest");
    await db.transact((tx) => chooseDigest(tx, ann.id, "plain"));
    assert.deepEqual(await db.read(listsWithLateReaders), [], "she has no key");
    assert.equal(await erased(15), 1);
  });

  test("what is still being sealed for others is in no digest, nor is what came after it", async (t) => {
    const db = await open(t);
    const { list } = await theTeam(db);
    await db.transact(async (tx) => {
      await sent(tx, list, "one");
      const second = await waiting(tx, list, "two");
      await sent(tx, list, "three");
      const numbers = async () =>
        (await digestPostsSince(tx, list.id, 0)).map(({ number, opened }) => [number, opened]);
      assert.deepEqual(await numbers(), [[1, true]]);
      assert.deepEqual(await digestOctets(tx, { postId: second.id }), utf8("two"));
      await withdrawPost(tx, second, START);
      assert.equal(await isForDigest(tx, second.id), false);
      assert.deepEqual(await numbers(), [
        [1, true],
        [3, true],
      ]);
    });
  });

  test("the number of a digest that went to nobody is used again; one goes once more under its own", async (t) => {
    const db = await open(t);
    const { list } = await theTeam(db);
    const listId = list.id;
    await db.transact(async (tx) => {
      const issue = (number: number, last: number) =>
        beginDigest(tx, { listId, volume: 1, issue: number, last, at: START });
      await issue(1, 4);
      await endDigest(tx, { listId, last: 4 });
      assert.equal((await digestState(tx, listId)).issue, 0, "nobody got a copy");
      await issue(1, 5);
      await noteDigestSent(tx, { listId, last: 5 });
      await endDigest(tx, { listId, last: 5 });
      const at = addDays(START, 1);
      assert.equal(await beginDigestAgain(tx, { listId, at }, null), true);
      assert.equal(await beginDigestAgain(tx, { listId, at }, null), false, "it is going out");
      const again = await digestState(tx, listId);
      assert.deepEqual([again.issue, again.begunAt, again.againAt], [1, START, at]);
      await endDigest(tx, { listId, last: 5 });
      assert.equal((await digestState(tx, listId)).issue, 1);
    });
  });

  test("one digest at a time, each once; a volume begins at its first issue", async (t) => {
    const db = await open(t);
    const { list } = await theTeam(db);
    await db.transact(async (tx) => {
      const issue = (number: number, last: number) =>
        beginDigest(tx, { listId: list.id, volume: 1, issue: number, last, at: START });
      assert.equal((await digestState(tx, list.id)).issue, 0);
      assert.equal(await issue(1, 4), true);
      assert.equal(await issue(2, 9), false);
      assert.deepEqual(await openDigests(tx), [list.id]);
      const end = (last: number) => endDigest(tx, { listId: list.id, last });
      assert.equal(await end(4), true);
      assert.deepEqual(await openDigests(tx), []);
      assert.equal(await end(4), false);
      assert.equal(await issue(2, 4), false);
      assert.equal(await issue(2, 5), true);
      assert.equal(await end(4), false, "another server was still at the one before");
      assert.deepEqual(await openDigests(tx), [list.id]);
      await beginVolume(tx, list.id);
      const { volume, issue: nth, last, begunAt, open: isOpen } = await digestState(tx, list.id);
      assert.deepEqual([volume, nth, last, begunAt, isOpen], [2, 0, 5, START, true]);
    });
  });
});
