import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aKey, aList, aMember, aRecipient, fingerprint } from "../../../test/support/stored.ts";
import type { Transactor } from "./database.ts";
import { keysOfMembers } from "../lists/member-key.ts";
import { recipientTimes } from "../migrations/0004-recipient-times.ts";
import { inDialect, type Migration } from "../migrations/migration.ts";

const ALICE = fingerprint("A");

/** As version 3 of the schema left it. */
async function takeBackVersion4({ query }: Transactor, int: "integer" | "bigint"): Promise<void> {
  await sql`alter table member_key add column usable_from ${sql.raw(int)} not null default 0`.execute(query);
  await sql`alter table member_key add column usable_until ${sql.raw(int)}`.execute(query);
  await sql`update member_key set usable_from = 5, usable_until = 6`.execute(query);
}

async function apply({ query, kind }: Transactor, { statements }: Migration): Promise<void> {
  for (const statement of statements) await sql.raw(inDialect(kind, statement)).execute(query);
}

forEachDatabase((name, open) => {
  test("version 4: a key's times are those of its recipient", async (t) => {
    // SQLite's strict tables know no bigint.
    const int = name === "sqlite" ? "integer" : "bigint";
    const db = await open(t);
    const member = await db.transact(async (tx) => {
      const alice = await aMember(tx, (await aList(tx)).id, "alice@example.org");
      await aKey(tx, alice, ALICE);
      await takeBackVersion4(tx, int);
      await apply(tx, recipientTimes);
      return alice;
    });
    const [key] = await db.read((tx) => keysOfMembers(tx, [member.id]));
    assert.deepEqual(key?.recipient, aRecipient(ALICE));
    await db.transact((tx) => aKey(tx, member, fingerprint("B")));
    await assert.rejects(db.transact((tx) => sql`select usable_from from member_key`.execute(tx.query)));
  });
});
