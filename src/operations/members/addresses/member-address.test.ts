import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../../test/support/database.ts";
import { type Calls, callsOn } from "../../../../test/support/operation-calls.ts";
import {
  listCreate,
  memberAdd,
  memberAddressAdd,
  memberAddressDrop,
  memberMove,
  memberRemove,
  memberRemoveMany,
  memberReturn,
  memberShow,
  memberSync,
  memberUnsubscribe,
  personErase,
  personExport,
} from "../../index.ts";

const [TEAM, NEWS] = ["team@example.org", "news@example.org"] as const;
const [MIA, ANNA, WORK, BEN] = [
  "mia@example.net",
  "anna@example.net",
  "anna@work.example",
  "ben@example.net",
] as const;

async function aTeam(call: Calls): Promise<void> {
  for (const list of [TEAM, NEWS]) {
    await call(listCreate, { address: list, owners: [MIA] });
    for (const address of [ANNA, BEN]) await call(memberAdd, { list, member: { address } });
  }
}

forEachDatabase((_name, open) => {
  test("who removes somebody reads which other addresses were theirs: a ban of the first alone keeps nobody away", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    await call(memberAddressAdd, { address: ANNA, other: WORK });
    assert.deepEqual((await call(memberRemove, { list: TEAM, address: ANNA })).others, [WORK]);
    assert.deepEqual((await call(memberRemove, { list: TEAM, address: BEN })).others, []);
    const { others } = await call(memberRemoveMany, { list: NEWS, addresses: [ANNA, BEN] });
    assert.deepEqual(others, [WORK]);
  });

  test("what is stored of a person has their other addresses, and erasing them erases those", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    await call(memberAddressAdd, { address: ANNA, other: WORK });
    const rowsOf = async (address: string) =>
      (await call(personExport, { address })).tables.find(({ table }) => table === "member_address")?.rows ??
      [];
    assert.deepEqual(
      (await rowsOf(ANNA)).map(({ list, address }) => [list, address]),
      [
        [TEAM, WORK],
        [NEWS, WORK],
      ],
    );
    assert.equal((await rowsOf(WORK)).length, 2);
    await call(personErase, { address: ANNA, dryRun: false });
    assert.deepEqual(await rowsOf(WORK), []);
    await call(memberAdd, { list: TEAM, member: { address: WORK } });
  });

  test("owners add, drop and move; a file that names the other address keeps the member; undoing a leave puts it back", async (t) => {
    const call = callsOn(await open(t));
    await aTeam(call);
    const added = await call(memberAddressAdd, { address: ANNA, other: WORK });
    assert.deepEqual(added.lists, [TEAM, NEWS]);
    for (const other of [WORK, BEN]) {
      const again = await call.refused(memberAddressAdd, { list: TEAM, address: ANNA, other });
      assert.equal(again.code, "already-exists");
    }
    const twice = await call.refused(memberAdd, { list: TEAM, member: { address: WORK } });
    assert.equal(twice.code, "already-exists");
    const lines = [MIA, WORK, BEN].map((address, at) => ({ line: at + 1, member: { address } }));
    const synced = await call(memberSync, { list: TEAM, lines });
    assert.deepEqual([synced.added, synced.removed, synced.unchanged], [[], [], 3]);
    await call(memberUnsubscribe, { list: TEAM, address: WORK });
    const back = await call(memberReturn, { list: TEAM, address: ANNA });
    assert.deepEqual([back.address, back.otherAddresses], [ANNA, [WORK]]);
    await call(memberMove, { list: TEAM, from: ANNA, to: WORK });
    const moved = await call(memberShow, { list: TEAM, member: WORK });
    assert.deepEqual([moved.address, moved.otherAddresses], [WORK, []]);
    await call(memberAddressDrop, { address: ANNA, other: WORK });
    assert.deepEqual((await call(memberShow, { list: NEWS, member: ANNA })).otherAddresses, []);
    const none = await call.refused(memberAddressDrop, { address: ANNA, other: WORK });
    assert.equal(none.code, "not-found");
  });
});
