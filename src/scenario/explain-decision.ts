/** A decision in lines for people: every rule that was looked at, what its arguments stood for, and what came of it. */
import type { Decided, Step } from "./evaluate/evaluate-scenario.ts";
import type { Value } from "./parse/read-operand.ts";

export function explanationLines(decided: Decided): readonly string[] {
  const steps = decided.steps.flatMap(stepLines);
  return [...steps, ...(steps.length === 0 ? [] : [""]), `→ ${decisionText(decided)}`];
}

function decisionText({ action, reason, tt2, rule, detail }: Decided): string {
  const because = [
    reason === undefined ? "" : `reason ${reason}`,
    tt2 === undefined ? "" : `template ${tt2}`,
  ];
  const facts = because.filter((one) => one !== "").join(", ");
  const where = rule === null ? "" : ` by ${rule.place.file} line ${rule.place.line}`;
  return `${action}${facts === "" ? "" : ` (${facts})`}${where}${detail === "" ? "" : `: ${detail}`}`;
}

const OUTCOMES: Readonly<Record<Step["outcome"], string>> = {
  yes: "yes",
  no: "no",
  error: "error",
  "other method": "not asked: for other methods",
};

function stepLines({ rule, outcome, values, detail }: Step): readonly string[] {
  const head = `${rule.place.file} line ${rule.place.line}: ${rule.text} ${rule.methods.join(",")}`;
  const seen = rule.condition.written.flatMap((written, index) => valueLine(written, values[index]));
  const why = detail === "" ? [] : [`    ${detail}`];
  return [`${head}: ${OUTCOMES[outcome]}`, ...(outcome === "yes" || outcome === "no" ? seen : []), ...why];
}

/** Only where it says something that the rule does not. */
function valueLine(written: string, value: Value): readonly string[] {
  if (!written.includes("[") || written.startsWith("/")) return [];
  const shown = typeof value === "object" ? value.map(quoted).join(", ") : quoted(value ?? "");
  return [`    ${written} is ${shown}`];
}

const LONGEST = 200;

function quoted(text: string): string {
  return text.length > LONGEST ? `"${text.slice(0, LONGEST)}…"` : `"${text}"`;
}
