import assert from "node:assert/strict";
import { test } from "node:test";
import { encryptKey, enums, readPrivateKey, SecretKeyPacket } from "openpgp";
import { type EmailAddress, LIMITS, type ListSecret, utf8 } from "#base";
import { certificate, ed25519Key } from "../../../test/support/crypto/openpgp-forge.ts";
import { describeKey } from "./describe-key.ts";
import { LIBRARY_CONFIG } from "../library-config.ts";
import { generateListKey, publicPart, unlockSecret } from "./list-key.ts";
import { lockSecret } from "../secrets/lock-secret.ts";
import { writeArmour } from "../packets/armour.ts";
import { armourKey, readKeys } from "./read-keys.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const EXPIRES = new Date("2029-01-01T00:00:00Z");
const ADDRESS = "team@example.org" as EmailAddress;

async function listKey(): Promise<ListSecret> {
  return (await generateListKey({ address: ADDRESS, at: MADE, expiresAt: EXPIRES })).secret;
}

test("a list's key is of version 4, has its address as its one user id, expires, signs and encrypts", async () => {
  const { secret, publicKey } = await generateListKey({ address: ADDRESS, at: MADE, expiresAt: EXPIRES });
  const description = await describeKey(publicKey, MADE);
  assert.ok(description.ok);
  assert.equal(description.value.version, 4);
  assert.equal(description.value.algorithm, "ed25519");
  assert.equal(description.value.fingerprint, secret.fingerprint);
  assert.deepEqual(description.value.names, [ADDRESS]);
  assert.deepEqual(description.value.addresses, [ADDRESS]);
  assert.equal(description.value.expiresAt?.getTime(), EXPIRES.getTime());
  assert.equal(description.value.cannotSign, null);
  assert.equal(description.value.cannotEncrypt, null);
  const later = await describeKey(publicKey, EXPIRES);
  assert.ok(later.ok);
  assert.equal(later.value.cannotEncrypt, "key-expired");
});

test("the public part has nothing secret in it", async () => {
  const { secret, publicKey } = await generateListKey({ address: ADDRESS, at: MADE, expiresAt: null });
  assert.deepEqual(Buffer.from(await publicPart(secret)), Buffer.from(publicKey));
  assert.match(armourKey(publicKey), /^-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n/);
  assert.match(armourKey(secret.secret), /^-----BEGIN PGP PRIVATE KEY BLOCK-----\r\n/);
  const [described, shown] = [await describeKey(secret.secret, MADE), await describeKey(publicKey, MADE)];
  assert.equal(described.ok && described.value.secret, true);
  assert.equal(shown.ok && shown.value.secret, false);
});

test("a locked key opens with its passphrase and with no other", async () => {
  const secret = await listKey();
  const locked = utf8(await lockSecret(secret, "correct horse"));
  assert.deepEqual(await unlockSecret(locked, null), { ok: false, error: "needs-passphrase" });
  assert.deepEqual(await unlockSecret(locked, "wrong horse"), { ok: false, error: "wrong-passphrase" });
  const unlocked = await unlockSecret(locked, "correct horse");
  assert.ok(unlocked.ok);
  assert.equal(unlocked.value.fingerprint, secret.fingerprint);
  assert.deepEqual(Buffer.from(unlocked.value.secret), Buffer.from(secret.secret));
});

test("a passphrase that wants more Argon2 memory than the limit is not tried", async () => {
  const privateKey = await readPrivateKey({ binaryKey: (await listKey()).secret });
  const lock = async (memoryExponent: number): Promise<Uint8Array> => {
    const s2kArgon2Params = { passes: 1, parallelism: 1, memoryExponent };
    const argon2 = { s2kType: enums.s2k.argon2 as const, s2kArgon2Params, maxArgon2MemoryExponent: 30 };
    const config = { ...LIBRARY_CONFIG, aeadProtect: true, ...argon2 };
    return (await encryptKey({ privateKey, passphrase: "pass", config })).write();
  };
  const most = LIMITS.s2kArgon2MemoryExponent;
  assert.equal((await unlockSecret(await lock(most), "pass")).ok, true);
  const over = await unlockSecret(await lock(most + 1), "pass");
  assert.deepEqual(over, { ok: false, error: "wrong-passphrase" });
});

test("an off-line primary key that had to sign is missed, and so is a public key's secret", async () => {
  const privateKey = await readPrivateKey({ binaryKey: (await listKey()).secret });
  assert.ok(privateKey.keyPacket instanceof SecretKeyPacket);
  privateKey.keyPacket.makeDummy();
  assert.deepEqual(await unlockSecret(privateKey.write(), null), { ok: false, error: "secret-missing" });
  const publicKey = certificate({ primary: ed25519Key(MADE), userIds: [{ text: utf8("a") }], at: MADE });
  assert.deepEqual(await unlockSecret(publicKey, null), { ok: false, error: "secret-missing" });
  assert.deepEqual(await unlockSecret(utf8("hello"), null), { ok: false, error: "malformed" });
});

test("keyrings are split into keys, armoured, binary and several blocks in one file", async () => {
  const [a, b, c] = await Promise.all([listKey(), listKey(), listKey()]);
  const keys = [a.secret, await publicPart(b), await publicPart(c)];
  const binary = Buffer.concat(keys);
  const blocks = utf8(`Our keys:\n${keys.map(armourKey).join("\nand\n")}`);
  const enarmoured = utf8(writeArmour("PGP ARMORED FILE", binary));
  for (const file of [binary, blocks, utf8(armourKey(binary)), enarmoured]) {
    const read = await readKeys(file);
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.map((key) => Buffer.from(key)),
      keys.map((key) => Buffer.from(key)),
    );
  }
  assert.deepEqual(await readKeys(utf8("no key here")), { ok: false, error: "malformed" });
  assert.deepEqual(await readKeys(utf8("")), { ok: false, error: "malformed" });
});

test("a key file may hold a thousand keys and no more", async () => {
  const one = certificate({ primary: ed25519Key(MADE), userIds: [{ text: utf8("a") }], at: MADE });
  const ring = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => one));
  assert.equal((await readKeys(ring(1000))).ok, true);
  assert.deepEqual(await readKeys(ring(1001)), { ok: false, error: "too-large" });
});
