/** A decision in lines for people: every rule that was looked at, what its arguments stood for, and what came of it. */
import type { Decided, Step } from "./evaluate/evaluate-scenario.ts";
import type { Operand } from "./parse/operand.ts";
import type { Value } from "./parse/read-operand.ts";

/** What is not shown: what the message says, or any value. */
export type Hidden = "nothing" | "message" | "values";

export function explanationLines(decided: Decided, hidden: Hidden = "nothing"): readonly string[] {
  const steps = decided.steps.flatMap((step) => stepLines(step, hidden));
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
  unsaid: "yes, but nobody signed what it asks for: it counts where it is stricter than the rest",
  error: "error",
  "other method": "not asked: for other methods",
};

const SEEN: readonly Step["outcome"][] = ["yes", "no", "unsaid"];

function stepLines({ rule, outcome, values, detail }: Step, hidden: Hidden): readonly string[] {
  const head = `${rule.place.file} line ${rule.place.line}: ${rule.text} ${rule.methods.join(",")}`;
  const { written, operands } = rule.condition;
  const seen = written.flatMap((text, index) =>
    isHidden(operands[index], hidden) ? hiddenLine(text) : valueLine(text, values[index]),
  );
  const why = detail === "" ? [] : [`    ${detail}`];
  return [`${head}: ${OUTCOMES[outcome]}`, ...(SEEN.includes(outcome) ? seen : []), ...why];
}

function isHidden(operand: Operand | undefined, hidden: Hidden): boolean {
  const kind = operand?.kind ?? "text";
  if (hidden === "message") return kind === "header" || kind === "body" || kind === "part types";
  return hidden === "values" && kind !== "text" && kind !== "pattern";
}

function hiddenLine(written: string): readonly string[] {
  return isVariable(written) ? [`    ${written} is not shown`] : [];
}

/** Only where it says something that the rule does not. */
function valueLine(written: string, value: Value): readonly string[] {
  if (!isVariable(written)) return [];
  const shown = typeof value === "object" ? value.map(quoted).join(", ") : quoted(value ?? "");
  return [`    ${written} is ${shown}`];
}

function isVariable(written: string): boolean {
  return written.includes("[") && !written.startsWith("/");
}

const LONGEST = 200;

function quoted(text: string): string {
  return text.length > LONGEST ? `"${text.slice(0, LONGEST)}…"` : `"${text}"`;
}
