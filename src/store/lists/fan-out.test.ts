import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledQuery, sql } from "kysely";
import { asId, type MemberId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import type { Transactor } from "../engine/database.ts";
import { fanOutKeys } from "./fan-out.ts";

forEachDatabase((name, open) => {
  // PostgreSQL chooses by the size of the tables.
  if (name === "postgres") return;
  test("a page's keys are found by their members, not among all keys of the list", async (t) => {
    const db = await open(t);
    const steps = await db.transact(async (tx) => {
      const { asked, texts } = listening(tx);
      await fanOutKeys(asked, [asId<MemberId>(1), asId<MemberId>(2)]);
      const [text = ""] = texts;
      const explained = sql.raw<{ detail: string }>(`explain query plan ${text.replaceAll("?", "'[1, 2]'")}`);
      return (await explained.execute(tx.query)).rows.map(({ detail }) => detail).join("; ");
    });
    assert.match(steps, /SEARCH member_key USING INDEX member_key_member/);
  });
});

/** The same transaction, and the queries that go through it. */
function listening(tx: Transactor): { readonly asked: Transactor; readonly texts: readonly string[] } {
  const texts: string[] = [];
  const query = new Proxy(tx.query, {
    get: (kysely, property) => {
      if (property === "executeQuery")
        return (compiled: CompiledQuery) => {
          texts.push(compiled.sql);
          return kysely.executeQuery(compiled);
        };
      const value: unknown = Reflect.get(kysely, property, kysely);
      return typeof value === "function" ? (value.bind(kysely) as unknown) : value;
    },
  });
  const asked = {
    kind: tx.kind,
    vault: tx.vault,
    query,
    onCommit: tx.onCommit.bind(tx),
    inStepsAfterwards: tx.inStepsAfterwards.bind(tx),
  };
  return { asked, texts };
}
