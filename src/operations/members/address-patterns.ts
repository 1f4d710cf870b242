/**
 * Lists of addresses that owners write: addresses, and expressions that begin with `^`, with white space between them.
 * Expressions are matched in time that grows with the address alone; what matches them is loaded when there is one.
 */
import { addressKey, AppError, type EmailAddress, parseEmailAddress } from "#base";
import type { ListSettingChanges } from "#config";
import { wrongRules } from "../lists/wrong-rules.ts";

/** Whether an address is one of them, or fits an expression. */
export async function isAmong(patterns: string, address: EmailAddress): Promise<boolean> {
  const key = addressKey(address);
  const { addresses, expressions } = sorted(patterns);
  if (addresses.some((one) => addressKey(one) === key)) return true;
  if (expressions.length === 0) return false;
  const { matcherOfText } = await import("#scenario");
  return expressions.some((one) => matcherOfText(one).matches(key));
}

/** @throws AppError bad-input with a line for every word that is neither an address nor an expression */
export async function refuseWrongPatterns(changes: ListSettingChanges): Promise<void> {
  const problems: string[] = [];
  for (const name of ["ban_list", "subscribe_auto_approval", "dmarc_moderation_addresses"] as const)
    for (const problem of await wrongWords(changes[name] ?? "")) problems.push(`${name}: ${problem}`);
  for (const name of OF_NONMEMBERS)
    for (const problem of await wrongWords(withoutLists(changes[name] ?? "")))
      problems.push(`${name}: ${problem}`);
  problems.push(...(await wrongRules(changes)));
  if (problems.length > 0) throw new AppError({ code: "bad-input", publicText: problems.join("\n") });
}

const OF_NONMEMBERS = [
  "accept_these_nonmembers",
  "hold_these_nonmembers",
  "reject_these_nonmembers",
  "discard_these_nonmembers",
] as const;

/** `@other` stands for the members of another list, whether or not there is one yet. */
function withoutLists(patterns: string): string {
  return patterns.replaceAll(/(?<!\S)@\S+/g, "");
}

async function wrongWords(patterns: string): Promise<readonly string[]> {
  const { others, expressions } = sorted(patterns);
  const wrong = others.map((word) => `“${word}” is neither an address nor an expression that begins with ^`);
  if (expressions.length === 0) return wrong;
  const { compileOwnersPattern } = await import("#scenario");
  const unreadable = expressions.flatMap((word) => {
    const compiled = compileOwnersPattern(word);
    return compiled.ok ? [] : [`“${word}”: ${compiled.error}`];
  });
  return [...wrong, ...unreadable];
}

interface Sorted {
  readonly addresses: readonly EmailAddress[];
  readonly expressions: readonly string[];
  readonly others: readonly string[];
}

function sorted(text: string): Sorted {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const expressions = words.filter((word) => word.startsWith("^"));
  const rest = words.filter((word) => !word.startsWith("^"));
  const read = rest.map((word) => ({ word, address: parseEmailAddress(word) }));
  return {
    expressions,
    addresses: read.flatMap(({ address }) => (address.ok ? [address.value] : [])),
    others: read.flatMap(({ word, address }) => (address.ok ? [] : [word])),
  };
}
