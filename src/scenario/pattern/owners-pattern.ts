/**
 * Owners' regular expressions, without regard to case. The engine needs time in proportion to the text and to the states
 * of the expression (S10): these have a bound. What the engine cannot do is refused when the scenario is compiled.
 */
import { RE2JS } from "re2js";
import { err, LIMITS, ok, type Result } from "#base";
import { leadingAssertions } from "../evaluate/leading-assertions.ts";
import { translatePerl } from "./translate-perl.ts";
import { writtenOut } from "./written-out.ts";

export interface OwnersPattern {
  /** As written between the slashes. */
  readonly source: string;
  /** `[domain]` in the expression stands for `domain`. Matches nothing where Sympa's own reading of the expression fails. */
  forDomain(domain: string): Matcher;
}

export interface Matcher {
  /** Of the compiled expression with its assertions: the time of a match is at most in proportion to text × states. */
  readonly states: number;
  matches(text: string): boolean;
}

const NEVER: Matcher = { states: 0, matches: () => false };

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
    const matcher = pattern.ok ? pattern.value : NEVER;
    compiled.set(domain, matcher);
    return matcher;
  };
  return ok({ source, forDomain });
}

/** A text that is used as an expression when the rule is tried: one that is none matches nothing. */
export function matcherOfText(pattern: string): Matcher {
  const matcher = compile(pattern);
  return matcher.ok ? matcher.value : NEVER;
}

/** Whether Sympa makes something else of it than what is written; see `asRead`. */
export function isReadOtherwise(source: string): boolean {
  return asRead(escapeOrphans(source)) !== escapeOrphans(source);
}

function compile(pattern: string): Result<Matcher, string> {
  if (pattern.length > LIMITS.scenarioPatternChars) return err(TOO_LONG);
  const { assertions, rest } = leadingAssertions(pattern);
  const whole = compileOne(rest);
  if (!whole.ok) return whole;
  const tests: Matcher[] = [whole.value];
  for (const { negative, pattern: inner } of assertions) {
    const matcher = compileOne(inner);
    if (!matcher.ok) return matcher;
    const inside = matcher.value;
    tests.push({ states: inside.states, matches: (text) => inside.matches(text) !== negative });
  }
  const states = tests.reduce((sum, test) => sum + test.states, 0);
  if (states > LIMITS.scenarioPatternStates) return err(TOO_LARGE);
  return ok({ states, matches: (text) => tests.every((test) => test.matches(text)) });
}

/** Characters, in steps: alternatives that begin alike share some, and the engine leaves out what cannot match. */
const SHARED = 8;

const TOO_LONG = `The regular expression is longer than ${LIMITS.scenarioPatternChars} characters. Make several rules of it.`;

const TOO_LARGE =
  `The regular expression is too large: written out it has more than ${LIMITS.scenarioPatternStates} steps. ` +
  "Write a lower number in {…}, or * or + instead, or make several rules of it.";

function compileOne(pattern: string): Result<Matcher, string> {
  const translated = translatePerl(pattern);
  if (!translated.ok) return translated;
  // Before it is compiled, for that takes time in proportion to it.
  if (writtenOut(translated.value) > SHARED * LIMITS.scenarioPatternStates) return err(TOO_LARGE);
  try {
    const compiled = RE2JS.compile(translated.value, RE2JS.CASE_INSENSITIVE + RE2JS.LOOKBEHINDS);
    return ok({ states: compiled.programSize(), matches: (text) => compiled.matcher(text).find() });
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
