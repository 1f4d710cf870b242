/** Why the signature that a mail carries does not count. */
import type { WhyCode } from "#base";
import type { InFlight } from "../in-flight.ts";

/** null: it counts, or nobody signed. */
export function whyUncounted({ author, opened }: Pick<InFlight, "author" | "opened">): WhyCode | null {
  if (author.authentic || opened === null || opened.signatures.length === 0) return null;
  return author.why === "no-signature" ? null : author.why;
}
