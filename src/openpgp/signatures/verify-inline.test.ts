import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Bytes, concatBytes, type Fingerprint, fromUtf8, type SignerLookup, utf8 } from "#base";
import {
  certificate,
  ed25519Key,
  literal,
  octets,
  packet,
  seipd1,
  signature,
  signedMessage,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { armourMessage, armourSignature } from "../packets/armour.ts";
import { kindOf } from "../message-kind.ts";
import { armourKey } from "../keys/read-keys.ts";
import { type InlineOutcome, verifyInline } from "./verify-inline.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const alice = ed25519Key(MADE);
const aliceKey = certificate({ primary: alice, userIds: [{ text: utf8("<alice@example.org>") }], at: MADE });
const signers: SignerLookup = async () => [
  { scheme: "openpgp", fingerprint: "" as Fingerprint, bytes: aliceKey, pinned: false },
];

const signed = utf8("Dear all,\r\n-- \r\nAlice");
const detached = signature({ by: alice, type: 1, over: utf8("Dear all,\r\n--\r\nAlice"), at: NOW });
const CLEAR = [
  "-----BEGIN PGP SIGNED MESSAGE-----",
  "Hash: SHA256",
  "",
  "Dear all,",
  "- -- ",
  "Alice",
  armourSignature(detached),
].join("\r\n");
const MESSAGE = signedMessage(alice, signed, { at: NOW });

async function verify(text: string): Promise<InlineOutcome> {
  return verifyInline({ text: utf8(text), at: NOW, signers });
}

function verdict(outcome: InlineOutcome): string {
  if (outcome.content === null) return outcome.why;
  return outcome.signatures.map((one) => one.verdict).join();
}

test("a clear-signed text gives the text and a valid signature", async () => {
  const outcome = await verify(`\r\n${CLEAR}\r\n`);
  assert.equal(verdict(outcome), "valid");
  assert.equal(outcome.content && fromUtf8(outcome.content), "Dear all,\r\n--\r\nAlice");
});

test("a changed clear-signed text is not valid", async () => {
  assert.equal(verdict(await verify(CLEAR.replace("Dear all", "Dear none"))), "invalid");
});

test("a signed message gives its literal and a valid signature, compressed or not", async () => {
  const compressed = packet(8, octets(0), MESSAGE);
  for (const bytes of [MESSAGE, compressed]) {
    const outcome = await verify(armourMessage(bytes));
    assert.equal(verdict(outcome), "valid");
    assert.deepEqual(outcome.content && Buffer.from(outcome.content), Buffer.from(signed));
  }
});

test("a literal without signature has no verdict", async () => {
  assert.equal(verdict(await verify(armourMessage(literal(signed)))), "");
});

/** The one-pass packet has 12 octets, where RFC 9580 §5.4 has 13. */
const CUT_SHORT = concatBytes(
  packet(4, octets(3, 0, 8, alice.algorithm), new Uint8Array(8)),
  literal(signed),
  signature({ by: alice, type: 0, over: signed, at: NOW }),
);

describe("nothing comes out of", () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    ["a text above the armour", `Hello\r\n${armourMessage(MESSAGE)}`, "changed-on-the-way"],
    ["a footer below the armour", `${armourMessage(MESSAGE)}A list footer\r\n`, "changed-on-the-way"],
    ["two messages", armourMessage(MESSAGE) + armourMessage(MESSAGE), "changed-on-the-way"],
    ["two clear-signed texts", CLEAR + CLEAR, "changed-on-the-way"],
    ["a sealed message", armourMessage(seipd1(Buffer.alloc(32), literal(signed))), "malformed"],
    ["a signature announced by too few octets", armourMessage(CUT_SHORT), "malformed"],
    ["a key", armourKey(aliceKey), "malformed"],
    ["plain text", "Dear all", "malformed"],
  ];
  for (const [what, text, why] of CASES) {
    test(what, async () => assert.equal(verdict(await verify(text)), why));
  }
});

describe("the kind of", () => {
  const CASES: readonly (readonly [string, Bytes, string])[] = [
    ["a clear-signed text", utf8(CLEAR), "signed"],
    ["a signed message", MESSAGE, "signed"],
    ["a signature in front of its literal", concatBytes(detached, literal(signed)), "signed"],
    ["a detached signature", utf8(armourSignature(detached)), "signature"],
    ["a sealed message", seipd1(Buffer.alloc(32), literal(signed)), "encrypted"],
    ["a key", utf8(armourKey(aliceKey)), "key"],
    ["a literal", literal(signed), "other"],
    ["plain text", utf8("hello"), "malformed"],
    ["nothing", utf8(""), "malformed"],
  ];
  for (const [what, bytes, kind] of CASES) {
    test(`${what} is "${kind}"`, () => assert.equal(kindOf(bytes), kind));
  }
});
