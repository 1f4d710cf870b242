/** Whether mail can be sealed to a bound key at a time, judged from its facts without parsing it. */
import type { KeyDescription, Recipient } from "./key-material.ts";
import type { WhyCode } from "./verdict.ts";

/** What a plan asks of a recipient: all but the octets. */
export type RecipientFacts = Pick<
  Recipient,
  "scheme" | "fingerprint" | "aead" | "usableFrom" | "usableUntil"
>;

export interface KeyFacts<R extends RecipientFacts = Recipient> {
  /** null: nothing can be sealed to it. */
  readonly recipient: R | null;
  readonly description: Pick<KeyDescription, "revoked" | "cannotEncrypt" | "expiresAt">;
}

export type KeyUsability<R extends RecipientFacts = Recipient> =
  | { readonly usable: R }
  /** `expiredAt` only where `why` is key-expired and the key says when. */
  | Unusable;

interface Unusable {
  readonly usable: null;
  readonly why: WhyCode;
  readonly expiredAt: Date | null;
}

/** A revoked key is never usable; one that has no recipient says why by its description. */
export function keyUsability<R extends RecipientFacts>(
  { recipient, description }: KeyFacts<R>,
  at: Date,
): KeyUsability<R> {
  if (description.revoked) return unusable("key-revoked");
  if (recipient === null) {
    const why = description.cannotEncrypt ?? "key-cannot-encrypt";
    return unusable(why, why === "key-expired" ? description.expiresAt : null);
  }
  const { usableFrom, usableUntil } = recipient;
  if (usableFrom > at) return unusable("key-not-yet-valid");
  if (usableUntil !== null && usableUntil <= at) return unusable("key-expired", usableUntil);
  return { usable: recipient };
}

function unusable(why: WhyCode, expiredAt: Date | null = null): Unusable {
  return { usable: null, why, expiredAt };
}
