import assert from "node:assert/strict";
import { test } from "node:test";
import { REASON_CODES } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, mailFor } from "../../../test/support/stored.ts";
import { inboxById } from "../mail-in/inbox.ts";
import { HELD_CODES, INBOX_CODES, readOneOf } from "./row-code.ts";

test("every reason may stand in a held row, and every word of a held row in its inbox row", () => {
  for (const code of REASON_CODES) assert.equal(readOneOf(HELD_CODES, code, "held.code"), code);
  for (const code of HELD_CODES) assert.equal(readOneOf(INBOX_CODES, code, "inbox.code"), code);
});

test("a word that no row has is a fault that names its column", () => {
  assert.throws(() => readOneOf(HELD_CODES, "tired", "held.code"), /held\.code: tired/);
});

forEachDatabase((name, open) => {
  test(`an inbox row of an unknown kind of address is not read as something else (${name})`, async (t) => {
    const db = await open(t);
    const id = await db.transact(async (tx) => mailFor(tx, await aList(tx)));
    await db.transact((tx) => tx.query.updateTable("inbox").set({ door: "window" }).execute());
    await assert.rejects(
      db.read((tx) => inboxById(tx, id)),
      /inbox\.door: window/,
    );
  });
});
