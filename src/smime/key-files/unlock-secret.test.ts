import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { LIMITS, type ListSecret, systemRandom, utf8 } from "#base";
import {
  certificatePem,
  makeAuthority,
  makePerson,
  privateKeyPem,
} from "../../../test/support/crypto/pki.ts";
import { integer, octetString, oid, sequence, smallInteger } from "../asn1/der.ts";
import { exportPkcs12, exportSecret, unlockSecret, unlockSecrets } from "../index.ts";
import { OID } from "../asn1/oids.ts";
import { toPem } from "./pem.ts";

const CA = makeAuthority();
const ALICE = makePerson({ kind: "p256" }, CA);
const BOB = makePerson({ kind: "rsa2048", address: "bob@example.org" });

const octets = (bytes: Uint8Array) => Buffer.from(bytes);

async function fingerprint(file: Uint8Array | string, passphrase: string | null): Promise<string> {
  const secret = await unlockSecret(typeof file === "string" ? utf8(file) : file, passphrase);
  return secret.ok ? secret.value.fingerprint : secret.error;
}

for (const [name, file] of [
  ["PEM", async (secret: ListSecret) => utf8(exportSecret(secret, "geheim"))],
  ["PKCS#12", (secret: ListSecret) => exportPkcs12(secret, "geheim", systemRandom)],
] as const) {
  test(`an exported ${name} file comes back with its passphrase only`, async () => {
    for (const person of [ALICE, BOB]) {
      const exported = await file(person);
      const secret = await unlockSecret(exported, "geheim");
      assert.ok(secret.ok);
      assert.deepEqual(Buffer.from(secret.value.secret), Buffer.from(person.secret));
      assert.deepEqual(secret.value.certificates.map(octets), person.certificates.map(octets));
      assert.equal(await fingerprint(exported, "Geheim"), "wrong-passphrase");
      assert.equal(await fingerprint(exported, null), "needs-passphrase");
    }
  });
}

test("the older PEM forms are read, in clear and under a passphrase", async () => {
  const certificate = certificatePem(BOB.certificates[0]!);
  const key = createPrivateKey(privateKeyPem(BOB));
  const clear = key.export({ format: "pem", type: "pkcs1" });
  const locked = key.export({ format: "pem", type: "pkcs1", cipher: "aes-128-cbc", passphrase: "geheim" });
  assert.equal(await fingerprint(`${clear.toString()}${certificate}`, null), BOB.fingerprint);
  assert.equal(await fingerprint(`${locked.toString()}${certificate}`, "geheim"), BOB.fingerprint);
  assert.equal(await fingerprint(`${locked.toString()}${certificate}`, "wrong"), "wrong-passphrase");
  assert.equal(await fingerprint(`${locked.toString()}${certificate}`, null), "needs-passphrase");
});

test("the own certificate stands first, whatever the order of the file, and others are left out", async () => {
  const file = [BOB.certificates[0]!, CA.certificate, ALICE.certificates[0]!].map(certificatePem);
  const secret = await unlockSecret(utf8([...file, privateKeyPem(ALICE)].join("")), null);
  assert.ok(secret.ok);
  assert.deepEqual(
    secret.value.certificates.map(octets),
    [ALICE.certificates[0]!, CA.certificate].map(octets),
  );
});

test("a file with two keys gives both; one without its certificate gives none", async () => {
  const both = [exportSecret(ALICE, null), exportSecret(BOB, null)].join("");
  const secrets = await unlockSecrets(utf8(both), null);
  assert.equal(secrets.ok && secrets.value.length, 2);
  assert.equal(await fingerprint(privateKeyPem(ALICE), null), "no-key");
  assert.equal(await fingerprint(certificatePem(ALICE.certificates[0]!), null), "no-key");
});

test("files that are no key are malformed, and large ones are not read", async () => {
  assert.equal(await fingerprint("hello", null), "malformed");
  assert.equal(await fingerprint(sequence(smallInteger(3)), "geheim"), "malformed");
  assert.equal(await fingerprint(Buffer.alloc(LIMITS.keyFileBytes + 1), null), "too-large");
});

test("a key whose number is too long for its curve is malformed", async () => {
  const curve = sequence(oid("1.2.840.10045.2.1"), oid("1.3.132.0.34"));
  const key = sequence(smallInteger(1), octetString(Buffer.alloc(51, 0x44)));
  const file = sequence(smallInteger(0), curve, octetString(key));
  assert.equal(await fingerprint(file, null), "malformed");
});

test("a passphrase may not cost more rounds than the limit", async () => {
  const salt = octetString(Buffer.alloc(8));
  const locked = (rounds: number) => {
    const derivation = sequence(oid(OID.pbkdf2), sequence(salt, integer(rounds)));
    const scheme = sequence(oid(OID.aes256Cbc), octetString(Buffer.alloc(16)));
    const algorithm = sequence(oid(OID.pbes2), sequence(derivation, scheme));
    return toPem("ENCRYPTED PRIVATE KEY", sequence(algorithm, octetString(Buffer.alloc(32))));
  };
  assert.equal(await fingerprint(locked(1), "geheim"), "wrong-passphrase");
  assert.equal(await fingerprint(locked(LIMITS.pbkdf2Rounds + 1), "geheim"), "too-large");
});

test("RC2 key files are refused as weak", async () => {
  const parameters = sequence(octetString(Buffer.alloc(8)), integer(2048));
  const algorithm = sequence(oid(OID.pbeSha1Rc2Bits40), parameters);
  const file = toPem("ENCRYPTED PRIVATE KEY", sequence(algorithm, octetString(Buffer.alloc(32))));
  assert.equal(await fingerprint(file, "geheim"), "weak-algorithm");
});
