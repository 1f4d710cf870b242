/** The MAC over a PKCS#12 file: by its own key derivation (RFC 7292 §4) or PBMAC1 (RFC 9579). */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Bytes } from "#base";
import { type Element, TAG } from "../asn1/ber.ts";
import { Cursor, integerOf } from "../asn1/cursor.ts";
import { deriveKey, PRF, takeOctets } from "./derive-key.ts";
import type { DerivationBudget } from "./derivation-budget.ts";
import { DIGESTS } from "../signatures/digest.ts";
import { OID } from "../asn1/oids.ts";
import type { Passphrase } from "./passphrase.ts";
import { pkcs12Key } from "./pkcs12-kdf.ts";
import { refuse } from "../asn1/refusal.ts";

/** MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 } (RFC 7292 §4) */
export async function macFits(
  mac: Element,
  content: Bytes,
  passphrase: Passphrase,
  budget: DerivationBudget,
): Promise<boolean> {
  const fields = new Cursor(mac);
  const info = new Cursor(fields.take(TAG.sequence));
  const algorithm = info.take(TAG.sequence);
  const expected = takeOctets(info);
  const { hash, key } = await macKey(algorithm, fields, passphrase, budget);
  const made = createHmac(hash, key).update(content).digest();
  return made.length === expected.length && timingSafeEqual(made, expected);
}

async function macKey(
  algorithm: Element,
  rest: Cursor,
  passphrase: Passphrase,
  budget: DerivationBudget,
): Promise<{ hash: string; key: Bytes }> {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (id === OID.pbmac1) return pbmac1Key(new Cursor(fields.take(TAG.sequence)), passphrase, budget);
  const { name: hash, length } = DIGESTS[id] ?? refuse("unsupported");
  const salt = takeOctets(rest);
  const count = rest.optional(TAG.integer);
  const kdf = { hash, bmp: passphrase.bmp, salt, iterations: count ? integerOf(count) : 1 };
  return { hash, key: await pkcs12Key(kdf, "mac", length, budget) };
}

/**
 * PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }; macSalt and iterations are not used
 * (RFC 9579 §4). The length of the key has to be there, and 20 octets at least.
 */
async function pbmac1Key(
  parameters: Cursor,
  { octets }: Passphrase,
  budget: DerivationBudget,
): Promise<{ hash: string; key: Bytes }> {
  const derivation = parameters.take(TAG.sequence);
  const hash = PRF[new Cursor(parameters.take(TAG.sequence)).oid()] ?? refuse("unsupported");
  const key = await deriveKey(derivation, octets, null, budget);
  return key.length >= 20 ? { hash, key } : refuse("malformed");
}
