/**
 * Password-based encryption of key files: PBES2 with AES or 3DES (RFC 8018 §6.2), PBES1 with DES (RFC 8018 §6.1), and
 * the old PKCS#12 form with 3DES (RFC 7292 §C). RC2 and RC4 are refused: nothing here can compute them.
 */
import { createDecipheriv, hash } from "node:crypto";
import { type Bytes, concatBytes } from "#base";
import { type Element, TAG } from "../asn1/ber.ts";
import { decryptContent, readContentCipher } from "../encryption/content-cipher.ts";
import { Cursor } from "../asn1/cursor.ts";
import { deriveKey, takeOctets } from "./derive-key.ts";
import { type DerivationBudget, spendRounds } from "./derivation-budget.ts";
import { OID } from "../asn1/oids.ts";
import type { Passphrase } from "./passphrase.ts";
import { pkcs12Key } from "./pkcs12-kdf.ts";
import { refuse } from "../asn1/refusal.ts";

const WEAK: readonly string[] = [
  OID.pbeSha1Rc2Bits128,
  OID.pbeSha1Rc2Bits40,
  OID.pbeSha1Rc4Bits128,
  OID.pbeSha1Rc4Bits40,
  OID.pbeMd2Des,
  OID.pbeMd2Rc2,
  OID.pbeMd5Rc2,
  OID.pbeSha1Rc2,
];

/** Octets of key that 3DES takes in PKCS#12, three keys or two. */
const TRIPLE_DES: Readonly<Record<string, number>> = {
  [OID.pbeSha1TripleDes]: 24,
  [OID.pbeSha1TwoKeyTripleDes]: 16,
};

const PBES1_HASH: Readonly<Record<string, string>> = { [OID.pbeMd5Des]: "md5", [OID.pbeSha1Des]: "sha1" };

/** The decrypted octets, or null: most likely another passphrase. */
export async function decryptWithPassphrase(
  algorithm: Element,
  passphrase: Passphrase,
  ciphertext: Bytes,
  budget: DerivationBudget,
): Promise<Bytes | null> {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (WEAK.includes(id)) refuse("weak-algorithm");
  const parameters = new Cursor(fields.take(TAG.sequence));
  if (id === OID.pbes2) return pbes2(parameters, passphrase, ciphertext, budget);
  const key = await oldKey(id, parameters, passphrase, budget);
  return tripleDes(key, ciphertext);
}

/** PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme } */
async function pbes2(
  parameters: Cursor,
  { octets }: Passphrase,
  ciphertext: Bytes,
  budget: DerivationBudget,
): Promise<Bytes | null> {
  const derivation = parameters.take(TAG.sequence);
  const cipher = readContentCipher(parameters.take(TAG.sequence));
  if (cipher.mode !== "cbc") return refuse("unsupported");
  const key = await deriveKey(derivation, octets, cipher.keyBytes, budget);
  const nothing = new Uint8Array();
  return decryptContent(cipher, key, { ciphertext, tag: nothing, authenticated: nothing });
}

interface OldKey {
  /** As 3DES takes it. */
  readonly key: Bytes;
  readonly iv: Bytes;
}

/** PBEParameter and pkcs-12PbeParams are alike: SEQUENCE { salt, iterations } */
async function oldKey(
  id: string,
  parameters: Cursor,
  passphrase: Passphrase,
  budget: DerivationBudget,
): Promise<OldKey> {
  const salt = takeOctets(parameters);
  const iterations = parameters.integer();
  const pbes1 = PBES1_HASH[id];
  if (pbes1 !== undefined) return pbes1Key(pbes1, passphrase.octets, { salt, iterations }, budget);
  const bytes = TRIPLE_DES[id] ?? refuse("unsupported");
  const kdf = { hash: "sha1", bmp: passphrase.bmp, salt, iterations };
  const key = await pkcs12Key(kdf, "key", bytes, budget);
  const iv = await pkcs12Key(kdf, "iv", 8, budget);
  return { key: bytes === 24 ? key : concatBytes(key, key.subarray(0, 8)), iv };
}

/** PBKDF1 (RFC 8018 §5.1): key and initialization vector of DES, which is 3DES with one key three times. */
function pbes1Key(
  name: string,
  octets: Bytes,
  { salt, iterations }: { readonly salt: Bytes; readonly iterations: number },
  budget: DerivationBudget,
): OldKey {
  spendRounds(budget, iterations);
  if (iterations > MAX_PBES1_ROUNDS) refuse("too-large");
  let value = concatBytes(octets, salt);
  for (let round = 0; round < iterations; round++) value = hash(name, value, "buffer");
  const single = value.subarray(0, 8);
  return { key: concatBytes(single, single, single), iv: value.subarray(8, 16) };
}

/** Old files have some thousand; more would hold up the event loop. */
const MAX_PBES1_ROUNDS = 100_000;

function tripleDes({ key, iv }: OldKey, ciphertext: Bytes): Bytes | null {
  try {
    const decipher = createDecipheriv("des-ede3-cbc", key, iv);
    return concatBytes(decipher.update(ciphertext), decipher.final());
  } catch {
    return null;
  }
}
