/** Says in words what a scenario's author did not mean: per line, errors before all. It decides nothing. */
import { compileCondition } from "../parse/condition.ts";
import { expandIncludes, includedName } from "../parse/expand-includes.ts";
import { lintAction } from "./lint-action.ts";
import { lintUnmarked } from "./asks-for-absence.ts";
import { lintCondition } from "./lint-condition.ts";
import { lintMethods, lintUnnamed, unreached } from "./lint-methods.ts";
import { lintTitle } from "./lint-title.ts";
import { readLines } from "../parse/parse-scenario.ts";
import type { ScenarioFiles } from "../scenario-files.ts";
import type { Rule } from "../parse/statement.ts";

export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** An `error` makes the scenario refuse more than it says, or everything; a `warning` is something to look at. */
  readonly severity: "error" | "warning";
  readonly text: string;
}

export interface LintInput {
  readonly function: string;
  /** `send.private` */
  readonly file: string;
  readonly text: string;
  /** Where includes and filters are looked for; null: they are not. */
  readonly files: ScenarioFiles | null;
}

export type Remark = Pick<Finding, "severity" | "text">;

export function lintScenario(input: LintInput): readonly Finding[] {
  const lines = readLines(input.text, input.file);
  const findings: Finding[] = [];
  const tell = (place: Omit<Finding, "severity" | "text">, remarks: readonly Remark[]): void => {
    findings.push(...remarks.map((remark) => ({ ...place, ...remark })));
  };
  const covered = new Set<string>();
  const rules: Rule[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.kind === "fault")
      tell(line.fault.place, [{ severity: "error", text: `${line.fault.text} ${ALL_GONE}` }]);
    const place = { file: input.file, line: index + 1, column: 1 };
    if (line.kind === "word") tell(place, lintWord(line.word));
    if (line.kind === "title") tell(place, lintTitle(line.language));
    if (line.kind === "include") tell(line.rule.place, lintInclude(line.rule, input.files));
    if (line.kind === "rule")
      tell(line.rule.place, [...lintRule(line.rule, input), ...unreached(line.rule, covered)]);
    if (line.kind === "rule" || line.kind === "include") rules.push(line.rule);
  }
  if (rules.length === 0 && findings.length === 0) tell({ file: input.file, line: 1, column: 1 }, [NO_RULES]);
  const last = rules.at(-1);
  const isRead = lines.every(({ kind }) => kind !== "fault");
  const all = isRead ? withIncluded(rules, input.files) : null;
  if (last !== undefined && all !== null) tell(last.place, lintUnnamed(all));
  return findings;
}

const ALL_GONE = "Because of this line all rules are dropped, and everything is refused.";

const NO_RULES: Remark = { severity: "warning", text: "There is no rule: everything is refused." };

/** Null: what an include stands for is not known. */
function withIncluded(rules: readonly Rule[], files: ScenarioFiles | null): readonly Rule[] | null {
  const { rules: expanded, fault } = files === null ? { rules, fault: null } : expandIncludes(rules, files);
  return fault === null && expanded.every(({ action }) => action !== null) ? expanded : null;
}

/** A name of a paragraph is meant to stand there; half a rule is not. */
function lintWord(word: string): readonly Remark[] {
  if (!/^(?:do_it|reject|request_auth|owner|editor|editorkey|listmaster|include)$/i.test(word)) return [];
  return [{ severity: "warning", text: `A single word on a line ("${word}") is passed over: half a rule?` }];
}

function lintInclude(rule: Rule, files: ScenarioFiles | null): readonly Remark[] {
  const name = includedName(rule);
  if (name === null) return [{ severity: "error", text: NOT_MEANT }];
  if (files === null || files.scenario(`include.${name}`) !== undefined) return [];
  return [{ severity: "error", text: `The file include.${name} is not there: everything is refused.` }];
}

const NOT_MEANT =
  'The word "include" anywhere in a line makes it an include, and this one names no file: everything is refused. If a rule was meant, write it without that word.';

function lintRule(rule: Rule, input: LintInput): readonly Remark[] {
  const action = lintAction(rule.action ?? "", input.function);
  const condition = compileCondition(rule.condition);
  if (!condition.ok)
    return [{ severity: "error", text: `${condition.error} Everything is refused.` }, ...action];
  return [
    ...lintCondition(condition.value, input.files),
    ...lintUnmarked(condition.value, rule.action ?? ""),
    ...lintMethods(rule),
    ...action,
  ];
}
