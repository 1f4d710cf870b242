import type { Bytes } from "#base";
import { whyChainFails } from "./chain.ts";
import { attempt } from "../asn1/refusal.ts";
import { readable } from "../key-files/unlock-secret.ts";
import { readRevocationList } from "./revocation-list.ts";

export interface Vouching {
  /** DER of all certificates that came along; of those that may end a chain, and of their revocation lists. */
  readonly embedded: readonly Bytes[];
  readonly anchors: readonly Bytes[];
  readonly at: Date;
}

/** Whether one of the anchors vouches for a certificate (DER), whatever was signed with it. */
export function isVouchedFor(certificate: Bytes, { embedded, anchors, at }: Vouching): boolean {
  const [leaf] = readable([certificate]);
  if (leaf === undefined) return false;
  const revocationLists = anchors.flatMap((der) => {
    const read = attempt(() => readRevocationList(der));
    return read.ok ? [read.value] : [];
  });
  const context = { embedded: readable(embedded), anchors: readable(anchors), revocationLists, at };
  return whyChainFails(leaf, context) === null;
}
