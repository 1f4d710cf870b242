/**
 * S9: a key is revoked, because somebody else may have it, while copies that are sealed to it wait for the relay: they do not
 * leave any more. Nor do notices and moderators' copies. What its owner missed comes for their next key.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { utf8 } from "#base";
import { heldList, heldSend, keyBind, listConfigure, memberAdd } from "#operations";
import { entity, NOW, sealed } from "../support/programs/correspondents.ts";
import { keptRows, noticesTo } from "../support/lists/kept-posts.ts";
import {
  boundSubkey,
  certificate,
  cv25519Key,
  ed25519Key,
  FLAGS,
  keyRevocation,
} from "../support/crypto/openpgp-forge.ts";
import { letter, MIA, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { fileInput, newServer } from "../support/server.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const VICTOR = "victor@example.org";
const LATER = (line: string): string | undefined =>
  line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined;

async function setUp(t: TestContext) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const primary = ed25519Key(MADE);
  const subkey = boundSubkey({ primary, subkey: cv25519Key(MADE), at: MADE, flags: FLAGS.encrypt });
  const userIds = [{ text: utf8(`Victor <${VICTOR}>`) }];
  const key = { file: fileInput(certificate({ primary, userIds, at: MADE, subkeys: [subkey] })) };
  await server.call(memberAdd, { list: TEAM, member: { address: VICTOR, owner: true, key } });
  const alicePosts = async (): Promise<void> => {
    const content = await sealed(team.openpgp, entity("x"), team.alice);
    await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
  };
  const revokeAndDeliver = async (): Promise<void> => {
    const revocation = { file: fileInput(keyRevocation(primary, NOW, 2)) };
    assert.equal(
      (await server.call(keyBind, { list: TEAM, member: VICTOR, key: revocation })).did,
      "revoked",
    );
    delete server.sink.behaviour.answer;
    clock.advance(600_000);
    await server.drain();
    await server.drain();
  };
  server.sink.behaviour.answer = LATER;
  return { server, team, alicePosts, revokeAndDeliver };
}

const isSealed = ({ data }: { readonly data: Buffer }): boolean => data.includes("multipart/encrypted");

test("a copy of a post stays; its reader is told, and it is kept", async (t) => {
  const { server, team, alicePosts, revokeAndDeliver } = await setUp(t);
  await alicePosts();
  await revokeAndDeliver();
  assert.equal(server.mailbox(team.bob.address).length, 1, "others get theirs");
  assert.deepEqual(server.mailbox(VICTOR).filter(isSealed), []);
  assert.equal(noticesTo(server, VICTOR).length, 1);
  assert.equal((await keptRows(server)).posts, 1);
});

test("so do the notice to an owner and the copy that a moderator asked for", async (t) => {
  const { server, alicePosts, revokeAndDeliver } = await setUp(t);
  await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
  await alicePosts();
  const [held] = await server.call(heldList, {});
  await server.call(heldSend, { id: held?.id ?? 0, to: VICTOR });
  await server.drain();
  await revokeAndDeliver();
  assert.equal(server.mailbox(MIA).length, 1, "another owner hears of it");
  assert.deepEqual(server.mailbox(VICTOR).filter(isSealed), []);
});
