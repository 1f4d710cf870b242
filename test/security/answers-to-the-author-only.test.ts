/** S7: what becomes of a member's post is told to that member, never to whoever sends it on. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Bytes } from "#base";
import { listConfigure } from "#operations";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";
import { heldCodes, letter, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";

const THIEF = "thief@evil.example";
const DAY_MS = 86_400_000;

async function setUp(t: TestContext) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const post = (from: string, content: Bytes, id = "1") =>
    server.post({ from, to: TEAM, message: letter(team.alice, content, { id }) });
  return { server, team, clock, post };
}

test("an old post of Alice that a thief sends is held, and the thief hears nothing", async (t) => {
  const { server, team, clock, post } = await setUp(t);
  const content = await sealed(team.openpgp, entity("hello"), team.alice);
  clock.advance(8 * DAY_MS);
  await post(THIEF, content);
  assert.deepEqual(await heldCodes(server), ["held too-old"]);
  assert.equal(server.mailbox(THIEF).length, 0);
});

test("nor about her signed text in an envelope of the thief's own", async (t) => {
  const { server, team, post } = await setUp(t);
  const inner = await signed(team.alice, entity("hello"));
  await post(team.alice.address, await sealed(team.openpgp, inner));
  await post(THIEF, await sealed(team.openpgp, inner), "2");
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
  assert.equal(server.mailbox(THIEF).length, 0);
});

test("another member's address is not the author's", async (t) => {
  const { server, team, post } = await setUp(t);
  await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
  await post(team.bob.address, await sealed(team.openpgp, entity("hello"), team.alice));
  assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
  assert.equal(server.mailbox(team.bob.address).length, 0);
  await post(team.alice.address.toUpperCase(), await sealed(team.openpgp, entity("again"), team.alice), "2");
  assert.equal(server.sink.messages.filter(({ recipients }) => /alice/i.test(recipients[0] ?? "")).length, 1);
});
