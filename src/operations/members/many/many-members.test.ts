import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../../../../test/support/database.ts";
import { callsOn } from "../../../../test/support/operation-calls.ts";
import {
  listCreate,
  memberAdd,
  memberInvite,
  memberInviteMany,
  memberModerateAll,
  memberShow,
} from "../../index.ts";

const [TEAM, NEWS] = ["team@example.org", "news@example.org"] as const;
const [ANN, BOB] = ["ann@example.org", "bob@example.org"] as const;

forEachDatabase((_name, open) => {
  test("many are invited, as many as the operator wants; who is on the list, banned or was asked today is named", async (t) => {
    const call = callsOn(await open(t));
    for (const address of [TEAM, NEWS])
      await call(listCreate, { address, settings: { ban_list: "^.*@evil\\.example$" } });
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    await call(memberInvite, { list: NEWS, address: BOB });
    const crowd = Array.from({ length: 101 }, (_, at) => `guest-${at}@example.net`);
    const people = [ANN, BOB, "eve@evil.example", ...crowd].map((address) => ({ address }));
    const done = await call(memberInviteMany, { list: TEAM, people });
    assert.deepEqual([done.members, done.banned, done.tomorrow], [[ANN], ["eve@evil.example"], [BOB]]);
    assert.deepEqual(done.invited, crowd);
    const again = await call(memberInviteMany, { list: TEAM, people: [{ address: "guest-1@example.net" }] });
    assert.deepEqual(again.tomorrow, ["guest-1@example.net"]);
    const nowhere = { list: "nowhere@example.org", people: [{ address: BOB }] };
    assert.equal((await call.refused(memberInviteMany, nowhere)).code, "not-found");
  });

  test("everyone is moderated, or nobody any more; of other lists nobody is", async (t) => {
    const call = callsOn(await open(t));
    for (const address of [TEAM, NEWS]) await call(listCreate, { address });
    for (const address of [ANN, BOB]) await call(memberAdd, { list: TEAM, member: { address } });
    await call(memberAdd, { list: NEWS, member: { address: ANN } });
    const moderated = async (list: string, member: string) =>
      (await call(memberShow, { list, member })).moderated;
    assert.equal((await call(memberModerateAll, { list: TEAM, moderated: true })).members, 2);
    assert.equal((await call(memberModerateAll, { list: TEAM, moderated: true })).members, 0);
    assert.deepEqual(
      [await moderated(TEAM, ANN), await moderated(TEAM, BOB), await moderated(NEWS, ANN)],
      [true, true, false],
    );
    assert.equal((await call(memberModerateAll, { list: TEAM, moderated: false })).members, 2);
    assert.equal(await moderated(TEAM, BOB), false);
  });
});
