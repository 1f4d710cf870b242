import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, type EmailAddress, LIMITS } from "#base";
import { generateListKey } from "#openpgp";
import { makeAuthority, makePerson } from "../../../test/support/crypto/pki.ts";
import { certificatesAlong } from "./certificates-along.ts";
import { openpgpKeysAlong } from "./openpgp-keys-along.ts";

const ANN = "ann@example.org" as EmailAddress;
const AT = new Date("2026-11-22T12:00:00Z");

async function annsKeys(count: number): Promise<readonly Bytes[]> {
  const keys = Array.from({ length: count }, () =>
    generateListKey({ address: ANN, at: AT, expiresAt: null }),
  );
  return (await Promise.all(keys)).map(({ publicKey }) => Buffer.from(publicKey));
}

const along = async (...files: readonly Bytes[]) =>
  (
    await openpgpKeysAlong(
      files.map((bytes) => ({ bytes, via: "attachment" })),
      { address: ANN, at: AT },
    )
  ).map(({ key }) => key.bytes);

test("OpenPGP keys along with a mail: so many files, so many keys in one, so many octets", async () => {
  const keys = await annsKeys(Math.max(LIMITS.keyFilesAlong, LIMITS.keysAlong) + 1);
  const [first = new Uint8Array()] = keys;
  assert.deepEqual(
    await along(...keys.slice(0, LIMITS.keyFilesAlong + 1)),
    keys.slice(0, LIMITS.keyFilesAlong),
  );
  assert.deepEqual(
    await along(concatBytes(...keys.slice(0, LIMITS.keysAlong + 1))),
    keys.slice(0, LIMITS.keysAlong),
  );
  const often = Math.floor(LIMITS.keyAlongBytes / first.length);
  const file = (times: number) => concatBytes(...Array.from({ length: times }, () => first));
  assert.deepEqual(await along(file(often)), [first]);
  assert.deepEqual(await along(file(often + 1)), []);
});

test("certificates along with a signature: so many of one person are described, and whoever signed", async () => {
  const authority = makeAuthority();
  const person = (usage: number) => makePerson({ kind: "p256", address: ANN, usage }, authority);
  const others = Array.from({ length: LIMITS.keysAlong }, () => person(0x80));
  const [signer, seals] = [person(0x80), person(0x08)];
  const bag = (before: number) =>
    [...others.slice(0, before), signer, seals].map((one) => one.certificates[0] as Bytes);
  const taken = async (before: number) => {
    const given = { signer: signer.fingerprint, certificates: bag(before), preference: null };
    const found = await certificatesAlong(given, { address: ANN, via: "signature", anchors: [], at: AT });
    return found.map(({ key }) => key.description.fingerprint);
  };
  assert.deepEqual(await taken(LIMITS.keysAlong - 2), [signer.fingerprint, seals.fingerprint]);
  assert.deepEqual(await taken(LIMITS.keysAlong), [signer.fingerprint]);
});
