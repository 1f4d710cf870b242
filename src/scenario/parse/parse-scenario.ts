/**
 * Reads the text of a scenario line by line. It never throws, and one line that it cannot read takes all rules away, as
 * in Sympa: the scenario then refuses everything.
 */
import { isBlank, skipBlanks, trimBlanks } from "./perl-text.ts";
import { languageTag } from "./language-tag.ts";
import { splitRule } from "./split-rule.ts";
import type { Fault, ParsedScenario, Rule } from "./statement.ts";

/** What one line is. */
export type Line =
  | { readonly kind: "nothing" }
  /** A single bare word ("paragraph name"), which is passed over. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "title"; readonly language: string; readonly title: string }
  | { readonly kind: "include" | "rule"; readonly rule: Rule }
  | { readonly kind: "fault"; readonly fault: Fault };

const LINE_END = /\r\n|\r|\n/;

/** @param file its name, `FUNCTION.NAME`, for messages */
export function parseScenario(text: string, file: string): ParsedScenario {
  const titles = new Map<string, string>();
  const rules: Rule[] = [];
  for (const line of readLines(text, file)) {
    if (line.kind === "fault") return { file, titles, rules: [], fault: line.fault };
    if (line.kind === "title") titles.set(line.language, line.title);
    if (line.kind === "rule" || line.kind === "include") rules.push(line.rule);
  }
  return { file, titles, rules, fault: null };
}

/** Every line by itself, those behind a fault too. */
export function readLines(text: string, file: string): readonly Line[] {
  return text.split(LINE_END).map((line, index) => readLine(line, file, index + 1));
}

function readLine(whole: string, file: string, number: number): Line {
  const word = trimBlanks(whole);
  if (/^\w+$/.test(word)) return { kind: "word", word };
  const comment = whole.indexOf("#");
  const line = comment === -1 ? whole : whole.slice(0, comment);
  if (trimBlanks(line) === "") return { kind: "nothing" };
  return readTitle(line) ?? readInclude(line, file, number) ?? readRule(line, file, number);
}

/** `title.gettext TEXT`, `title.LANGUAGE TEXT`, `title TEXT`; blanks at the end belong to the text. */
function readTitle(line: string): Line | null {
  const start = skipBlanks(line, 0);
  const head = /^title(?:\.([^ \t\n\v\f\r]+))?/i.exec(line.slice(start));
  if (head === null) return null;
  const end = start + head[0].length;
  if (!isBlank(line[end])) return null;
  const title = line.slice(skipBlanks(line, end));
  const tag = head[1];
  if (tag === undefined) return { kind: "title", language: "default", title };
  const language = tag.toLowerCase() === "gettext" ? "gettext" : languageTag(tag);
  return { kind: "title", language, title };
}

/** QUIRK: any line that has the word `include` in it is one, and is read from there on. */
function readInclude(line: string, file: string, number: number): Line | null {
  const at = line.toLowerCase().indexOf("include");
  if (at === -1) return null;
  const place = { file, line: number, column: at + 1 };
  return { kind: "include", rule: { place, condition: line.slice(at), methods: [], action: null } };
}

function readRule(line: string, file: string, number: number): Line {
  const parts = splitRule(line);
  const column = skipBlanks(line, 0) + 1;
  if (parts === null) {
    const text = "This is no rule: a rule is CONDITION METHODS -> ACTION, with a blank behind the condition.";
    return { kind: "fault", fault: { place: { file, line: number, column }, text } };
  }
  const { condition, methods, action } = parts;
  const place = { file, line: number, column: parts.at + 1 };
  return { kind: "rule", rule: { place, condition, methods, action } };
}
