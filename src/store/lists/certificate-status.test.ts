import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fingerprint, LIMITS } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { minutesLater } from "../../../test/support/stored.ts";
import type { Database } from "../engine/database.ts";
import { eraseExpired } from "../retention.ts";
import {
  dueStatuses,
  noteNotAnswered,
  revokedStatuses,
  statusesOf,
  storeStatus,
  unansweredStatuses,
  wantStatuses,
} from "./certificate-status.ts";

const [A, B] = ["AA", "BB"] as unknown as readonly [Fingerprint, Fingerprint];

function wanted(fingerprint: Fingerprint) {
  return { fingerprint, certificate: Buffer.from(fingerprint), issuer: Buffer.from("issuer") };
}

async function due(db: Database, minutes: number, limit: number = LIMITS.statusesAsked) {
  const [now, recently] = [minutesLater(minutes), minutesLater(minutes - 1)];
  const asked = { until: now, triedBefore: recently, wantedSince: minutesLater(minutes - 1440), limit };
  return (await db.read((tx) => dueStatuses(tx, asked))).map(({ fingerprint }) => fingerprint);
}

function answer(db: Database, fingerprint: Fingerprint, status: "good" | "revoked", from: number) {
  const times = { thisUpdate: minutesLater(from), until: minutesLater(from + 60) };
  return db.transact((tx) => storeStatus(tx, { fingerprint, status, ...times }, minutesLater(from)));
}

forEachDatabase((_name, open) => {
  test("what is wanted is asked about until an answer counts, and again when its time is over", async (t) => {
    const db = await open(t);
    await db.transact((tx) => wantStatuses(tx, [wanted(A), wanted(B)], minutesLater(0)));
    assert.deepEqual(await due(db, 0), [A, B]);
    assert.deepEqual(await due(db, 0, 1), [A], "statusesAsked: not more in one run");
    await answer(db, A, "good", 0);
    await db.transact((tx) => noteNotAnswered(tx, { fingerprint: B, problem: "stale" }, minutesLater(0)));
    assert.deepEqual(await due(db, 1), [], "B was tried just now");
    assert.deepEqual(await due(db, 5), [B]);
    assert.deepEqual(await due(db, 61), [A, B]);
    assert.deepEqual(await due(db, 2000), [], "nobody wants to know any more");
    const [problem] = await db.read(unansweredStatuses);
    assert.deepEqual([problem?.fingerprint, problem?.problem, problem?.status], [B, "stale", ""]);
  });

  test("an older answer changes nothing, and what was revoked stays so", async (t) => {
    const db = await open(t);
    await db.transact((tx) => wantStatuses(tx, [wanted(A), wanted(B)], minutesLater(0)));
    assert.equal(await answer(db, A, "good", 10), true);
    assert.equal(await answer(db, A, "revoked", 5), false, "older");
    assert.equal(await answer(db, A, "revoked", 20), true);
    assert.equal(await answer(db, A, "good", 30), false);
    const [status] = await db.read((tx) => statusesOf(tx, [A]));
    assert.equal(status?.status, "revoked");
    assert.deepEqual(await db.read(revokedStatuses), [A]);
    assert.deepEqual(await due(db, 100), [B], "nobody is asked again");
    assert.deepEqual(await db.read((tx) => statusesOf(tx, [])), []);
  });

  test("they are forgotten a month after the last one who wanted to know", async (t) => {
    const db = await open(t);
    await db.transact((tx) => wantStatuses(tx, [wanted(A), wanted(B)], minutesLater(0)));
    const day = 24 * 60;
    await db.transact((tx) => wantStatuses(tx, [wanted(B)], minutesLater(20 * day)));
    assert.equal((await eraseExpired(db, minutesLater(31 * day)))["certificate_status"], 1);
    assert.equal((await db.read((tx) => statusesOf(tx, [A, B]))).length, 1);
  });
});
