/**
 * Puts the rules of included files in the place of the lines that name them.
 *
 * QUIRK: Sympa looks at as many lines as there were at the start, in one pass. An include that others push behind that
 * count stays, and so does one in an included file's first line; a file without rules makes the pass look behind the
 * end. Each leaves something that cannot be compiled, and the scenario refuses everything.
 */
import { parseScenario } from "./parse-scenario.ts";
import { BLANK } from "./perl-text.ts";
import type { ScenarioFiles } from "../scenario-files.ts";
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
  const included = includer(files);
  const passed: Rule[] = [];
  const ahead = rules.toReversed();
  for (let index = 0; index < rules.length; index += 1) {
    const rule = ahead.pop();
    if (rule === undefined) return { rules: passed, fault: shrunk(rules) };
    // Of an included file the first rule is passed by this, or the line behind the include if it has none.
    for (const one of (included(rule) ?? [rule]).toReversed()) ahead.push(one);
    const first = ahead.pop();
    if (first !== undefined) passed.push(first);
  }
  return { rules: [...passed, ...ahead.toReversed()], fault: null };
}

/** Gives the rules of the file that a line names; null if it names none, or none that is there. */
function includer(files: ScenarioFiles): (rule: Rule) => readonly Rule[] | null {
  const known = new Map<string, readonly Rule[] | null>();
  return (rule) => {
    const name = includedName(rule);
    if (name === null) return null;
    const before = known.get(name);
    if (before !== undefined) return before;
    const file = `include.${name}`;
    const text = files.scenario(file);
    const rules = text === undefined ? null : parseScenario(text, file).rules;
    known.set(name, rules);
    return rules;
  };
}

function shrunk(rules: readonly Rule[]): Fault | null {
  const first = rules[0];
  if (first === undefined) return null;
  const text = "A file that is included has no rules.";
  return { place: first.place, text };
}
