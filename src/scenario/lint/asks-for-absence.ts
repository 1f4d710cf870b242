/** Rules that let in what nothing was said about: no mark of a filter, or, on a list with keys, no signature. */
import type { Finding, Remark } from "./lint-scenario.ts";
import { compileCondition, type Condition } from "../parse/condition.ts";
import type { Operand } from "../parse/operand.ts";
import type { parseScenario } from "../parse/parse-scenario.ts";

const TEXT =
  "The list uses keys: what nobody signed opens nothing, and neither does its absence. Where nobody signed what this rule asks for, the stricter of its action and of the rules after it counts. Name first what is held or refused, and let in last.";

/** For a list with keys. */
export function lintAbsence({ rules }: ReturnType<typeof parseScenario>): readonly Finding[] {
  return rules.flatMap(({ condition, action, place }) => {
    const compiled = action?.startsWith("do_it") === true ? compileCondition(condition) : null;
    if (compiled?.ok !== true) return [];
    const { negated, operands } = compiled.value;
    const isForAbsence = (negated || operands.some(isEmptyText)) && operands.some(isOfMessage);
    return isForAbsence ? [{ ...place, severity: "warning", text: TEXT } as const] : [];
  });
}

function isOfMessage(operand: Operand): boolean {
  if (operand.kind === "keyed") return operand.source === "msg" && operand.key === "spam_status";
  return ["header", "body", "part types", "bcc"].includes(operand.kind);
}

function isEmptyText(operand: Operand): boolean {
  return operand.kind === "text" && operand.text === "";
}

/** As in Sympa: what no filter looked at is not spam. */
export function lintUnmarked({ negated, operands }: Condition, action: string): readonly Remark[] {
  const isAboutMark = operands.some(
    (one) => one.kind === "keyed" && one.source === "msg" && one.key === "spam_status",
  );
  return negated && isAboutMark && action.startsWith("do_it")
    ? [{ severity: "warning", text: UNMARKED }]
    : [];
}

const UNMARKED =
  "This rule lets in, too, what no filter marked. For what a filter found good write equal([msg->spam_status],'ham').";
