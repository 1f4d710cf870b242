import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { forEachDatabase } from "../../test/support/database.ts";
import { aKey, aList, aMember, aRecipient, fingerprint } from "../../test/support/stored.ts";
import type { Transactor } from "./database.ts";
import { keysOfMembers } from "./member-key.ts";

const ALICE = fingerprint("A");

/** As version 3 of the schema left it. */
async function takeBackVersion4({ query }: Transactor, int: "integer" | "bigint"): Promise<void> {
  await sql`alter table member_key add column usable_from ${sql.raw(int)} not null default 0`.execute(query);
  await sql`alter table member_key add column usable_until ${sql.raw(int)}`.execute(query);
  await sql`update member_key set usable_from = 5, usable_until = 6`.execute(query);
  await query.deleteFrom("schema_version").where("version", "=", 4).execute();
}

forEachDatabase((name, open) => {
  test("version 4: a key's times are those of its recipient", async (t) => {
    // SQLite's strict tables know no bigint.
    const int = name === "sqlite" ? "integer" : "bigint";
    const url = await open.newUrl(t);
    const before = await open(t, { url });
    const member = await before.transact(async (tx) => {
      const alice = await aMember(tx, (await aList(tx)).id, "alice@example.org");
      await aKey(tx, alice, ALICE);
      await takeBackVersion4(tx, int);
      return alice;
    });
    await before.close();
    const after = await open(t, { url });
    const [key] = await after.read((tx) => keysOfMembers(tx, [member.id]));
    assert.deepEqual(key?.recipient, aRecipient(ALICE));
    await after.transact((tx) => aKey(tx, member, fingerprint("B")));
    await assert.rejects(after.transact((tx) => sql`select usable_from from member_key`.execute(tx.query)));
  });
});
