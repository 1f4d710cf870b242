/** Whatever octets come in, the room answers with a value: no exception, no endless work. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import {
  type Bytes,
  concatBytes,
  type EmailAddress,
  type Fingerprint,
  type ListSecret,
  type SignerLookup,
  utf8,
} from "#base";
import {
  boundSubkey,
  certificate,
  cv25519Key,
  ed25519Key,
  FLAGS,
  signature,
} from "../../test/support/crypto/openpgp-forge.ts";
import { armourMessage, armourSignature } from "./packets/armour.ts";
import { describeKey } from "./keys/describe-key.ts";
import { keyPacket } from "./encryption/key-packet.ts";
import { generateListKey, unlockSecret } from "./keys/list-key.ts";
import { kindOf } from "./message-kind.ts";
import { open } from "./encryption/open.ts";
import { armourKey, readKeys } from "./keys/read-keys.ts";
import { recipientOf } from "./keys/recipient.ts";
import { sealBody } from "./encryption/seal-body.ts";
import { verifyDetached } from "./signatures/verify-detached.ts";
import { verifyInline } from "./signatures/verify-inline.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const CONTENT = utf8("The marker is heliotrope.\r\n");
const alice = ed25519Key(MADE);
const subkeys = [boundSubkey({ primary: alice, subkey: cv25519Key(MADE), at: MADE, flags: FLAGS.encrypt })];
const aliceKey = certificate({
  primary: alice,
  userIds: [{ text: utf8("<alice@example.org>") }],
  at: MADE,
  subkeys,
});
const detached = signature({ by: alice, type: 0, over: CONTENT, at: NOW });
const signers: SignerLookup = async () => [
  { scheme: "openpgp", fingerprint: "" as Fingerprint, bytes: aliceKey, pinned: false },
];
const seeds: Bytes[] = [aliceKey, detached, utf8(armourSignature(detached)), utf8(armourKey(aliceKey))];
let list: ListSecret;

before(async () => {
  const made = await generateListKey({
    address: "team@example.org" as EmailAddress,
    at: MADE,
    expiresAt: null,
  });
  list = made.secret;
  const recipient = await recipientOf(made.publicKey, NOW);
  assert.ok(recipient.ok);
  const body = await sealBody({ content: CONTENT, signWith: list, at: NOW });
  const message = concatBytes(keyPacket(recipient.value, body), body.shared);
  seeds.push(message, utf8(armourMessage(message)), list.secret);
});

const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom("set", "cut", "insert")), {
  maxLength: 4,
});

function edited(source: Bytes, changes: readonly (readonly [number, number, string])[]): Bytes {
  let octets = Buffer.from(source);
  for (const [where, value, how] of changes) {
    const at = where % (octets.length + 1);
    if (how === "cut") octets = octets.subarray(0, at);
    else if (how === "insert")
      octets = Buffer.concat([octets.subarray(0, at), Buffer.from([value]), octets.subarray(at)]);
    else octets[at] = value;
  }
  return octets;
}

async function everything(source: Bytes): Promise<void> {
  const opened = await open({ ciphertext: source, secrets: [list], at: NOW, signers });
  if (opened.opened) assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
  const judged = await verifyDetached({ content: utf8("other"), signature: source, at: NOW, signers });
  assert.ok(judged.every(({ verdict }) => verdict !== "valid"));
  await verifyInline({ text: source, at: NOW, signers });
  await describeKey(source, NOW);
  await recipientOf(source, NOW);
  await unlockSecret(source, "pass");
  for (const key of ((await readKeys(source)) as { value?: readonly Bytes[] }).value ?? [])
    await describeKey(key, NOW);
  kindOf(source);
}

test("octets of no shape are answered", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), everything), { numRuns: 200 });
});

test("real keys, signatures and messages with a few octets changed are answered, and nothing false opens", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), edits, async (seed, changes) => {
      const source = seeds[seed % seeds.length];
      assert.ok(source);
      await everything(edited(source, changes));
    }),
    { numRuns: 400 },
  );
});
