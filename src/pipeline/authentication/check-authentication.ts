import type { CheckResult } from "#domains";
import { leavesUnderAuthor } from "../facts/leaves-under-author.ts";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import { mayGoAsItCame } from "../facts/goes-as-it-came.ts";
import { doorResults } from "./door-results.ts";
import { resultText } from "./result-text.ts";

/**
 * `authentication_results`, `arc_sign`: what the trusted mail server found of the message, and what we find ourselves. It
 * goes onto copies that are the message as it came, and decides nothing.
 */
export async function checkAuthentication(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { authservId } = context;
  if (authservId === undefined || !isAsked(mail)) return go(mail);
  const door = mail.trusted ? doorResults(mail.message, context.authservIds) : [];
  const checked = (await context.checkMessage?.(mail.raw, spfDomains(door))) ?? null;
  const methods = new Set(door.map(({ method }) => method));
  const own = (checked?.results ?? []).filter(({ method }) => !methods.has(method));
  const found = [...door, ...own];
  const results = found.map(resultText).filter((text) => text !== "");
  if (results.length === 0 && checked === null) return go(mail);
  // Where nobody could say anything there is nothing to vouch for.
  const isTelling = found.some(({ result }) => result !== "temperror");
  const chain = isTelling && mail.list.settings.arc_sign === "yes" ? (checked?.chain ?? null) : null;
  const authentication = { authservId, results, chain, nextInstance: checked?.arc.next ?? null };
  return go({ ...mail, outgoing: { ...mail.outgoing, authentication } });
}

/** Of the envelope sender, where all that was said of SPF is that it passes. */
function spfDomains(door: readonly CheckResult[]): readonly string[] {
  const spf = door.filter(({ method }) => method === "spf");
  if (!spf.every(({ result }) => result === "pass")) return [];
  return spf.flatMap(({ properties }) =>
    properties.flatMap(([name, value]) => (name === "smtp.mailfrom" ? [value] : [])),
  );
}

/** On an anonymous list the domain of an author says too much. */
function isAsked(mail: InFlight): boolean {
  const { authentication_results: results, arc_sign: seal, anonymous_list: hides } = mail.list.settings;
  if (hides === "yes" || (results === "no" && seal === "no")) return false;
  return (mail.opened === null || mayGoAsItCame(mail)) && leavesUnderAuthor(mail);
}
