/** EncryptedPrivateKeyInfo (RFC 5958 §3) to PrivateKeyInfo. */
import type { Bytes } from "#base";
import { type Element, readWhole, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { takeOctets } from "./derive-key.ts";
import type { DerivationBudget } from "./derivation-budget.ts";
import type { Passphrase } from "./passphrase.ts";
import { decryptWithPassphrase } from "./password-based.ts";
import { attempt } from "../asn1/refusal.ts";

/** EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData }; null: the passphrase is wrong. */
export async function decryptPkcs8(
  encrypted: Element,
  passphrase: Passphrase,
  budget: DerivationBudget,
): Promise<Bytes | null> {
  const fields = new Cursor(encrypted);
  const algorithm = fields.take(TAG.sequence);
  const key = await decryptWithPassphrase(algorithm, passphrase, takeOctets(fields), budget);
  return key && isPrivateKeyInfo(key) ? key : null;
}

/** A wrong passphrase leaves good padding once in 256 times; what comes out is no key then. */
function isPrivateKeyInfo(octets: Bytes): boolean {
  const read = attempt(() => {
    const fields = new Cursor(readWhole(octets));
    return fields.integer() <= 1 && fields.take(TAG.sequence) !== null;
  });
  return read.ok && read.value;
}
