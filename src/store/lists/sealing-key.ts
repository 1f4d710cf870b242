/**
 * The name of what a copy is sealed to, and whether that is still how its reader is sealed to. A certificate is one key;
 * an OpenPGP key has subkeys, and one can be revoked, run out or be replaced while the key lives on.
 */
import { type Fingerprint, type Recipient, view } from "#base";

/** `<fingerprint>` of a certificate, `<fingerprint> <locator as base64>` of an OpenPGP key. */
export function sealingKeyName({
  scheme,
  fingerprint,
  locator,
}: Pick<Recipient, "scheme" | "fingerprint" | "locator">): string {
  return scheme === "smime" ? fingerprint : `${fingerprint} ${view(locator).toString("base64")}`;
}

/** What the column `recipient` holds of it. Nothing else of it is read: this is done for every copy at every claim. */
interface StoredFacts {
  readonly locator: string;
  readonly usableFrom: number;
  readonly usableUntil: number | null;
}

/**
 * The names by which copies for a bound key may go at that time; none if it cannot be sealed to. A copy that names
 * the fingerprint alone is for whichever of its subkeys.
 *
 * @param recipient the column `recipient`
 */
export function sealingKeyNames(fingerprint: Fingerprint, recipient: string, now: Date): readonly string[] {
  const { locator, usableFrom, usableUntil } = JSON.parse(recipient) as StoredFacts;
  const at = now.getTime();
  if (usableFrom > at || (usableUntil !== null && usableUntil <= at)) return [];
  return [fingerprint, `${fingerprint} ${locator}`];
}
