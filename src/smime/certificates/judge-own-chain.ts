/** What members' programs will think of the certificate that a list was given. */
import { type Bytes, type Result, type WhyCode } from "#base";
import { type Certificate, readCertificate } from "./certificate.ts";
import { whyChainFails } from "./chain.ts";
import { sameName } from "./distinguished-name.ts";
import { attempt } from "../asn1/refusal.ts";
import { readable } from "../key-files/unlock-secret.ts";
import { whyPathFails } from "./validate-path.ts";

/** "self-signed": nobody vouches for it. "incomplete": the issuer of the last one did not come along. null: it is valid. */
export type ChainFault = "self-signed" | "incomplete" | WhyCode;

/**
 * @param chain own certificate first, each issued by the next, DER
 * @param anchors certificates of authorities, DER: a root among them need not come along, for mail does not carry it
 */
export function judgeOwnChain(
  chain: readonly Bytes[],
  at: Date,
  anchors: readonly Bytes[] = [],
): ChainFault | null {
  const judged: Result<ChainFault | null, WhyCode> = attempt(() => {
    const path = chain.map((der) => readCertificate(der));
    const last = path.at(-1);
    if (last === undefined) return "incomplete";
    if (!isSelfIssued(last)) return belowRoot(path, { at, roots: readable(anchors).filter(isSelfIssued) });
    if (path.length === 1) return "self-signed";
    return whyPathFails(path, { at, budget: { namesCompared: 0 }, revocationLists: [] });
  });
  return judged.ok ? judged.value : judged.error;
}

function isSelfIssued({ issuer, subject }: Certificate): boolean {
  return sameName(issuer, subject);
}

function belowRoot(
  [leaf, ...embedded]: readonly Certificate[],
  { at, roots }: { readonly at: Date; readonly roots: readonly Certificate[] },
): ChainFault | null {
  if (leaf === undefined) return "incomplete";
  const why = whyChainFails(leaf, { embedded, anchors: roots, at });
  return why === "chain-untrusted" ? "incomplete" : why;
}
