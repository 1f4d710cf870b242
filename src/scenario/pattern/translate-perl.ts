/**
 * Writes a Perl regular expression (perlre, read between apostrophes: nothing is interpolated) as the linear engine
 * wants it. What that engine cannot do is refused by name: `PERL_DIFFERENCES` lists it.
 */
import { err, ok, type Result } from "#base";
import { translateClass } from "./translate-class.ts";
import { OUTSIDE, translateEscape } from "./translate-escape.ts";

/** Where reading is, and what `$` means there. */
interface Reading {
  readonly pattern: string;
  at: number;
  out: string;
  /** `(?m)` for the group that is open, and for those around it. */
  readonly multiline: boolean[];
}

/** `$` without `(?m)`: the end, or before the line end there. */
const END = "(?:\\n?\\z)";

export function translatePerl(pattern: string): Result<string, string> {
  const reading: Reading = { pattern, at: 0, out: "", multiline: [false] };
  while (reading.at < pattern.length) {
    const fault = step(reading);
    if (fault !== null) return err(fault);
  }
  return ok(reading.out);
}

function step(reading: Reading): string | null {
  const char = reading.pattern[reading.at] ?? "";
  if (char === "\\") return escape(reading);
  if (char === "[") return characterClass(reading);
  if (char === "(") return openGroup(reading);
  if (char === ")" && reading.multiline.length > 1) reading.multiline.pop();
  if (char === "$" && reading.multiline.at(-1) === false) return emit(reading, 1, END);
  if (/[*+?]/.test(char) && reading.pattern[reading.at + 1] === "+") {
    return unsupported("possessive quantifiers (a++)");
  }
  return char === "{" ? braces(reading) : emit(reading, 1, char);
}

/** `{,3}` is `{0,3}`, and `{3,2}` matches nothing. A brace that is no quantifier stands for itself. */
function braces(reading: Reading): string | null {
  const found = /^\{ *(\d{0,5}) *(, *(\d{0,5}) *)?\}/.exec(
    reading.pattern.slice(reading.at, reading.at + 40),
  );
  if (found === null || !/\d/.test(found[0])) return emit(reading, 1, "\\{");
  const [whole, least = "", range, most = ""] = found;
  if (reading.pattern[reading.at + whole.length] === "+") return unsupported("possessive quantifiers (a++)");
  if (range === undefined) return emit(reading, whole.length, `{${least}}`);
  if (most !== "" && Number(least) > Number(most)) return emit(reading, whole.length, NOTHING);
  return emit(reading, whole.length, `{${least === "" ? "0" : least},${most}}`);
}

const NOTHING = "[^\\x00-\\x{10ffff}]";

function emit(reading: Reading, length: number, text: string): null {
  reading.at += length;
  reading.out += text;
  return null;
}

function escape(reading: Reading): string | null {
  const next = reading.pattern[reading.at + 1];
  if (next === undefined) return emit(reading, 1, "\\\\");
  if (isBareBrace(reading))
    return "The regular expression cannot be read: a { behind \\w and its like needs a backslash.";
  if (next === "Z") return emit(reading, 2, END);
  const found = translateEscape(reading.pattern, reading.at, OUTSIDE);
  return found.ok ? emit(reading, found.value.length, found.value.text) : found.error;
}

/** Perl takes a brace for itself behind anything but a letter with a backslash. */
function isBareBrace({ pattern, at }: Reading): boolean {
  return (
    /^\\[A-Zabd-np-wyz]\{(?! *\d* *,? *\d* *\})/.test(pattern.slice(at, at + 40)) &&
    !/^\\[pPNkgo]/.test(pattern.slice(at, at + 2))
  );
}

function characterClass(reading: Reading): string | null {
  const found = translateClass(reading.pattern, reading.at);
  return found.ok ? emit(reading, found.value.length, found.value.text) : found.error;
}

const FLAGS = /^\(\?\^?([a-z]*)(?:-([a-z]*))?([:)])/;

function openGroup(reading: Reading): string | null {
  const rest = reading.pattern.slice(reading.at, reading.at + 64);
  if (rest.startsWith("(*")) return unsupported("verbs such as (*FAIL)");
  const inner = reading.multiline.at(-1) ?? false;
  if (!rest.startsWith("(?")) return group(reading, 1, "(", inner);
  if (rest.startsWith("(?#")) return comment(reading);
  if (/^\(\?<[=!]/.test(rest)) return group(reading, 4, rest.slice(0, 4), inner);
  const name = /^\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(rest);
  if (name !== null) return group(reading, name[0].length, `(?P<${name[1] ?? name[2]}>`, inner);
  const flags = FLAGS.exec(rest);
  return flags === null ? unsupported(groupName(rest)) : flagGroup(reading, flags);
}

function group(reading: Reading, length: number, text: string, multiline: boolean): null {
  reading.multiline.push(multiline);
  return emit(reading, length, text);
}

/** Flags that the engine has: i, m, s. Those about character sets change nothing here. */
function flagGroup(reading: Reading, [whole, given, taken, end]: RegExpExecArray): string | null {
  const on = given?.replaceAll(/[adlup]/g, "") ?? "";
  if (/[^ims]/.test(on)) return unsupported("the flags x and n");
  const off = whole.startsWith("(?^") ? "ms" : (taken?.replaceAll(/[^ims]/g, "") ?? "");
  const outer = reading.multiline.at(-1) ?? false;
  const multiline = on.includes("m") || (outer && !off.includes("m"));
  const text = on === "" && off === "" ? "" : `${on}${off === "" ? "" : `-${off}`}`;
  if (end === ":") return group(reading, whole.length, `(?${text}:`, multiline);
  reading.multiline[reading.multiline.length - 1] = multiline;
  return emit(reading, whole.length, text === "" ? "" : `(?${text})`);
}

function comment(reading: Reading): string | null {
  const end = reading.pattern.indexOf(")", reading.at);
  if (end === -1) return "The regular expression cannot be read: a comment has no end.";
  return emit(reading, end + 1 - reading.at, "");
}

function groupName(text: string): string {
  if (/^\(\?[=!]/.test(text))
    return "look-ahead ((?=…), (?!…)) elsewhere than at the very beginning, behind ^";
  if (text.startsWith("(?>")) return "atomic groups ((?>…))";
  if (text.startsWith("(?(")) return "conditions in expressions ((?(1)…))";
  if (/^\(\?\??\{/.test(text)) return "code in expressions ((?{…}))";
  if (text.startsWith("(?|")) return "branch reset ((?|…))";
  return "recursion and other special groups ((?R), (?1), …)";
}

function unsupported(what: string): string {
  return `The regular expression needs what no engine can do in bounded time, or what is not supported: ${what}.`;
}

/** For the documentation and `lint`. */
export const PERL_DIFFERENCES: readonly string[] = [
  "Look-ahead works at the very beginning behind ^, and look-behind everywhere; look-ahead elsewhere is refused.",
  "Backreferences (\\1, \\k<name>), recursion, conditions, atomic groups, possessive quantifiers, branch reset, verbs and code are refused.",
  "Repetitions over 1000 are refused, and so is the flag x.",
  "$ and \\Z match at the end and before a line end there; text behind them in the same branch cannot match.",
  "\\w, \\d and \\b know ASCII only, as Sympa does with octets.",
];
