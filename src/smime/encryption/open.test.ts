import assert from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import { test } from "node:test";
import { concatBytes, equalBytes, type ListSecret, type OpenOutcome, systemRandom, utf8 } from "#base";
import { makeAuthority, makePerson, type TestKeyKind } from "../../../test/support/crypto/pki.ts";
import { readElement } from "../asn1/ber.ts";
import { der, octetString, oid, retag, sequence, setOf, smallInteger } from "../asn1/der.ts";
import { keyPacket, open, recipientOf, sealBody } from "../index.ts";
import { OID } from "../asn1/oids.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nIn the old mill.\r\n");

function sealFor(person: ListSecret, cipher: "cbc" | "gcm", content = CONTENT): Uint8Array {
  const recipient = recipientOf(person.certificates[0]!, AT);
  assert.ok(recipient.ok);
  const body = sealBody({ content, cipher, random: systemRandom });
  return concatBytes(keyPacket(recipient.value, body), body.shared);
}

function openWith(ciphertext: Uint8Array, ...secrets: ListSecret[]): Promise<OpenOutcome> {
  return open({ ciphertext, secrets, at: AT, signers: () => Promise.resolve([]) });
}

const AUTHORITY = makeAuthority();
const people = new Map<TestKeyKind, ListSecret>();
function person(kind: TestKeyKind): ListSecret {
  const known = people.get(kind) ?? makePerson({ kind }, AUTHORITY);
  people.set(kind, known);
  return known;
}

for (const kind of ["rsa2048", "p256", "p384", "p521", "x25519", "x448"] as const) {
  for (const cipher of ["cbc", "gcm"] as const) {
    test(`what is sealed to ${kind} with ${cipher} opens, and says whether it was protected against changes`, async () => {
      const opened = await openWith(sealFor(person(kind), cipher), person(kind));
      assert.ok(opened.opened);
      assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
      assert.equal(opened.integrity, cipher === "gcm");
      assert.equal(opened.cipher, `aes-256-${cipher}`);
      assert.equal(opened.openedWith, person(kind).fingerprint);
    });
  }
}

test("a message for somebody else says no-key", async () => {
  const outcome = await openWith(sealFor(person("p256"), "gcm"), person("rsa2048"));
  assert.deepEqual(outcome, { opened: false, why: "no-key", sessionKeys: [] });
});

test("every change of an authenticated message ends in cannot-open", async () => {
  const sealed = Buffer.from(sealFor(person("p256"), "gcm"));
  sealed[sealed.length - 30]! ^= 1;
  const outcome = await openWith(sealed, person("p256"));
  assert.equal(outcome.opened, false);
  assert.equal(!outcome.opened && outcome.why, "cannot-open");
});

test("a changed encrypted key ends like a changed text: implicit rejection gives another key", async () => {
  const alice = person("rsa2048");
  const sealed = Buffer.from(sealFor(alice, "gcm"));
  const intact = await openWith(sealed, alice);
  assert.ok(intact.opened);
  const shared = sealed.length - CONTENT.length - 80;
  sealed[shared - 60]! ^= 0x40;
  const outcome = await openWith(sealed, alice);
  assert.ok(!outcome.opened);
  assert.equal(outcome.why, "cannot-open");
  const [[other], [key]] = [outcome.sessionKeys, intact.sessionKeys];
  assert.ok(other?.length === 32 && key?.length === 32);
  assert.equal(equalBytes(other, key), false);
});

test("octets that are no CMS are malformed", async () => {
  for (const junk of ["", "0", "hello world", "\x30\x80\x06\x01", "\x30\x84\xff\xff\xff\xff"]) {
    const outcome = await openWith(Buffer.from(junk, "latin1"), person("p256"));
    assert.deepEqual(outcome, { opened: false, why: "malformed", sessionKeys: [] });
  }
});

test("the head's lengths fit bodies of every size", async () => {
  const sizes = [0, 1, 15, 16, 40, 41, 60, 100, 127, 128, 200, 255, 256, 65_000, 65_535, 65_536, 70_000];
  for (const cipher of ["cbc", "gcm"] as const) {
    for (const size of sizes) {
      const content = Buffer.alloc(size, "x");
      const sealed = sealFor(person("p256"), cipher, content);
      assert.equal(readElement(sealed, 0).raw.length, sealed.length);
      const opened = await openWith(sealed, person("p256"));
      assert.ok(opened.opened && equalBytes(opened.content, content), `${cipher} ${size}`);
    }
  }
});

test("of several of our keys the one that it is sealed to opens it", async () => {
  const outcome = await openWith(sealFor(person("p384"), "gcm"), person("rsa2048"), person("p384"));
  assert.equal(outcome.opened && outcome.openedWith, person("p384").fingerprint);
});

const OTHER_MODES = [
  ["aes-128-ccm", OID.aes128Ccm, 16, 7, 12],
  ["aes-192-ccm", OID.aes192Ccm, 24, 12, 14],
  ["aes-256-ccm", OID.aes256Ccm, 32, 13, 16],
  ["chacha20-poly1305", OID.chacha20Poly1305, 32, 12, 16],
] as const;

for (const [name, id, keyBytes, nonceBytes, tagBytes] of OTHER_MODES) {
  test(`${name} is read, and a changed octet is seen`, async () => {
    const [sessionKey, nonce] = [systemRandom.bytes(keyBytes), systemRandom.bytes(nonceBytes)];
    const cipher = createCipheriv(name as "aes-128-ccm", sessionKey, nonce, { authTagLength: tagBytes });
    const ciphertext = concatBytes(cipher.update(CONTENT), cipher.final());
    const parameters =
      name === "chacha20-poly1305"
        ? octetString(nonce)
        : sequence(octetString(nonce), smallInteger(tagBytes));
    const info = sequence(oid(OID.data), sequence(oid(id), parameters), der(0x80, ciphertext));
    const shared = concatBytes(info, octetString(cipher.getAuthTag()));
    const recipient = recipientOf(person("p256").certificates[0]!, AT);
    assert.ok(recipient.ok);
    const head = keyPacket(recipient.value, { sessionKey, shared, cipher: "gcm" });
    const whole = Buffer.from(concatBytes(head, shared));
    const opened = await openWith(whole, person("p256"));
    assert.ok(opened.opened, JSON.stringify(opened));
    assert.deepEqual(Buffer.from(opened.content), Buffer.from(CONTENT));
    assert.deepEqual([opened.cipher, opened.integrity], [name, true]);
    whole[whole.length - tagBytes - 3]! ^= 1;
    const bent = await openWith(whole, person("p256"));
    assert.equal(!bent.opened && bent.why, "cannot-open");
  });
}

interface ForgedGcm {
  readonly tagBytes: number;
  /** Octets of the tag that the parameters announce; null: none, which means 12 (RFC 5084 §3.2). */
  readonly announced: number | null;
  readonly attributes?: Uint8Array;
  /** What the cipher authenticates besides the content. */
  readonly authenticated?: Uint8Array;
}

function sealGcm(to: ListSecret, forged: ForgedGcm): Uint8Array {
  const [sessionKey, nonce] = [systemRandom.bytes(32), systemRandom.bytes(12)];
  const cipher = createCipheriv("aes-256-gcm", sessionKey, nonce, { authTagLength: forged.tagBytes });
  if (forged.authenticated) cipher.setAAD(forged.authenticated);
  const ciphertext = concatBytes(cipher.update(CONTENT), cipher.final());
  const length = forged.announced === null ? [] : [smallInteger(forged.announced)];
  const algorithm = sequence(oid(OID.aes256Gcm), sequence(octetString(nonce), ...length));
  const info = sequence(oid(OID.data), algorithm, der(0x80, ciphertext));
  const shared = concatBytes(info, forged.attributes ?? new Uint8Array(), octetString(cipher.getAuthTag()));
  const body = { sessionKey, shared, cipher: "gcm" as const };
  const recipient = recipientOf(to.certificates[0]!, AT);
  assert.ok(recipient.ok);
  return concatBytes(keyPacket(recipient.value, body), shared);
}

test("authenticated attributes are part of what the tag covers, as a SET (RFC 5083 §2.2)", async () => {
  const attributes = der(0xa1, sequence(oid(OID.contentType), setOf(oid(OID.data))));
  const tag = { tagBytes: 16, announced: 16, attributes };
  const sealed = async (authenticated?: Uint8Array): Promise<string> => {
    const forged = authenticated === undefined ? tag : { ...tag, authenticated };
    const outcome = await openWith(sealGcm(person("p256"), forged), person("p256"));
    return outcome.opened ? "opened" : outcome.why;
  };
  assert.equal(await sealed(retag(attributes, 0x31)), "opened");
  assert.equal(await sealed(attributes), "cannot-open");
  assert.equal(await sealed(), "cannot-open");
});

for (const [tagBytes, announced, expected] of [
  [16, 16, "opened"],
  [12, 12, "opened"],
  [12, null, "opened"],
  [8, 8, "malformed"],
  [4, 4, "malformed"],
  [8, null, "malformed"],
  [12, 16, "malformed"],
  [16, 12, "malformed"],
] as const) {
  test(`a tag of ${tagBytes} octets, announced as ${announced ?? "nothing"}: ${expected}`, async () => {
    const outcome = await openWith(sealGcm(person("p256"), { tagBytes, announced }), person("p256"));
    assert.equal(outcome.opened ? "opened" : outcome.why, expected);
  });
}
