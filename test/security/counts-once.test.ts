/** S4: a signed To lets a text count at that address, once; unsigned fields allow nothing; marks outlive the longest age. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Bytes, EmailAddress } from "#base";
import { listCreate } from "#operations";
import { eraseExpired } from "#store";
import { type Correspondent, entity, NOW, sealed, signed } from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";
import {
  heldCodes,
  join,
  letter,
  listAsCorrespondents,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
} from "../support/lists/sealed-team.ts";

const BOARD = "board@example.org" as EmailAddress;
const HOUR_MS = 3_600_000;

async function setUp(t: TestContext) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const { alice, bob } = team;
  const post = async (content: Bytes, id: string, key: Correspondent = team.openpgp) => {
    const message = letter(alice, await sealed(key, content), { id, to: key.address });
    await server.post({ from: alice.address, to: key.address, message });
  };
  return { server, clock, alice, bob, post };
}

test("a signed To that names the list does not let the same text count there twice", async (t) => {
  const { server, alice, bob, post } = await setUp(t);
  const content = await signed(alice, protectedText(alice, "pay once"));
  await post(content, "1");
  await post(content, "2");
  assert.equal(server.mailbox(bob.address).length, 1);
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
});

test("an unsigned To that names another list does not let a signed text count there", async (t) => {
  const { server, alice, post } = await setUp(t);
  await server.call(listCreate, { address: BOARD, name: "Board", owners: [MIA], sealed: true });
  await join(server, alice, { list: BOARD });
  const board = await listAsCorrespondents(server, BOARD);
  const content = await signed(alice, entity("I agree"));
  await post(content, "1");
  await post(content, "2", board.openpgp);
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
});

test("what was signed is remembered as long as it is fresh enough to come again", async (t) => {
  const { server, clock, alice, bob, post } = await setUp(t);
  const ahead = 23 * HOUR_MS;
  const content = await signed(alice, entity("once"), new Date(NOW.getTime() + ahead));
  await post(content, "1");
  clock.advance(7 * 24 * HOUR_MS + ahead);
  await eraseExpired(server.db, clock.now());
  await post(content, "2");
  assert.deepEqual(await heldCodes(server), ["held replayed"]);
  assert.equal(server.mailbox(bob.address).length, 1);
});
