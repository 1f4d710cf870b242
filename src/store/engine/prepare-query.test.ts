import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress, ListId } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aBody, aDelivery, aList } from "../../../test/support/stored.ts";
import { among } from "./among.ts";
import type { Reader } from "./database.ts";
import { insertOutbox, outboxPage } from "../mail-out/outbox.ts";
import { type Given, prepareQuery } from "./prepare-query.ts";

interface Wanted {
  readonly ids: readonly ListId[];
  readonly name: string;
  readonly not: EmailAddress;
}

forEachDatabase((_name, open) => {
  test("a prepared query is built once, and each run has its own values", async (t) => {
    const db = await open(t);
    let built = 0;
    const wanted = prepareQuery((tx: Reader, given: Given<Wanted>) => {
      built += 1;
      return tx.query
        .selectFrom("list")
        .select("address")
        .where(among(tx, "id", given("ids")))
        .where("display_name", "=", given("name"))
        .where("address", "!=", given("not"))
        .orderBy("id");
    });
    const addresses = ["a@x.org", "b@x.org", "c@x.org"] as EmailAddress[];
    const lists = await db.transact((tx) => Promise.all(addresses.map((address) => aList(tx, address))));
    const ids = lists.map(({ id }) => id);
    const name = lists[0]?.displayName ?? "";
    const ask = async (values: Wanted) => {
      const { rows } = await db.read((tx) => wanted(tx, values));
      return rows.map(({ address }) => address);
    };
    const [a, b, c] = addresses as [EmailAddress, EmailAddress, EmailAddress];
    assert.deepEqual(await ask({ ids, name, not: b }), [a, c]);
    assert.deepEqual(await ask({ ids: ids.slice(1), name, not: a }), [b, c]);
    assert.deepEqual(await ask({ ids: [], name, not: a }), []);
    assert.deepEqual(await ask({ ids, name: `${name}?`, not: a }), []);
    assert.equal(built, 1);
  });

  for (const count of [0, 1, 3, 255, 256, 257, 600]) {
    test(`${count} rows are inserted in their order, each with its own values`, async (t) => {
      const db = await open(t);
      const rows = await db.transact(async (tx) => {
        const bodyId = await aBody(tx);
        return Array.from({ length: count }, (_, nth) =>
          aDelivery({ bodyId, effect: `inbox:1:member:${nth}`, rcptTo: `m${nth}@example.net` }),
        );
      });
      assert.equal(await db.transact((tx) => insertOutbox(tx, rows)), count);
      const stored = await db.read((tx) => outboxPage(tx, { limit: 1000 }));
      assert.deepEqual(
        stored.map(({ effect, rcptTo }) => [effect, rcptTo]),
        rows.map(({ effect, rcptTo }) => [effect, rcptTo]),
      );
      assert.equal(await db.transact((tx) => insertOutbox(tx, rows.slice(0, 9))), 0);
    });
  }
});
