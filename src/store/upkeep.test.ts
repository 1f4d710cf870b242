import assert from "node:assert/strict";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import {
  type AddressKey,
  AppError,
  type EmailAddress,
  type ErrorCode,
  silentLogger,
  systemClock,
  systemRandom,
  utf8,
} from "#base";
import { forEachDatabase, temporaryFolder, testMasterKey } from "../../test/support/database.ts";
import { aBody, aDelivery, aList, mailFor, minutesLater, START } from "../../test/support/stored.ts";
import { takeAnswer, takeRequestAnswer } from "./mail-in/answer-count.ts";
import { holdInbox } from "./mail-in/held.ts";
import { finishInbox } from "./mail-in/inbox.ts";
import { allLists } from "./lists/list.ts";
import { lockDataFolder } from "./engine/lock-data-folder.ts";
import { marksOf, recordMark, recordSessionMark, sessionMarkOf } from "./mail-in/mark.ts";
import { createMasterKeyFile, isOpenToOthers, readMasterKeyFile } from "./at-rest/master-key-file.ts";
import { claimInbox } from "./mail-in/inbox-claim.ts";
import { seeNode, startNode } from "./engine/node.ts";
import { openDatabase } from "./engine/open-database.ts";
import { claimOutbox } from "./mail-out/outbox-claim.ts";
import { markSent } from "./mail-out/outbox-result.ts";
import { insertOutbox } from "./mail-out/outbox.ts";
import { eraseExpired } from "./retention.ts";

const DAY = 24 * 60;

function failsWith(code: ErrorCode) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

forEachDatabase((name, open) => {
  test("signed content is marked once per list, by the first row that set it", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [one, two] = [await aList(tx, "one@example.org"), await aList(tx, "two@example.org")];
      const [first, second] = [await mailFor(tx, one), await mailFor(tx, one)];
      const facts = {
        mark: utf8("m"),
        messageId: "<1@x>",
        address: "a@example.org" as EmailAddress,
        expiresAt: START,
      };
      const record = (listId: typeof one.id, inboxId: typeof first) =>
        recordMark(tx, { ...facts, listId, inboxId });
      await record(one.id, first);
      await record(one.id, first);
      await record(one.id, second);
      await record(two.id, second);
      const marks = await marksOf(tx, utf8("m"));
      assert.deepEqual(
        marks.map(({ listId, inboxId }) => [listId, inboxId]),
        [
          [one.id, first],
          [two.id, second],
        ],
      );
      assert.deepEqual(marks[0]?.expiresAt, START);
      assert.deepEqual(await marksOf(tx, utf8("other")), []);
    });
  });

  test("a ciphertext keeps its first door", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const [first, second] = [await mailFor(tx, list), await mailFor(tx, list)];
      const open = async (door: string, inboxId: typeof first) => {
        await recordSessionMark(tx, { hmac: utf8("h"), door, inboxId, expiresAt: START });
        return sessionMarkOf(tx, utf8("h"));
      };
      assert.equal(await sessionMarkOf(tx, utf8("h")), null);
      assert.deepEqual(await open("post", first), { door: "post", inboxId: first });
      assert.deepEqual(await open("owner", second), { door: "post", inboxId: first });
    });
  });

  test("automatic answers stop at the limit and go on in the next window", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const take = (to: string, minutes: number) =>
      db.transact((tx) =>
        takeAnswer(tx, {
          to: to as AddressKey,
          listId: list.id,
          now: minutesLater(minutes),
          perAddressDay: 2,
          perListHour: 3,
        }),
      );
    assert.deepEqual([await take("a", 0), await take("a", 1), await take("a", 2)], [true, true, false]);
    assert.deepEqual([await take("b", 3), await take("c", 4)], [true, false]);
    assert.deepEqual([await take("c", 61), await take("a", 62)], [true, false]);
    const request = (minutes: number) =>
      db.transact((tx) =>
        takeRequestAnswer(tx, { door: "d", to: "a" as AddressKey, now: minutesLater(minutes) }),
      );
    assert.deepEqual([await request(0), await request(1), await request(61)], [true, false, true]);
  });

  test("what a dead process had claimed is free: at its next start, or when it was not seen for long", async (t) => {
    const db = await open(t);
    const id = await db.transact(async (tx) => mailFor(tx, await aList(tx), { peer: "waiting" }));
    const claimAs = (node: string, minutes: number) =>
      db.transact((tx) => claimInbox(tx, { node, now: minutesLater(minutes), leaseMs: 3_600_000, limit: 1 }));
    const start = (site: string, name: string, minutes: number) =>
      db.transact((tx) => startNode(tx, { site, name, now: minutesLater(minutes) }));
    const see = (name: string, minutes: number) =>
      db.transact((tx) => seeNode(tx, name, minutesLater(minutes)));
    await start("one", "one#1", 0);
    await start("two", "two#1", 0);
    assert.deepEqual(
      (await claimAs("one#1", 0)).map((row) => row.id),
      [id],
    );
    await see("two#1", 1);
    assert.deepEqual(await claimAs("two#1", 1), [], "one may be at work");
    await start("one", "one#2", 1);
    assert.deepEqual(
      (await claimAs("one#2", 1)).map((row) => row.id),
      [id],
    );
    await see("two#1", 5);
    assert.deepEqual(
      (await claimAs("two#1", 5)).map((row) => row.id),
      [id],
    );
  });

  test("what has expired goes, what somebody waits for stays", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      await mailFor(tx, list, { peer: "waiting" });
      const decided = await mailFor(tx, list, { peer: "decided" });
      const held = await mailFor(tx, list, { peer: "held" });
      const facts = { kind: "held", code: "nonmember", publicText: "", detail: "", sender: "" } as const;
      await holdInbox(tx, {
        ...facts,
        inboxId: held,
        listId: list.id,
        heldAt: START,
        until: minutesLater(60 * DAY),
      });
      for (const id of [decided, held]) {
        await finishInbox(tx, id, { decision: "hold", code: "nonmember", now: START });
      }
      const bodyId = await aBody(tx);
      await insertOutbox(tx, [
        aDelivery({ bodyId, effect: "sent" }),
        aDelivery({ bodyId, effect: "waiting" }),
      ]);
      const [row] = await claimOutbox(tx, { node: "a", now: START, leaseMs: 1, limit: 1 });
      await markSent(tx, row ? [row.id] : [], { code: "2.0.0", reply: "", now: START });
      await recordSessionMark(tx, { hmac: utf8("h"), door: "d", inboxId: held, expiresAt: minutesLater(5) });
    });
    const left = () =>
      db.read(async (tx) => ({
        inbox: (await tx.query.selectFrom("inbox").select("peer").orderBy("id").execute()).map(
          (row) => row.peer,
        ),
        outbox: (await tx.query.selectFrom("outbox").select("effect").execute()).map((row) => row.effect),
        rest: await tx.query.selectFrom("session_mark").select("door").execute(),
        blobs: (await tx.query.selectFrom("blob").select("purpose").orderBy("id").execute()).map(
          (row) => row.purpose,
        ),
      }));
    await eraseExpired(db, minutesLater(1));
    assert.deepEqual((await left()).inbox, ["waiting", "decided", "held"]);
    const erased = await eraseExpired(db, minutesLater(31 * DAY));
    assert.equal(erased["inbox"], 1);
    const soon = await left();
    assert.deepEqual(soon.inbox, ["waiting", "held"]);
    assert.deepEqual(soon.outbox, ["waiting"]);
    assert.deepEqual(soon.rest, []);
    assert.deepEqual(soon.blobs, ["inbox", "held"]);
    await eraseExpired(db, minutesLater(61 * DAY));
    await eraseExpired(db, minutesLater(61 * DAY));
    const later = await left();
    assert.deepEqual(later.inbox, ["waiting"]);
    assert.deepEqual(later.blobs, ["inbox"]);
  });

  test("a body that nobody waits for goes, one that is still sealed for stays", async (t) => {
    const db = await open(t);
    const { waiting } = await db.transact(async (tx) => {
      await aBody(tx, { kind: "clear" });
      const waiting = await aBody(tx);
      await insertOutbox(tx, [aDelivery({ bodyId: waiting, effect: "waiting" })]);
      return { waiting };
    });
    await eraseExpired(db, minutesLater(2 * DAY));
    const left = await db.read(async (tx) => ({
      bodies: await tx.query.selectFrom("body").select("id").where("erased_at", "is", null).execute(),
      blobs: await tx.query.selectFrom("blob").select("id").execute(),
    }));
    assert.deepEqual(left, { bodies: [{ id: waiting }], blobs: [] });
  });

  test("a backup opens with the master key and holds no more than the database", async (t) => {
    const db = await open(t);
    const list = await db.transact((tx) => aList(tx));
    const path = `${temporaryFolder(t)}/backup.db`;
    if (name === "postgres") {
      await assert.rejects(db.backupTo(path), failsWith("not-allowed"));
      return;
    }
    await db.backupTo(path);
    assert.equal(statSync(path).mode & 0o077, 0);
    const copy = await open(t, { url: `sqlite:${path}` });
    assert.deepEqual(await copy.read(allLists), [list]);
    await assert.rejects(db.backupTo(path), failsWith("already-exists"));
  });
});

test("a data folder is locked by one at a time", async (t) => {
  const folder = temporaryFolder(t);
  const first = lockDataFolder(folder);
  assert.ok(first.ok);
  assert.deepEqual(lockDataFolder(folder), { ok: false, error: "in-use" });
  first.value.release();
  const again = lockDataFolder(folder);
  assert.ok(again.ok);
  again.value.release();
  assert.throws(() => lockDataFolder(`${folder}/missing`), failsWith("unavailable"));
});

test("a master key file is private, made once, and refused when others may read it", async (t) => {
  const path = `${temporaryFolder(t)}/master.key`;
  await assert.rejects(readMasterKeyFile(path), failsWith("not-found"));
  const made = await createMasterKeyFile(path, systemRandom);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const read = await readMasterKeyFile(path);
  assert.equal(read.id, made.id);
  const place = { table: "t", column: "c", row: 1, purpose: "p" };
  assert.deepEqual(read.openAtRest(place, made.sealAtRest(place, utf8("x"), systemRandom)), Buffer.from("x"));
  await assert.rejects(createMasterKeyFile(path, systemRandom), failsWith("already-exists"));
  chmodSync(path, 0o640);
  await assert.rejects(readMasterKeyFile(path), failsWith("not-allowed"));
  const other = `${temporaryFolder(t)}/other`;
  writeFileSync(other, readFileSync(path, "utf8").slice(0, -9), { mode: 0o600 });
  await assert.rejects(readMasterKeyFile(other), failsWith("bad-config"));
});

test("a secret is open to others by any right but those of a systemd credential", () => {
  const [root, somebody] = [
    { uid: 0, gid: 0 },
    { uid: 999, gid: 999 },
  ];
  for (const mode of [0o600, 0o400]) assert.equal(isOpenToOthers({ mode, ...somebody }), false);
  for (const mode of [0o640, 0o604, 0o610, 0o440]) assert.equal(isOpenToOthers({ mode, ...somebody }), true);
  for (const mode of [0o640, 0o444, 0o460]) assert.equal(isOpenToOthers({ mode, ...root }), true);
  assert.equal(isOpenToOthers({ mode: 0o100440, ...root }), false);
});

test("a master key does not show itself", async () => {
  const { inspect } = await import("node:util");
  const shown = inspect(testMasterKey, { depth: 9, showHidden: true }) + JSON.stringify(testMasterKey);
  assert.equal(shown.includes("07 07"), false);
  assert.equal(shown.includes("7,7,7"), false);
});

test("the write-ahead log is empty after the daily erasing", async (t) => {
  const path = `${temporaryFolder(t)}/conclave.db`;
  const context = {
    masterKey: testMasterKey,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  };
  const db = await openDatabase({ url: `sqlite:${path}`, ...context });
  t.after(() => db.close());
  const id = await db.transact(async (tx) => mailFor(tx, await aList(tx)));
  await db.transact((tx) => finishInbox(tx, id, { decision: "discard", code: "", now: START }));
  assert.ok(statSync(`${path}-wal`).size > 0);
  await eraseExpired(db, START);
  assert.equal(statSync(`${path}-wal`).size, 0);
});
