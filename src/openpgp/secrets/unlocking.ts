/** What is known of the locked packets of one file, and what deriving keys for more of them may still cost (S10). */
import { type Bytes, LIMITS } from "#base";
import { costOf, type S2k } from "./s2k.ts";

/** Octets of the packet with its secret open; "missing" where it is on a card or off line (gnu-dummy). */
export type Unlocked = Bytes | "locked" | "missing" | "unsupported" | "too-large";

export interface Unlocking {
  /** Outcomes by packet and passphrase: what stands there again costs no second derivation. */
  readonly known: Map<string, Unlocked>;
  /** Octets that may still be hashed. */
  octetsLeft: number;
}

/** For one file, with whatever passphrases it is tried. */
export function startUnlocking(): Unlocking {
  return { known: new Map(), octetsLeft: LIMITS.keyFileHashedOctets };
}

/** False when the file has cost all that it may. */
export function spend(unlocking: Unlocking, s2k: S2k): boolean {
  unlocking.octetsLeft -= costOf(s2k);
  return unlocking.octetsLeft >= 0;
}
