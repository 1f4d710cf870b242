/** What members' programs will think of the certificate that a list was given. */
import { type Bytes, type Result, type WhyCode } from "#base";
import { readCertificate } from "./certificate.ts";
import { sameName } from "./distinguished-name.ts";
import { attempt } from "../asn1/refusal.ts";
import { whyPathFails } from "./validate-path.ts";

/** "self-signed": nobody vouches for it. "incomplete": the issuer of the last one did not come along. null: it is valid. */
export type ChainFault = "self-signed" | "incomplete" | WhyCode;

/** @param chain own certificate first, each issued by the next, DER */
export function judgeOwnChain(chain: readonly Bytes[], at: Date): ChainFault | null {
  const judged: Result<ChainFault | null, WhyCode> = attempt(() => {
    const path = chain.map((der) => readCertificate(der));
    const last = path.at(-1);
    if (last === undefined || !sameName(last.issuer, last.subject)) return "incomplete";
    if (path.length === 1) return "self-signed";
    return whyPathFails(path, { at, budget: { namesCompared: 0 }, revocationLists: [] });
  });
  return judged.ok ? judged.value : judged.error;
}
