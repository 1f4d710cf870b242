/** Private keys that came without their certificates still open what is sealed to it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { concatBytes, type ListSecret, systemRandom, utf8 } from "#base";
import { makeAuthority, makePerson } from "../../test/support/crypto/pki.ts";
import { keyPacket, open, recipientOf, sealBody } from "./index.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const bare = (person: ListSecret): ListSecret => ({ ...person, certificates: [] });

function openSealedTo(person: ListSecret, ...secrets: ListSecret[]) {
  const recipient = recipientOf(person.certificates[0] ?? new Uint8Array(), AT);
  assert.ok(recipient.ok);
  const body = sealBody({ content: utf8("hello"), cipher: "gcm", random: systemRandom });
  const ciphertext = concatBytes(keyPacket(recipient.value, body), body.shared);
  return open({ ciphertext, secrets, at: AT, signers: () => Promise.resolve([]) });
}

test("a private key without its certificate opens what is sealed to it", async () => {
  for (const kind of ["rsa2048", "p256", "x25519"] as const) {
    const alice = makePerson({ kind }, makeAuthority());
    const opened = await openSealedTo(alice, bare(alice));
    assert.ok(opened.opened, kind);
  }
});

test("it is tried after those that the message names, and never opens what is not for it", async () => {
  const [alice, bob] = [makePerson({ kind: "rsa2048" }), makePerson({ kind: "rsa2048" })];
  const opened = await openSealedTo(alice, bare(bob), alice);
  assert.equal(opened.opened && opened.openedWith, alice.fingerprint);
  const other = await openSealedTo(alice, bare(bob));
  assert.equal(other.opened ? "opened" : other.why, "cannot-open");
});
