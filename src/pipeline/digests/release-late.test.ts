import assert from "node:assert/strict";
import { test } from "node:test";
import { silentLogger } from "#base";
import {
  beginDigest,
  chooseDigest,
  type Database,
  digestState,
  endDigest,
  type StoredList,
  updateList,
} from "#store";
import { forEachDatabase } from "../../../test/support/database.ts";
import {
  aKey,
  aList,
  aMember,
  aRecipient,
  fingerprint,
  minutesLater,
  START,
} from "../../../test/support/stored.ts";
import { releaseLateDigests } from "./release-late.ts";

/** Ann had all digests but for what goes sealed; her key works in an hour. */
async function annLacksSealedPosts(db: Database): Promise<StoredList> {
  return db.transact(async (tx) => {
    const list = await aList(tx);
    await updateList(tx, list.id, { settings: { gpg_distrib_encrypt: "force" } });
    const ann = await aMember(tx, list.id, "ann@example.org");
    await chooseDigest(tx, ann.id, "plain");
    const recipient = { ...aRecipient(fingerprint("a")), usableFrom: minutesLater(60) };
    await aKey(tx, ann, fingerprint("a"), { recipient });
    await beginDigest(tx, { listId: list.id, volume: 1, issue: 1, last: 2, at: START });
    await endDigest(tx, { listId: list.id, last: 2 });
    const marks = { digest_since: 2, digest_sealed_since: 0 };
    await tx.query.updateTable("member").set(marks).where("id", "=", ann.id).execute();
    return list;
  });
}

forEachDatabase((_, open) => {
  test("nothing is written while no key works, nor while the digest goes out", async (t) => {
    const db = await open(t);
    const { id } = await annLacksSealedPosts(db);
    const done: string[] = [];
    const transact: Database["transact"] = async (work) => {
      done.push("transaction");
      return db.transact(work);
    };
    const release = async (minutes: number) => {
      const clock = { now: () => minutesLater(minutes) };
      const logger = { ...silentLogger, error: (event: string) => void done.push(event) };
      const wakeErrands = () => void done.push("woken");
      await releaseLateDigests({ db: { ...db, transact }, clock, logger, wakeErrands });
      return done.splice(0);
    };
    assert.deepEqual(await release(59), []);
    assert.deepEqual(await release(60), ["transaction", "woken"]);
    assert.equal((await db.read((tx) => digestState(tx, id))).open, true);
    assert.deepEqual(await release(61), []);
  });
});
