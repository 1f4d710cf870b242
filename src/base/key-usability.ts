/** Whether mail can be sealed to a bound key at a time, judged from its facts without parsing it. */
import type { KeyDescription, Recipient } from "./key-material.ts";
import type { WhyCode } from "./verdict.ts";

export interface KeyFacts {
  /** null: nothing can be sealed to it. */
  readonly recipient: Recipient | null;
  readonly description: Pick<KeyDescription, "revoked" | "cannotEncrypt" | "expiresAt">;
}

export type KeyUsability =
  | { readonly usable: Recipient }
  /** `expiredAt` only where `why` is key-expired and the key says when. */
  | { readonly usable: null; readonly why: WhyCode; readonly expiredAt: Date | null };

/** A revoked key is never usable; one that has no recipient says why by its description. */
export function keyUsability({ recipient, description }: KeyFacts, at: Date): KeyUsability {
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

function unusable(why: WhyCode, expiredAt: Date | null = null): KeyUsability {
  return { usable: null, why, expiredAt };
}
