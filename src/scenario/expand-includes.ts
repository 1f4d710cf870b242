/**
 * Puts the rules of included files in the place of the lines that name them.
 *
 * QUIRK: Sympa looks at as many lines as there were at the start, in one pass. An include that others push behind that
 * count stays, and so does one in an included file's first line; a file without rules makes the pass look behind the
 * end. Each leaves something that cannot be compiled, and the scenario refuses everything.
 */
import { parseScenario } from "./parse-scenario.ts";
import { BLANK } from "./perl-text.ts";
import type { ScenarioFiles } from "./scenario-files.ts";
import type { Fault, Rule } from "./statement.ts";

export interface Expanded {
  readonly rules: readonly Rule[];
  readonly fault: Fault | null;
}

const INCLUDE = new RegExp(`^include${BLANK}*\\(?'?([\\w.]+)'?\\)?${BLANK}*$`, "i");

/** The file that an include names, without `include.`; null for a line that only has the word in it. */
export function includedName(rule: Rule): string | null {
  return rule.action === null ? (INCLUDE.exec(rule.condition)?.[1] ?? null) : null;
}

export function expandIncludes(rules: readonly Rule[], files: ScenarioFiles): Expanded {
  const expanded = [...rules];
  for (let index = 0; index < rules.length; index += 1) {
    const rule = expanded[index];
    if (rule === undefined) return { rules: expanded, fault: shrunk(rules) };
    const included = rulesOf(includedName(rule), files);
    if (included !== null) expanded.splice(index, 1, ...included);
  }
  return { rules: expanded, fault: null };
}

function rulesOf(name: string | null, files: ScenarioFiles): readonly Rule[] | null {
  if (name === null) return null;
  const file = `include.${name}`;
  const text = files.scenario(file);
  return text === undefined ? null : parseScenario(text, file).rules;
}

function shrunk(rules: readonly Rule[]): Fault | null {
  const first = rules[0];
  if (first === undefined) return null;
  const text = "A file that is included has no rules.";
  return { place: first.place, text };
}
