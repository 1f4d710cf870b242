/** The mails that people get about their membership, as they read them; golden files. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, fromUtf8, view } from "#base";
import {
  listConfigure,
  listCreate,
  memberAdd,
  memberInvite,
  memberMove,
  memberRemind,
  memberRemove,
  memberSubscribe,
  memberUnsubscribe,
  order,
} from "#operations";
import { listByAddress, memberByAddress } from "#store";
import { correspondent, openFor } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import { join, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [MIA, DORA] = ["mia@example.net", "dora@example.net"] as const;

async function plainTeam(server: TestServer): Promise<void> {
  const settings = { description: "Lunch and crocodiles" };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
}

function newest(server: TestServer, address: string): Buffer {
  return server.mailbox(address).at(-1)?.data ?? assert.fail(`${address} got nothing`);
}

const MO = "mo@example.net";

forEachDatabase((database) => {
  test("on a list without keys each says what happened and what to do, and no word is about keys", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await plainTeam(server);
    await server.call(memberInvite, { list: TEAM, address: DORA });
    await server.drain();
    assertGolden("mail-invitation.txt", normalised(newest(server, DORA)));
    await server.call(memberAdd, { list: TEAM, member: { address: DORA }, welcome: false });
    await server.call(memberRemind, { list: TEAM });
    await server.drain();
    assertGolden("mail-reminder.txt", normalised(newest(server, DORA)));
    await server.call(memberMove, { from: DORA, to: "dora@work.example" });
    await server.drain();
    assertGolden("mail-moved.txt", normalised(newest(server, DORA)));
    await server.call(memberUnsubscribe, { list: TEAM, address: "dora@work.example" });
    await server.drain();
    assertGolden("mail-goodbye.txt", normalised(newest(server, "dora@work.example")));
    await server.call(memberAdd, { list: TEAM, member: { address: DORA }, welcome: false });
    await server.call(memberRemove, { list: TEAM, address: DORA });
    await server.drain();
    assertGolden("mail-goodbye-removed.txt", normalised(newest(server, DORA)));
    const sent = server.sink.messages.map(({ data }) => view(data).toString()).join("\n");
    assert.doesNotMatch(sent, /OpenPGP|certificate|sealed|\bkeys?\b/i);
  });

  test("owners and moderators hear of who comes and goes by themselves, where the list says so", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await plainTeam(server);
    await server.call(memberSubscribe, { list: TEAM, address: "quiet@example.net" });
    await server.drain();
    assert.equal(server.mailbox(MIA).length, 0);
    await server.call(listConfigure, { list: TEAM, settings: { admin_notify_mchanges: "yes" } });
    await server.call(memberAdd, { list: TEAM, member: { address: MO, moderator: true }, welcome: false });
    await server.call(memberSubscribe, { list: TEAM, address: DORA, quiet: true });
    await server.drain();
    assertGolden("mail-joined-owner.txt", normalised(newest(server, MIA)));
    await server.call(memberUnsubscribe, { list: TEAM, address: DORA, quiet: true });
    await server.drain();
    assertGolden("mail-left-owner.txt", normalised(newest(server, MIA)));
    assert.deepEqual(
      [MIA, MO, DORA].map((address) => server.mailbox(address).length),
      [2, 2, 0],
      "moderators, too",
    );
  });

  test("on a list with keys owners alone hear of it, of what was ordered before it used any as well", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    await server.call(memberAdd, { list: TEAM, member: { address: MO, moderator: true }, welcome: false });
    const settings = { admin_notify_mchanges: "yes", gpg_post_sign: "yes" };
    await server.call(listConfigure, { list: TEAM, settings });
    await server.call(memberSubscribe, { list: TEAM, address: DORA, quiet: true });
    await server.db.transact(async (tx) => {
      const list = (await listByAddress(tx, TEAM)) ?? assert.fail();
      const mo = (await memberByAddress(tx, list.id, MO as EmailAddress)) ?? assert.fail();
      const change = {
        address: DORA as EmailAddress,
        change: "joined",
        by: null,
        byScenario: false,
      } as const;
      await order(tx, { listId: list.id, at: clock.now() }, { do: "tell-change", owner: mo.id, ...change });
    });
    await server.drain();
    assert.match(newest(server, MIA).toString(), /dora@example\.net joined/);
    assert.equal(server.mailbox(MO).length, 0);
  });
});

test("who has a key reads it sealed: the way to undo, and where their mail went, stand in no clear line", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const frida = await correspondent("frida", "openpgp");
  await join(server, frida);
  await server.call(memberMove, { from: frida.address, to: "frida@work.example" });
  await server.drain();
  const told = newest(server, frida.address);
  assert.ok(!told.includes("work.example"));
  const opened = await openFor(told, [frida], [team.openpgp, team.smime]);
  assert.ok(opened.ok);
  assert.match(
    fromUtf8(opened.value.content),
    /as frida@work\.example now[^]*Your key is the same as before/,
  );
  await server.call(memberMove, { from: "frida@work.example", to: frida.address });
  await server.call(memberUnsubscribe, { list: TEAM, address: frida.address });
  await server.drain();
  const goodbye = newest(server, frida.address);
  assert.ok(!goodbye.includes("confirm+") && !goodbye.includes("You left"));
  const read = await openFor(goodbye, [frida], [team.openpgp, team.smime]);
  assert.ok(read.ok);
  assert.ok(read.value.signatures.some(({ verdict }) => verdict === "valid"));
  assert.match(
    fromUtf8(read.value.content).replaceAll(/=?\r\n/g, ""),
    / team-confirm\+[0-9a-z]{25,32}@example\.org /,
  );
});
