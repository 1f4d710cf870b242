/**
 * S9, "Seal once, exactly": a key that runs out, or whose encryption subkey is revoked, after a post was sealed to it
 * and before the copy is sent. The copy does not go: its reader is treated as one without a usable key, and reads the
 * post when a key of theirs works.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, type EmailAddress, utf8, view } from "#base";
import { armourKey, generateListKey } from "#openpgp";
import { keyBind, memberAdd } from "#operations";
import {
  bindingData,
  boundSubkey,
  certificate,
  cv25519Key,
  ed25519Key,
  FLAGS,
  type ForgedKey,
  octets,
  signature,
  subpacket,
} from "../support/crypto/openpgp-forge.ts";
import { forEachDatabase } from "../support/database.ts";
import { alicePosts, bindKey, DAY_MS, noticesTo, textOf } from "../support/lists/kept-posts.ts";
import { join, type MovableClock, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { correspondent, NOW } from "../support/programs/correspondents.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const DORA = "dora@example.org" as EmailAddress;
const MADE = new Date("2026-01-01T00:00:00Z");

/** Alice's post is sealed for everybody, and the relay takes no copy before `meanwhile` is over. */
async function postDelayed(
  server: TestServer,
  clock: MovableClock,
  { alices, meanwhile }: { alices: () => Promise<void>; meanwhile: () => Promise<unknown> },
): Promise<void> {
  server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
  await alices();
  await meanwhile();
  delete server.sink.behaviour.answer;
  clock.advance(120_000);
  await server.drain();
  await server.drain();
}

const copiesFor = (server: TestServer): readonly Bytes[] =>
  server
    .mailbox(DORA)
    .filter(({ from, data }) => from !== "" && textOf(data).includes("PGP MESSAGE"))
    .map(({ data }) => data);

/** A key of Dora's with subkeys that mail can be sealed to. */
function doras(primary: ForgedKey, ...subkeys: readonly Bytes[]): Bytes {
  return certificate({ primary, userIds: [{ text: utf8(`<${DORA}>`) }], at: MADE, subkeys });
}

/** Key ids of the PKESK that a copy begins with (RFC 9580 §5.1.1: they are written as they are). */
function isSealedTo(copy: Bytes, key: ForgedKey): boolean {
  const armour = /-----BEGIN PGP MESSAGE-----\r\n(?:.*:.*\r\n)*\r\n([^-]*?)(?:\r\n=.{4})?\r\n-----END/.exec(
    view(copy).toString("latin1"),
  );
  return Buffer.from(armour?.[1] ?? "", "base64").includes(view(key.fingerprint.subarray(-8)));
}

forEachDatabase((database) => {
  test("a key that runs out on the way: no copy, a notice, and the post when another key works", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    const expiresAt = new Date(NOW.getTime() + DAY_MS);
    const key = await generateListKey({ address: DORA, at: MADE, expiresAt });
    await join(server, { member: 0 as never, address: DORA, ...key });
    await postDelayed(server, clock, {
      alices: () => alicePosts(server, team, "apple"),
      meanwhile: async () => clock.advance(DAY_MS),
    });
    assert.equal(server.mailbox(team.bob.address).length, 1);
    assert.equal(copiesFor(server).length, 0);
    assert.match(noticesTo(server, DORA)[0] ?? "", /expired/);
    await bindKey(server, await correspondent("dora"), true);
    assert.equal(copiesFor(server).length, 1);
  });

  test("a subkey that is revoked on the way: no copy is sealed to it, another one is to the next", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    const [primary, first, second] = [ed25519Key(MADE), cv25519Key(MADE), cv25519Key(NOW)];
    const bound = (subkey: ForgedKey) => boundSubkey({ primary, subkey, at: NOW, flags: FLAGS.encrypt });
    const withdrawn = signature({
      by: primary,
      type: 0x28,
      over: bindingData(primary, first),
      at: NOW,
      hashed: [subpacket(29, octets(2))],
    });
    const file = (key: Bytes) => ({ file: fileInput(utf8(armourKey(key))) });
    const before = { address: DORA, key: file(doras(primary, bound(first))) };
    const after = file(doras(primary, concatBytes(bound(first), withdrawn), bound(second)));
    await server.call(memberAdd, { list: TEAM, member: before });
    await alicePosts(server, team, "apple");
    assert.deepEqual(
      copiesFor(server).map((copy) => isSealedTo(copy, first)),
      [true],
    );
    await postDelayed(server, clock, {
      alices: () => alicePosts(server, team, "banana"),
      meanwhile: () => server.call(keyBind, { list: TEAM, member: DORA, key: after }),
    });
    const [, banana, ...more] = copiesFor(server);
    assert.ok(banana);
    assert.equal(more.length, 0);
    assert.equal(isSealedTo(banana, first), false);
    assert.equal(isSealedTo(banana, second), true);
  });
});
