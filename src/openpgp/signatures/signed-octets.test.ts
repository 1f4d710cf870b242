import assert from "node:assert/strict";
import { test } from "node:test";
import { concatBytes, type Fingerprint, LIMITS, utf8 } from "#base";
import {
  boundSubkey,
  certificate,
  ed25519Key,
  FLAGS,
  signature,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { readPackets } from "../packets/packets.ts";
import { readPublicKey } from "../algorithms/public-key.ts";
import { readSignature, type SignaturePacket } from "./signature-packet.ts";
import { SignedOctets } from "./signed-octets.ts";
import { verifyDetached } from "./verify-detached.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const TEXT = "Pay Bob 10 euros.\r\n";
const alice = ed25519Key(MADE);
const key = readPublicKey(alice.body);
assert.ok(key !== null && key !== "unsupported");

function parsed(octets: Uint8Array): SignaturePacket {
  const packets = readPackets(octets, 1);
  const [first] = packets.ok ? packets.value : [];
  const read = first === undefined ? "malformed" : readSignature(first.body());
  assert.ok(typeof read !== "string");
  return read;
}

const signed = (content: Uint8Array): SignaturePacket =>
  parsed(signature({ by: alice, type: 0, over: content, at: NOW }));

test("the content is hashed once for all signatures", () => {
  const content = utf8(TEXT);
  const octets = new SignedOctets(content);
  const [one, other] = [signed(content), signed(content)];
  assert.equal(octets.fits(one, key, content), true);
  content.fill(0);
  assert.equal(octets.fits(other, key, content), true);
  assert.equal(new SignedOctets(content).fits(other, key, content), false);
});

test("what a digest took in of one signature is not in that of the next", () => {
  const content = utf8(TEXT);
  const octets = new SignedOctets(content);
  const later = parsed(signature({ by: alice, type: 0, over: content, at: MADE }));
  assert.equal(octets.fits(signed(content), key, content), true);
  assert.equal(octets.fits(later, key, content), true);
});

test("a message has no more than so many attempts", () => {
  const content = utf8(TEXT);
  const octets = new SignedOctets(content);
  const one = signed(content);
  for (let i = 0; i < LIMITS.signatureAttempts; i++) assert.equal(octets.fits(one, key, content), true);
  assert.equal(octets.fits(one, key, content), "too-large");
});

test("a long content is hashed no more than so many times for signatures that need it for themselves", () => {
  const content = new Uint8Array(5 * 1024 * 1024);
  const octets = new SignedOctets(content);
  const salted = { ...signed(content), salt: new Uint8Array(16) };
  for (let i = 0; i < LIMITS.contentPasses; i++) assert.equal(octets.fits(salted, key, content), false);
  assert.equal(octets.fits(salted, key, content), "too-large");
});

test("a subkey that many keys have is tried once", async () => {
  const subkey = ed25519Key(MADE);
  const keys = Array.from({ length: 40 }, () => {
    const primary = ed25519Key(MADE);
    const bound = boundSubkey({ primary, subkey, at: MADE, flags: FLAGS.sign });
    return certificate({ primary, userIds: [{ text: utf8("M") }], at: MADE, subkeys: [bound] });
  });
  const owner = certificate({
    primary: alice,
    userIds: [{ text: utf8("Alice <alice@example.org>") }],
    at: MADE,
    subkeys: [boundSubkey({ primary: alice, subkey, at: MADE, flags: FLAGS.sign, backSignedBy: subkey })],
  });
  const content = utf8(TEXT);
  const judged = await verifyDetached({
    content,
    signature: concatBytes(
      ...Array.from({ length: 16 }, () => signature({ by: subkey, type: 0, over: content, at: NOW })),
    ),
    at: NOW,
    signers: async () =>
      [...keys, owner].map((bytes) => ({
        scheme: "openpgp",
        fingerprint: "" as Fingerprint,
        bytes,
        pinned: false,
      })),
  });
  assert.equal(judged.length, 16);
  assert.ok(judged.every((one) => one.verdict === "valid"));
});
