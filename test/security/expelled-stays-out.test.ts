/** S9: who was added or removed by an owner comes back by nothing that was given out before that. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import {
  listConfigure,
  listCreate,
  memberAdd,
  memberInvite,
  memberJoinWithKey,
  memberList,
  memberRemove,
  memberUnsubscribe,
  personErase,
} from "#operations";
import { newestTo, TEAM, undoAddress, write } from "../support/lists/commanding.ts";
import { MIA, movableClock } from "../support/lists/sealed-team.ts";
import { correspondent } from "../support/programs/correspondents.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const ZOE = "zoe@example.com";

async function team(t: TestContext): Promise<TestServer> {
  const server = await newServer(t, { clock: movableClock() });
  const settings = { subscribe_policy: "approve" };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  return server;
}

async function answersInVain(server: TestServer, to: string): Promise<void> {
  assert.match(to, /confirm\+/u);
  await write(server, { from: ZOE, to, text: "yes" });
  const members = await server.call(memberList, { list: TEAM });
  assert.deepEqual(
    members.map(({ address }) => address),
    [MIA],
  );
}

async function addAndRemove(server: TestServer): Promise<void> {
  await server.call(memberAdd, { list: TEAM, member: { address: ZOE } });
  await server.call(memberRemove, { list: TEAM, address: ZOE });
}

/** The address at which they undo it. */
async function leave(server: TestServer): Promise<string> {
  await server.call(memberAdd, { list: TEAM, member: { address: ZOE } });
  await server.call(memberUnsubscribe, { list: TEAM, address: ZOE });
  await server.drain();
  return undoAddress(server, ZOE);
}

test("by no undo; nor who is banned since they left", async (t) => {
  const server = await team(t);
  const to = await leave(server);
  await addAndRemove(server);
  await answersInVain(server, to);
  const again = await leave(server);
  await server.call(listConfigure, { list: TEAM, settings: { ban_list: ZOE } });
  await answersInVain(server, again);
});

test("by no invitation; nor does who is banned", async (t) => {
  const server = await team(t);
  await server.call(memberInvite, { list: TEAM, address: ZOE });
  await server.drain();
  const { replyTo } = newestTo(server, ZOE);
  await addAndRemove(server);
  await answersInVain(server, replyTo);
  const banned = await team(t);
  await banned.call(memberInvite, { list: TEAM, address: ZOE });
  await banned.drain();
  await banned.call(listConfigure, { list: TEAM, settings: { ban_list: ZOE } });
  const asked = newestTo(banned, ZOE).replyTo;
  await answersInVain(banned, asked);
  await banned.call(listConfigure, { list: TEAM, settings: { ban_list: "" } });
  await answersInVain(banned, asked);
});

test("nor by an undo of before a ban, when that is lifted", async (t) => {
  const server = await team(t);
  await server.call(memberAdd, { list: TEAM, member: { address: ZOE } });
  await server.call(memberUnsubscribe, { list: TEAM, address: ZOE });
  await server.drain();
  for (const ban_list of ["^zoe@", ""])
    await server.call(listConfigure, { list: TEAM, settings: { ban_list } });
  await answersInVain(server, undoAddress(server, ZOE));
});

test("with their key, who was erased too", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  const { address, publicKey } = await correspondent("alice");
  const file = fileInput(publicKey);
  await server.call(memberAdd, { list: TEAM, member: { address, key: { file } } });
  await server.call(memberRemove, { list: TEAM, address });
  await server.call(personErase, { address, dryRun: false });
  const back = await server.call(memberJoinWithKey, { list: TEAM, address, key: file });
  assert.equal(back.state, "joined");
});
