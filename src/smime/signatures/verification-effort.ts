/** What the signatures of one message may cost (S10): many signers in a large mail make nobody wait. */
import { type Bytes, LIMITS } from "#base";
import { type Digest, digestBy } from "./digest.ts";
import { refuse } from "../asn1/refusal.ts";

export class VerificationEffort {
  readonly #content: Bytes;
  readonly #digests = new Map<string, Bytes>();
  #passes = 0;
  #verified = 0;

  constructor(content: Bytes) {
    this.#content = content;
  }

  /** The digest of the content, made once per algorithm; "too-large" beyond the limit. */
  digest(algorithm: Digest): Bytes {
    const known = this.#digests.get(algorithm.name);
    if (known) return known;
    this.#pass();
    const made = digestBy(algorithm, this.#content);
    this.#digests.set(algorithm.name, made);
    return made;
  }

  /** To be told of each signature that is verified over these octets; "too-large" beyond the limit. */
  spend(octets: Bytes): void {
    if (octets === this.#content) this.#pass();
    if (++this.#verified > LIMITS.signatureAttempts) refuse("too-large");
  }

  #pass(): void {
    if (++this.#passes > LIMITS.contentPasses) refuse("too-large");
  }
}
