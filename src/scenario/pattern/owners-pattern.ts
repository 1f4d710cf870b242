/**
 * Owners' regular expressions, without regard to case. The engine needs time in proportion to the text, whatever the
 * expression (S10); what it cannot do is refused when the scenario is compiled.
 */
import { RE2JS } from "re2js";
import { err, ok, type Result } from "#base";
import { leadingAssertions } from "../evaluate/leading-assertions.ts";
import { translatePerl } from "./translate-perl.ts";

export interface OwnersPattern {
  /** As written between the slashes. */
  readonly source: string;
  /** `[domain]` in the expression stands for `domain`. False where Sympa's own reading of the expression fails. */
  matches(text: string, domain: string): boolean;
}

type Matcher = (text: string) => boolean;

/** The error says what is wrong, in words. */
export function compileOwnersPattern(source: string): Result<OwnersPattern, string> {
  const first = compile(escapeOrphans(source));
  if (!first.ok) return first;
  const second = asRead(escapeOrphans(source));
  const compiled = new Map<string, Matcher>();
  const forDomain = (domain: string): Matcher => {
    const known = compiled.get(domain);
    if (known !== undefined) return known;
    const pattern = second === null ? err("") : compile(withDomain(second, domain));
    const matcher = pattern.ok ? pattern.value : () => false;
    compiled.set(domain, matcher);
    return matcher;
  };
  return ok({ source, matches: (text, domain) => forDomain(domain)(text) });
}

/** A text that is used as an expression when the rule is tried: one that is none matches nothing. */
export function matchesText(pattern: string, text: string): boolean {
  const matcher = compile(pattern);
  return matcher.ok && matcher.value(text);
}

/** Whether Sympa makes something else of it than what is written; see `asRead`. */
export function isReadOtherwise(source: string): boolean {
  return asRead(escapeOrphans(source)) !== escapeOrphans(source);
}

function compile(pattern: string): Result<Matcher, string> {
  const { assertions, rest } = leadingAssertions(pattern);
  const whole = compileOne(rest);
  if (!whole.ok) return whole;
  const tests: Matcher[] = [whole.value];
  for (const { negative, pattern: inner } of assertions) {
    const matcher = compileOne(inner);
    if (!matcher.ok) return matcher;
    tests.push((text) => matcher.value(text) !== negative);
  }
  return ok((text) => tests.every((test) => test(text)));
}

function compileOne(pattern: string): Result<Matcher, string> {
  const translated = translatePerl(pattern);
  if (!translated.ok) return translated;
  try {
    const compiled = RE2JS.compile(translated.value, RE2JS.CASE_INSENSITIVE + RE2JS.LOOKBEHINDS);
    return ok((text) => compiled.matcher(text).find());
  } catch (thrown) {
    return err(`The regular expression cannot be read: ${(thrown as Error).message}`);
  }
}

/** A backslash at the end stands for itself, and so does an apostrophe. */
function escapeOrphans(source: string): string {
  return source.replaceAll(/\\[^]|[^]/g, (part) => (part === "'" || part === "\\" ? `\\${part}` : part));
}

/**
 * QUIRK: Sympa writes the expression between apostrophes into a program that reads it once more: of two backslashes one
 * is left, and one with an apostrophe is no expression any more. Null: it matches nothing.
 */
function asRead(escaped: string): string | null {
  const read = escaped.replaceAll(/\\([\\'])/g, "$1");
  const unescaped = read.replaceAll(/\\[^]/g, "");
  return unescaped.includes("'") || unescaped.includes("\\") ? null : read;
}

function withDomain(pattern: string, domain: string): string {
  return pattern.replaceAll(/\[(?:domain|host)\]/g, () => domain.replaceAll(".", "[.]"));
}
