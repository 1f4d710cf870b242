import assert from "node:assert/strict";
import { test } from "node:test";
import { addressKey, type EmailAddress } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aKey, aList, aMember, fingerprint, minutesLater, START } from "../../../test/support/stored.ts";
import { recordDeparture, takeDeparture } from "./departure.ts";
import { memberById, membershipsOf, moveMember, removeMember, updateMember } from "./member.ts";
import { keysOfMembers } from "./member-key.ts";
import { endVacations, gotItAlready } from "./member-options.ts";

const DAY = 24 * 60;

forEachDatabase((_name, open) => {
  test("each option is stored for itself, and a member may move to an address that is free", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const [ann, bob] = [
        await aMember(tx, list.id, "ann@example.org"),
        await aMember(tx, list.id, "bob@example.org"),
      ];
      for (const option of ["ack", "notMetoo", "noDupes", "conceal", "moderated"] as const) {
        await updateMember(tx, ann.id, { [option]: true });
        assert.deepEqual(await memberById(tx, ann.id), { ...ann, [option]: true });
        await updateMember(tx, ann.id, { [option]: false });
      }
      assert.equal(await moveMember(tx, ann, "BOB@example.org" as EmailAddress), false);
      assert.equal(await moveMember(tx, ann, "Anna@example.net" as EmailAddress), true);
      assert.deepEqual(
        (await membershipsOf(tx, "anna@example.net" as EmailAddress)).map(({ id }) => id),
        [ann.id],
      );
      assert.deepEqual(await memberById(tx, bob.id), bob);
    });
  });

  test("a vacation ends by itself, and no other member's delivery with it", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const [away, off] = [
        await aMember(tx, list.id, "ann@example.org"),
        await aMember(tx, list.id, "bob@example.org"),
      ];
      const until = minutesLater(DAY);
      await updateMember(tx, away.id, { delivery: "off", deliveryWhy: "member", deliveryUntil: until });
      await updateMember(tx, off.id, { delivery: "off", deliveryWhy: "owner" });
      await endVacations(tx, list.id, minutesLater(DAY - 1));
      assert.equal((await memberById(tx, away.id))?.delivery, "off");
      await endVacations(tx, list.id, until);
      assert.deepEqual(await memberById(tx, away.id), away);
      assert.equal((await memberById(tx, off.id))?.delivery, "off");
    });
  });

  test("who wrote it or is named by it gets no copy if they said so, on that list alone", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [list, other] = [await aList(tx), await aList(tx, "other@example.org")];
      const [ann, bob, cyd] = [
        await aMember(tx, list.id, "ann@example.org"),
        await aMember(tx, list.id, "bob@example.org"),
        await aMember(tx, other.id, "cyd@example.org"),
      ];
      const named = ["bob@EXAMPLE.org", "cyd@example.org"].map((one) => addressKey(one as EmailAddress));
      const post = { listId: list.id, author: ann.id, named };
      assert.deepEqual([...(await gotItAlready(tx, post))], []);
      for (const { id } of [ann, bob, cyd]) await updateMember(tx, id, { notMetoo: true, noDupes: true });
      assert.deepEqual([...(await gotItAlready(tx, post))], [ann.id, bob.id]);
      assert.deepEqual([...(await gotItAlready(tx, { ...post, author: null, named: [] }))], []);
    });
  });

  test("a departure brings back who left and their keys, once, in its time", async (t) => {
    const db = await open(t);
    await db.transact(async (tx) => {
      const [list, other] = [await aList(tx), await aList(tx, "other@example.org")];
      const ann = await aMember(tx, list.id, "ann@example.org");
      await updateMember(tx, ann.id, { conceal: true, name: "Ann" });
      await aKey(tx, ann, fingerprint("A"));
      const [key] = await keysOfMembers(tx, [ann.id]);
      assert.ok(key);
      const member = (await memberById(tx, ann.id)) ?? assert.fail();
      const others = ["ann@work.example" as EmailAddress];
      const leave = () => recordDeparture(tx, { member, keys: [key], others, until: minutesLater(DAY) });
      const address = "ANN@example.org" as EmailAddress;
      const take = (listId = list.id, now = START) => takeDeparture(tx, { listId, address, now });
      await leave();
      await removeMember(tx, ann.id);
      assert.equal(await take(), null);
      await leave();
      await leave();
      assert.equal(await take(other.id), null);
      const { id: _id, ...fields } = member;
      const { id: _key, memberId: _member, scheme: _scheme, fingerprint: _print, ...bound } = key;
      assert.deepEqual(await take(), { member: fields, keys: [bound], others });
      assert.equal(await take(), null);
      await leave();
      assert.equal(await take(list.id, minutesLater(DAY + 1)), null);
    });
  });
});
