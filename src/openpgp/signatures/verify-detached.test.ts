import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, type Fingerprint, type SignerLookup, utf8 } from "#base";
import {
  certificate,
  ed25519Key,
  signature,
  signedMessage,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { writeArmour } from "../packets/armour.ts";
import { verifyDetached } from "./verify-detached.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const alice = ed25519Key(MADE);
const bytes = certificate({ primary: alice, userIds: [{ text: utf8("<alice@example.org>") }], at: MADE });
const signers: SignerLookup = async () => [
  { scheme: "openpgp", fingerprint: "" as Fingerprint, bytes, pinned: false },
];
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nhello\r\n");
const SIGNATURE = signature({ by: alice, type: 0, over: CONTENT, at: NOW });

async function verdicts(source: Bytes): Promise<string> {
  const found = await verifyDetached({ content: CONTENT, signature: source, at: NOW, signers });
  return found.map(({ verdict }) => verdict).join();
}

for (const kind of ["PGP SIGNATURE", "PGP MESSAGE", "PGP ARMORED FILE"]) {
  test(`armour that calls itself ${kind} is read`, async () => {
    assert.equal(await verdicts(utf8(writeArmour(kind, SIGNATURE))), "valid");
  });
}

test("armour of a key is none of a signature", async () => {
  assert.equal(await verdicts(utf8(writeArmour("PGP PUBLIC KEY BLOCK", SIGNATURE))), "malformed");
});

test("every signature counts, in one block or in several", async () => {
  const armour = writeArmour("PGP SIGNATURE", SIGNATURE);
  const wrong = signature({ by: alice, type: 0, over: utf8("bye"), at: NOW });
  assert.equal(await verdicts(concatBytes(SIGNATURE, wrong)), "valid,invalid");
  assert.equal(await verdicts(utf8(armour + writeArmour("PGP SIGNATURE", wrong))), "valid,invalid");
});

test("a message with content of its own is no detached signature", async () => {
  const message = signedMessage(alice, CONTENT, { at: NOW });
  assert.equal(await verdicts(utf8(writeArmour("PGP MESSAGE", message))), "malformed");
});
