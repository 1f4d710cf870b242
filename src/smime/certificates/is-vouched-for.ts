import type { Bytes } from "#base";
import { whyChainFails } from "./chain.ts";
import { readable } from "../key-files/unlock-secret.ts";

export interface Vouching {
  /** DER of all certificates that came along, and of those that may end a chain. */
  readonly embedded: readonly Bytes[];
  readonly anchors: readonly Bytes[];
  readonly at: Date;
}

/** Whether one of the anchors vouches for a certificate (DER), whatever was signed with it. */
export function isVouchedFor(certificate: Bytes, { embedded, anchors, at }: Vouching): boolean {
  const [leaf] = readable([certificate]);
  if (leaf === undefined) return false;
  return whyChainFails(leaf, { embedded: readable(embedded), anchors: readable(anchors), at }) === null;
}
