import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aList, aMember } from "../../../test/support/stored.ts";
import { fanOutPage } from "./fan-out.ts";
import { updateMember } from "./member.ts";
import { leftToOthers } from "./siblings.ts";

forEachDatabase((_name, open) => {
  test("who reads several lists is one of them, and of the first where they read that", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [crew, team, board] = [
        await aList(tx, "crew@example.org"),
        await aList(tx, "team@example.org"),
        await aList(tx, "board@example.org"),
      ];
      const annOfCrew = await aMember(tx, crew.id, "ann@example.org");
      const bobOfCrew = await aMember(tx, crew.id, "bob@example.org");
      const annOfTeam = await aMember(tx, team.id, "ANN@example.org");
      const cydOfTeam = await aMember(tx, team.id, "cyd@example.org");
      const bobOfBoard = await aMember(tx, board.id, "bob@example.org");
      const ids = [annOfCrew, bobOfCrew, annOfTeam, cydOfTeam, bobOfBoard].map(({ id }) => id);
      const also = [crew.id, board.id];
      const page = await fanOutPage(tx, { listId: team.id, also, limit: 9 });
      assert.deepEqual(
        page.map(({ memberId }) => memberId),
        ids,
      );
      const lists = { listId: team.id, included: also, excluded: [] };
      assert.deepEqual(await leftToOthers(tx, lists, ids), new Set([annOfCrew.id, bobOfBoard.id]));
      await updateMember(tx, annOfTeam.id, { delivery: "off", deliveryWhy: "member" });
      assert.deepEqual([...(await leftToOthers(tx, lists, ids))], [bobOfBoard.id]);
      const without = { listId: team.id, included: [], excluded: [crew.id] };
      assert.deepEqual([...(await leftToOthers(tx, without, [annOfTeam.id, cydOfTeam.id]))], [annOfTeam.id]);
      assert.deepEqual([...(await leftToOthers(tx, lists, []))], []);
    });
  });
});
