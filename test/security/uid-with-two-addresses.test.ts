/**
 * A user id that reads one way here and another way there gives no address at all (S2): RFC 9580 §5.11 leaves its form open,
 * and programs take what they find first (CVE-2018-12019).
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { generateKey } from "openpgp";
import { asId, type EmailAddress, type MemberId } from "#base";
import { unlockSecret } from "#openpgp";
import { judgeAuthor } from "#protect";
import {
  type Correspondent,
  correspondent,
  entity,
  NOW,
  openFor,
  postFrom,
  signed,
} from "../support/programs/correspondents.ts";

async function withUserId(name: string): Promise<Correspondent> {
  const born = new Date(NOW.getTime() - 1000);
  const { privateKey, publicKey } = await generateKey({ userIDs: [{ name }], date: born, format: "object" });
  const secret = await unlockSecret(privateKey.write(), null);
  assert.ok(secret.ok);
  const address = "alice@example.org" as EmailAddress;
  return { member: asId<MemberId>(99), address, secret: secret.value, publicKey: publicKey.write() };
}

async function isAuthentic(signer: Correspondent): Promise<boolean> {
  const alice = await correspondent("alice");
  const result = await openFor(postFrom(alice, await signed(signer, entity("hello\n"))), [], [signer]);
  assert.ok(result.ok && result.value.signatures[0]?.verdict === "valid");
  // Even if the member's own address were Alice's, the key has to say so too.
  const binding = { fingerprint: signer.secret.fingerprint, memberAddresses: [alice.address] };
  return judgeAuthor(result.value, [{ ...binding, member: signer.member, confirmedAddresses: [] }]).authentic;
}

it("takes an address only from a user id that has exactly one", async () => {
  assert.equal(await isAuthentic(await withUserId("Alice <alice@example.org>")), true);
  for (const userId of [
    "Mallory (<alice@example.org>) <mallory@example.org>",
    "<alice@example.org> <mallory@example.org>",
    "alice@example.org <mallory@example.org>",
    "Mallory <mallory@example.org>, <alice@example.org>",
    "Mallory <mallory@example.org\n<alice@example.org>",
    "Mallory <alice@example.org\0.evil.example>",
    "alice@example.org, mallory@example.org",
    "alice@example.org mallory@example.org",
    '"alice@example.org" <mallory@example.org>',
    "Alice <alice@example.org> (mallory@example.org)",
    "Alice <alice@example.org>\t<mallory@example.org>",
    "Alice <alice@example.org",
    "Alice <alice@example.org@evil.example>",
    "Alice <@example.org:alice@evil.example>",
    "Alice <alice@example.org.>",
    'Alice <"alice"@example.org>',
    "Alice <mailto:alice@example.org>",
    "Alice <alice@example.org>\u202e",
    "Alice \u2039alice@example.org\u203a",
    "\u0430lice@example.org",
  ]) {
    assert.equal(await isAuthentic(await withUserId(userId)), false, JSON.stringify(userId));
  }
});
