/** What is wrong with a wording of the operator's own. */
import type { Language } from "#base";
import type { TextKey } from "./catalogues.ts";
import { en } from "./english/en.ts";
import { formatted } from "./say.ts";
import type { Pattern } from "./voice.ts";

type Expression = Exclude<Exclude<Pattern, string>[number], string>;

/** Characters of one text, with short arguments in it. */
const MOST_CHARACTERS = 4000;
/** Names in braces and choices, whichever is taken: Fluent itself says no text with a hundred of them. */
const MOST_PLACEABLES = 20;
/** Levels of choices within choices. */
const DEEPEST = 5;

/** What the server looks for in mail that comes back, and what stands in posts. */
const FIXED =
  /^(?:sealed-subject$|confirm-subject$|confirm-do-post$|goodbye-undo-post$|block-|clear-mark-|from-via$)/;

interface Worded {
  readonly key: TextKey;
  readonly language: Language;
  readonly pattern: Pattern;
}

/** The end of a sentence that begins with the name of the text; null: nothing. */
export function textFault({ key, language, pattern }: Worded): string | null {
  if (isFixed(key)) return "is read by programs and cannot be worded";
  const names = argumentNames(key);
  const fault = faultIn(pattern, names, 0);
  if (fault !== null) return fault;
  if (placeables(pattern) > MOST_PLACEABLES) return `has more than ${MOST_PLACEABLES} things in braces`;
  const said = formatted(language, {
    key,
    pattern,
    args: Object.fromEntries(names.map((one) => [one, "1"])),
  });
  if (said.trim() === "") return "says nothing";
  if (said.length > MOST_CHARACTERS) return `is longer than ${MOST_CHARACTERS} characters`;
  if (/(?:^|-)subject(?:-|$)/.test(key) && said.includes("\n")) return "is a Subject and must be one line";
  return /[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u.test(said.replaceAll("\n", ""))
    ? "has characters that control a display"
    : null;
}

/** Whether the wording is left to us. */
export function isFixed(key: TextKey): boolean {
  return FIXED.test(key);
}

/** What ours is said with. */
export function argumentNames(key: TextKey): readonly string[] {
  const found = en[key].matchAll(/\{ *\$(\w+)/g);
  return [...new Set([...found].map(([, name = ""]) => name))];
}

function placeables(pattern: Pattern): number {
  if (typeof pattern === "string") return 0;
  return pattern.reduce(
    (sum, element) => sum + (typeof element === "string" ? 0 : 1 + placeablesIn(element)),
    0,
  );
}

function placeablesIn(expression: Expression): number {
  if (expression.type !== "select") return 0;
  return expression.variants.reduce((sum, { value }) => sum + placeables(value), 0);
}

function faultIn(pattern: Pattern, names: readonly string[], depth: number): string | null {
  if (typeof pattern === "string") return null;
  if (depth > DEEPEST) return "has choices within choices";
  for (const element of pattern) {
    const fault = typeof element === "string" ? null : faultOf(element, names, depth);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOf(expression: Expression, names: readonly string[], depth: number): string | null {
  switch (expression.type) {
    case "str":
    case "num":
      return null;
    case "var":
      return names.includes(expression.name) ? null : unknownName(expression.name, names);
    case "select": {
      const { selector, variants } = expression;
      if (selector.type !== "var") return "chooses by something else than a name with $";
      const faults = variants.map(({ value }) => faultIn(value, names, depth + 1));
      return faultOf(selector, names, depth) ?? faults.find((one) => one !== null) ?? null;
    }
    default:
      return "refers to another text or calls a function: only names with $ may stand in braces";
  }
}

function unknownName(name: string, names: readonly string[]): string {
  const known = names.length === 0 ? "it has no names" : names.map((one) => `$${one}`).join(", ");
  return `has no $${name}: ${known}`;
}
