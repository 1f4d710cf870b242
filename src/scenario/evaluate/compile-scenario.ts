/** Makes of a scenario's text, with all that belongs to it, the rules that are tried in order. Pure and total. */
import { type Action, readAction } from "../parse/action.ts";
import { compileCondition, type Condition } from "../parse/condition.ts";
import { expandIncludes, includedName } from "../parse/expand-includes.ts";
import { parseScenario } from "../parse/parse-scenario.ts";
import type { ScenarioFiles } from "../scenario-files.ts";
import type { Fault, ParsedScenario, Place, Rule } from "../parse/statement.ts";

export interface CompiledRule {
  readonly place: Place;
  /** As written, for explanations. */
  readonly text: string;
  readonly condition: Condition;
  readonly methods: readonly string[];
  /** Null for a line with the word `include` that happens to have a condition in it: it never applies. */
  readonly action: Action | null;
}

export interface CompiledScenario {
  readonly parsed: ParsedScenario;
  /** Blocklist, header include, then the file's own. Empty if not compiled. */
  readonly rules: readonly CompiledRule[];
  /** Why it refuses everything as `not-compiled`; null if it was compiled. */
  readonly fault: Fault | null;
}

export interface CompileInput {
  readonly function: string;
  /** The file's name, `send.private`. */
  readonly file: string;
  /** Null: there is no such file, and everything is refused. */
  readonly text: string | null;
  /** For includes. */
  readonly files: ScenarioFiles;
  /** Functions that the blocklist is asked for; by default `send` and `create_list`. */
  readonly useBlocklist: ReadonlySet<string>;
}

/** What `use_blocklist` says unless it is set. */
export const DEFAULT_BLOCKLIST_FUNCTIONS: ReadonlySet<string> = new Set(["send", "create_list"]);

const MISSING_SCENARIO = "true() smtp -> reject";

export function compileScenario(input: CompileInput): CompiledScenario {
  const parsed = parseScenario(input.text ?? MISSING_SCENARIO, input.file);
  const header = headerRules(input);
  const expanded = expandIncludes([...header, ...parsed.rules], input.files);
  if (expanded.fault !== null) return { parsed, rules: [], fault: expanded.fault };
  const rules: CompiledRule[] = [];
  for (const rule of [...blocklistRules(input), ...expanded.rules]) {
    const compiled = compileRule(rule, input.files);
    if ("text" in compiled && !("condition" in compiled)) return { parsed, rules: [], fault: compiled };
    rules.push(compiled);
  }
  return { parsed, rules, fault: null };
}

function headerRules({ function: name, files }: CompileInput): readonly Rule[] {
  const file = `include.${name}.header`;
  const text = files.scenario(file);
  return text === undefined ? [] : parseScenario(text, file).rules;
}

function blocklistRules({ function: name, useBlocklist }: CompileInput): readonly Rule[] {
  if (!useBlocklist.has(name)) return [];
  const condition = "search('blocklist.txt',[sender])";
  const methods = ["md5", "pgp", "smime", "smtp"];
  const place = { file: "use_blocklist", line: 1, column: 1 };
  return [{ place, condition, methods, action: "reject,quiet" }];
}

function compileRule(rule: Rule, files: ScenarioFiles): CompiledRule | Fault {
  const condition = compileCondition(rule.condition);
  if (!condition.ok) return { place: rule.place, text: whyNot(rule, condition.error, files) };
  const action = rule.action === null ? null : readAction(rule.action);
  const { place, condition: text, methods } = rule;
  return { place, text, condition: condition.value, methods, action };
}

function whyNot(rule: Rule, otherwise: string, files: ScenarioFiles): string {
  if (rule.action !== null) return otherwise;
  const name = includedName(rule);
  if (name === null) return INCLUDE_IN_LINE;
  if (files.scenario(`include.${name}`) === undefined) return `The file include.${name} is not there.`;
  return `include ${name} stands too far behind: includes before it have pushed it out of the part that Sympa looks through. Put it first, or add rules behind it.`;
}

const INCLUDE_IN_LINE =
  'The word "include" in a line makes Sympa take it for an include. Without it the line would be a rule.';

/** QUIRK: a rule for exactly smtp, md5 and smime is tried for every method, pgp too. */
export function appliesTo(rule: Pick<CompiledRule, "methods">, method: string): boolean {
  return rule.methods.includes(method) || rule.methods.join(" ") === "md5 smime smtp";
}
