/**
 * Lists of addresses that owners write: addresses, and expressions that begin with `^`, with white space between them.
 * Expressions are compiled once for each text of a setting, and no more of them than one address may cost (S10); what
 * matches them is loaded when there is one.
 */
import { type AddressKey, addressKey, AppError, type EmailAddress, LIMITS, parseEmailAddress } from "#base";
import type { ListSettingChanges } from "#config";
import { wrongRules } from "../lists/wrong-rules.ts";

/** Whether an address is one of them, or fits an expression; null: it would cost too much to find out. */
export async function isAmong(patterns: string, address: EmailAddress): Promise<boolean | null> {
  if (patterns.trim() === "") return false;
  const { keys, fits } = await remembered(patterns);
  const key = addressKey(address);
  return keys.has(key) || fits(key);
}

interface Known {
  readonly keys: ReadonlySet<AddressKey>;
  readonly fits: (key: AddressKey) => boolean | null;
}

/** Texts of settings whose expressions stay compiled: the last ones that were asked. */
const REMEMBERED = 8;
const known = new Map<string, Promise<Known>>();

function remembered(patterns: string): Promise<Known> {
  const found = known.get(patterns) ?? read(patterns);
  known.delete(patterns);
  known.set(patterns, found);
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return found;
}

async function read(patterns: string): Promise<Known> {
  const { addresses, expressions } = sorted(patterns);
  const keys = new Set(addresses.map((one) => addressKey(one)));
  if (expressions.length === 0) return { keys, fits: () => false };
  const { anyOf } = await import("#scenario");
  return { keys, fits: anyOf(expressions, FOR_ONE_ADDRESS).fits };
}

/** An address has 254 octets at most. */
const FOR_ONE_ADDRESS = { work: LIMITS.scenarioMatchWork, chars: 254 } as const;

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
  const { anyOf, compileOwnersPattern } = await import("#scenario");
  if (!anyOf(expressions, FOR_ONE_ADDRESS).isWhole) return [...wrong, TOO_MUCH];
  const unreadable = expressions.flatMap((word) => {
    const compiled = compileOwnersPattern(word);
    return compiled.ok ? [] : [`“${word}”: ${compiled.error}`];
  });
  return [...wrong, ...unreadable];
}

const TOO_MUCH =
  "its expressions take too long to try. Write fewer or shorter ones, or plain addresses in their place.";

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
