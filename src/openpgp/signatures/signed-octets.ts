/**
 * What the signatures of one message cover, and what finding out may cost (S10): many signatures, or many keys that may
 * have made them, make nobody wait.
 */
import { createHash, type Hash } from "node:crypto";
import { type Bytes, LIMITS } from "#base";
import { canonicalText } from "./canonical-text.ts";
import type { PublicKey } from "../algorithms/public-key.ts";
import { fits } from "./signature-mathematics.ts";
import type { SignaturePacket } from "./signature-packet.ts";

const [BINARY, TEXT] = [0x00, 0x01];
/** Contents that are shorter are counted as if they were so long: hashing them often costs little. */
const SHORT = 4 * 1024 * 1024;

/** The content as binary and as text signatures see it (RFC 9580 §5.2.1); the text is made but once. */
export class SignedOctets {
  readonly content: Bytes;
  readonly #digests = new Map<Bytes, Map<string, Hash>>();
  #text: Bytes | null = null;
  #hashed = 0;
  #attempts = 0;

  constructor(content: Bytes) {
    this.content = content;
  }

  /** null for signatures that are not over documents. */
  of(type: number): Bytes | null {
    if (type === BINARY) return this.content;
    if (type !== TEXT) return null;
    this.#text ??= canonicalText(this.content);
    return this.#text;
  }

  /** Whether the key made the signature over these octets, which are one of the two; "too-large": not to be found out. */
  fits(signature: SignaturePacket, key: PublicKey, covered: Bytes): boolean | "too-large" {
    if (++this.#attempts > LIMITS.signatureAttempts) return "too-large";
    this.#hashed += covered.length * passesOf(signature, key);
    if (this.#hashed > LIMITS.contentPasses * Math.max(SHORT, covered.length)) return "too-large";
    return fits(signature, key, [covered], (name) => this.digest(name, covered));
  }

  /** A digest that has taken in these octets, once per algorithm, and can take in more. */
  digest(name: string, covered: Bytes): Hash {
    const known = this.#digests.get(covered) ?? new Map<string, Hash>();
    this.#digests.set(covered, known);
    const made = known.get(name);
    if (made !== undefined) return made.copy();
    this.#hashed += covered.length;
    const digest = createHash(name).update(covered);
    known.set(name, digest);
    return digest.copy();
  }
}

/** How often the octets are hashed for this signature alone: behind a salt, and where OpenSSL makes the digest itself. */
function passesOf({ salt }: SignaturePacket, { algorithm }: PublicKey): number {
  const isPair = algorithm?.kind === "dsa" || algorithm?.kind === "ecdsa";
  return (salt.length > 0 ? 1 : 0) + (isPair ? 1 : 0);
}
