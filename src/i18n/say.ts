/**
 * Turns a key and its arguments into a sentence of one language. There is no global locale: the
 * language comes with every call.
 */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { catalogueOf, type Language, type TextKey } from "./catalogues.ts";
import type { en } from "./english/en.ts";
import { languageOf, type Pattern, type Voice } from "./voice.ts";

export type TextArguments = Readonly<Record<string, string | number>>;

/** The names after `$` in a pattern: what must be given to say it. */
type ArgumentNames<Text extends string> = Text extends `${string}{ $${infer Name} }${infer Rest}`
  ? Name | ArgumentNames<Rest>
  : never;
type ArgumentsOf<Key extends TextKey> = Readonly<Record<ArgumentNames<(typeof en)[Key]>, string | number>>;

const bundles = new Map<Language, FluentBundle>();

/**
 * @example say("en", "refused-reason", { reason: "it was not sealed" }) // "Reason: it was not sealed."
 */
export function say<Key extends TextKey>(
  voice: Voice,
  key: Key,
  ...[args]: [ArgumentNames<(typeof en)[Key]>] extends [never] ? [] : [ArgumentsOf<Key>]
): string {
  return sayChosen(voice, key, args ?? {});
}

/**
 * For a key that is known only when the program runs; what its pattern does not name is ignored. What the operator did
 * not word is said as we do, and what a language lacks is said in English.
 */
export function sayChosen(voice: Voice, key: TextKey, args: TextArguments): string {
  const language = languageOf(voice);
  const own = typeof voice === "string" ? undefined : voice.own.get(key);
  const ours = own === undefined && catalogueOf(language)[key] === undefined ? "en" : language;
  const pattern = own ?? bundleOf(ours).getMessage(key)?.value;
  if (pattern === undefined || pattern === null) throw new Error(`no text ${key} in ${language}`);
  return formatted(ours, { key, pattern, args });
}

interface Said {
  readonly key: string;
  readonly pattern: Pattern;
  readonly args: TextArguments;
}

/** @throws Error if an argument is missing: that is a bug */
export function formatted(language: Language, { key, pattern, args }: Said): string {
  const errors: Error[] = [];
  const text = bundleOf(language).formatPattern(pattern, countable(args), errors);
  if (errors[0] !== undefined) throw new Error(`text ${key} in ${language}`, { cause: errors[0] });
  return text;
}

/** What counts comes as digits, and as a number a text can choose its words by it: one day, 2 days. */
const QUANTITIES = ["count", "days", "hours"];

function countable(args: TextArguments): Record<string, string | number> {
  const pairs = Object.entries(args).map(([name, value]) => {
    const isCount = QUANTITIES.includes(name) && /^\d{1,9}$/.test(String(value));
    return [name, isCount ? Number(value) : value] as const;
  });
  return Object.fromEntries(pairs);
}

function bundleOf(language: Language): FluentBundle {
  const known = bundles.get(language);
  if (known !== undefined) return known;
  const bundle = new FluentBundle(language, { useIsolating: false });
  const lines = Object.entries(catalogueOf(language)).map(([key, pattern]) => `${key} = ${pattern}`);
  bundle.addResource(new FluentResource(lines.join("\n")));
  bundles.set(language, bundle);
  return bundle;
}
