import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { certificate, ed25519Key, type ForgedKey } from "../../../test/support/crypto/openpgp-forge.ts";
import { readPackets } from "../packets/packets.ts";
import { coveredUser, isOwn, type SignedOver, TYPES } from "./self-signature.ts";
import { readTransferableKey, type TransferableKey } from "./transferable-key.ts";

const MADE = new Date("2026-01-01T00:00:00Z");

function parsed(primary: ForgedKey): TransferableKey {
  const userIds = [{ text: utf8("Alice <alice@example.org>") }];
  const packets = readPackets(certificate({ primary, userIds, at: MADE }), 100);
  assert.ok(packets.ok);
  const key = readTransferableKey(packets.value);
  assert.ok(typeof key === "object");
  return key;
}

function certification({ primary, users }: TransferableKey): SignedOver {
  const [user] = users;
  assert.ok(user);
  return { signer: primary.key, types: TYPES.certification, covered: coveredUser(primary.key, user.packet) };
}

test("what was found of a signature is kept for its signer and for nobody else", () => {
  const [alice, mallory] = [parsed(ed25519Key(MADE)), parsed(ed25519Key(MADE))];
  const [own] = alice.users[0]?.signatures ?? [];
  assert.ok(own);
  const asked = [alice, mallory, alice].map((key) => isOwn(own.signature, certification(key)));
  assert.deepEqual(asked, [true, false, true]);
});
