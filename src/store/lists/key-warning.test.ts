import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fingerprint } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, minutesLater, START } from "../../../test/support/stored.ts";
import { keyWarnings, takeKeyWarning } from "./key-warning.ts";
import { eraseExpired } from "../retention.ts";

const DAY = 24 * 60;

forEachDatabase((_name, open) => {
  test("a stage is told once, a later one again, and all anew when the key expires at another time", async (t) => {
    const db = await open(t);
    const { id: listId } = await db.transact((tx) => aList(tx));
    const take = (stage: number, days = 30, told: "member" | "owners" = "member") => {
      const fingerprint = "AB" as Fingerprint;
      const warning = { listId, fingerprint, told, stage, expiresAt: minutesLater(days * DAY) };
      return db.transact((tx) => takeKeyWarning(tx, warning, START));
    };
    assert.deepEqual([await take(30), await take(30)], [true, false]);
    assert.deepEqual([await take(3), await take(14), await take(0)], [true, false, true]);
    assert.deepEqual([await take(14, 30, "owners")], [true], "owners are told apart");
    assert.deepEqual([await take(30, 400), await take(30, 400)], [true, false]);
    const stored = await db.read((tx) => keyWarnings(tx, listId));
    assert.deepEqual(stored.map(({ told, stage }) => `${told} ${stage}`).sort(), ["member 30", "owners 14"]);
  });

  test("it is forgotten with the key", async (t) => {
    const db = await open(t);
    const { id: listId } = await db.transact((tx) => aList(tx));
    const warning = {
      listId,
      fingerprint: "AB" as Fingerprint,
      told: "member",
      stage: 0,
      expiresAt: START,
    } as const;
    await db.transact((tx) => takeKeyWarning(tx, warning, START));
    assert.equal((await eraseExpired(db, START))["key_warning"], 1);
  });
});
