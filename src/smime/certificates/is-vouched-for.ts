import type { Bytes, WhyCode } from "#base";
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
export function isVouchedFor(certificate: Bytes, vouching: Vouching): boolean {
  return whyNotVouchedFor(certificate, vouching) === null;
}

/** null: one of them does. */
export function whyNotVouchedFor(certificate: Bytes, { embedded, anchors, at }: Vouching): WhyCode | null {
  const [leaf] = readable([certificate]);
  if (leaf === undefined) return "malformed";
  const revocationLists = anchors.flatMap((der) => {
    const read = attempt(() => readRevocationList(der));
    return read.ok ? [read.value] : [];
  });
  return whyChainFails(leaf, {
    embedded: readable(embedded),
    anchors: readable(anchors),
    revocationLists,
    at,
  });
}
