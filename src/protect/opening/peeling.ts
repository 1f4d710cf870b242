/** What has come to light while layer after layer is taken off one message. */
import type { Bytes, Fingerprint, Layer, Scheme, Signature, WhyCode } from "#base";
import type { Entity } from "#mime";
import type { Expansion } from "./expansion.ts";

export class Peeling {
  /** What is left. */
  entity: Entity;
  layers: Layer[] = [];
  signatures: Signature[] = [];
  sessionKeys: Bytes[] = [];
  openedWith: Fingerprint[] = [];
  certificates: Bytes[] = [];
  expansions: Expansion[] = [];
  problems: WhyCode[] = [];
  /** The outermost signed entity of the layers inside the encryption. */
  signedEntity: Entity | null = null;
  wasEncrypted: Scheme | null = null;
  wasCompressed = false;
  /** Whether the encryption itself protects against changes. */
  integrity = true;

  constructor(entity: Entity) {
    this.entity = entity;
  }

  /** What was signed before this layer was opened covers a ciphertext, and proves nothing of what is in it (S1). */
  forgetOuterSignatures(): void {
    this.signatures = this.signatures.map((signature) => ({ ...signature, covers: "part" }));
    this.signedEntity = null;
  }

  get vouched(): boolean {
    return this.signatures.some((signature) => signature.verdict === "valid" && signature.covers === "whole");
  }

  get wasSigned(): Scheme | null {
    const whole = this.signatures.filter((signature) => signature.covers === "whole");
    return (whole.find((signature) => signature.verdict === "valid") ?? whole[0])?.scheme ?? null;
  }
}
