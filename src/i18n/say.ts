/**
 * Turns a key and its arguments into a sentence of one language. There is no global locale: the
 * language comes with every call.
 */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { CATALOGUES, type Language, type TextKey } from "./catalogues.ts";
import type { en } from "./en.ts";

type TextArguments = Readonly<Record<string, string | number>>;

/** The names after `$` in a pattern: what must be given to say it. */
type ArgumentNames<Pattern extends string> = Pattern extends `${string}{ $${infer Name} }${infer Rest}`
  ? Name | ArgumentNames<Rest>
  : never;
type ArgumentsOf<Key extends TextKey> = Readonly<Record<ArgumentNames<(typeof en)[Key]>, string | number>>;

const bundles = new Map<Language, FluentBundle>();

/**
 * @example say("en", "refused-reason", { reason: "it was not sealed" }) // "Reason: it was not sealed."
 */
export function say<Key extends TextKey>(
  language: Language,
  key: Key,
  ...[args]: [ArgumentNames<(typeof en)[Key]>] extends [never] ? [] : [ArgumentsOf<Key>]
): string {
  return sayChosen(language, key, args ?? {});
}

/** For a key that is known only when the program runs; what its pattern does not name is ignored. */
export function sayChosen(language: Language, key: TextKey, args: TextArguments): string {
  const bundle = bundleOf(language);
  const pattern = bundle.getMessage(key)?.value;
  if (pattern === undefined || pattern === null) throw new Error(`no text ${key} in ${language}`);
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, { ...args }, errors);
  if (errors[0] !== undefined) throw new Error(`text ${key} in ${language}`, { cause: errors[0] });
  return text;
}

function bundleOf(language: Language): FluentBundle {
  const known = bundles.get(language);
  if (known !== undefined) return known;
  const bundle = new FluentBundle(language, { useIsolating: false });
  const lines = Object.entries(CATALOGUES[language]).map(([key, pattern]) => `${key} = ${pattern}`);
  bundle.addResource(new FluentResource(lines.join("\n")));
  bundles.set(language, bundle);
  return bundle;
}
