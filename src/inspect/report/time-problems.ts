/** Whether a list would hold an authentic post for the time of its signature (S4). */
import { type Author, LIMITS, type Signature } from "#base";
import type { Keyring } from "../keys/keyring.ts";
import type { TimeProblem } from "./problems.ts";

/** As of a time that somebody named, old mail is as good as new; what was signed later than that is not. */
export function timeProblems(
  author: Author,
  signatures: readonly Signature[],
  { at, isNow }: Pick<Keyring, "at" | "isNow">,
): readonly TimeProblem[] {
  if (!author.authentic) return [];
  const signedAt = signatures.find((one) => one.verdict === "valid" && one.signer === author.signer)?.at;
  if (signedAt === undefined || signedAt === null) return ["no-signed-time"];
  const age = at.getTime() - signedAt.getTime();
  if (age < -LIMITS.signatureAheadMs) return ["clock-ahead"];
  return age > LIMITS.signatureAgeMs && isNow ? ["too-old"] : [];
}
