/**
 * S14: what was erased is not in the database's files either, where SQLite would leave it on free pages; and the shipped unit
 * writes no memory to disk: neither core dumps nor swap.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { test } from "node:test";
import { memberAdd, personErase } from "#operations";
import { everythingKept, placesOf } from "../support/at-rest.ts";
import { alicePosts, noticesTo } from "../support/lists/kept-posts.ts";
import { movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const NAME = "Krokodilstraene";
const ADDRESS = "siebenschlaefer@example.org";

test("who was erased is in no file: not on free pages, not in the log of the database", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  await server.call(memberAdd, { list: TEAM, member: { address: ADDRESS, name: NAME } });
  await alicePosts(server, team, "apple");
  assert.equal(noticesTo(server, ADDRESS).length, 1);
  const before = await everythingKept(server);
  assert.ok(placesOf(NAME, before).length > 0 && placesOf(ADDRESS, before).length > 0, "it would be found");
  await server.call(personErase, { address: ADDRESS, dryRun: false });
  const after = await everythingKept(server);
  assert.deepEqual(placesOf(NAME, after), []);
  assert.deepEqual(placesOf(ADDRESS, after), []);
  assert.ok(placesOf(team.bob.address, after).length > 0);
});

test("the shipped unit: no core dumps, no swap", () => {
  const unit = readFileSync(path(import.meta.dirname, "../../packaging/conclave.service"), "utf8");
  assert.match(unit, /^LimitCORE=0$/m);
  assert.match(unit, /^MemorySwapMax=0$/m);
  assert.doesNotMatch(unit, /heapsnapshot|--report|inspect/);
});
