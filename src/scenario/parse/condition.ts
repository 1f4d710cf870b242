/**
 * Compiles a condition: `[!] NAME ( ARGUMENTS )`. What stands before the name and behind the last bracket is passed
 * over, as Sympa does, and told for `lint`.
 */
import { err, ok, type Result } from "#base";
import { compileOperand, type Operand } from "./operand.ts";
import { blanksBefore, skipBlanks, trimBlanks } from "./perl-text.ts";
import { readArguments } from "./read-arguments.ts";

export const CONDITION_NAMES = [
  "true",
  "is_listmaster",
  "verify_netmask",
  "is_editor",
  "is_owner",
  "is_subscriber",
  "less_than",
  "match",
  "equal",
  "message",
  "older",
  "newer",
  "all",
  "search",
] as const;

export type ConditionName = (typeof CONDITION_NAMES)[number] | "customcondition";

export interface Condition {
  readonly negated: boolean;
  readonly name: ConditionName;
  /** The Perl module of a custom condition; else "". */
  readonly perlModule: string;
  readonly operands: readonly Operand[];
  /** As they were written, for explanations. */
  readonly written: readonly string[];
  /** Text that is passed over; "" if there is none. */
  readonly ignored: string;
}

const NAME = new RegExp(`(${CONDITION_NAMES.join("|")}|customcondition::\\w+)[ \\t\\n\\v\\f\\r]*\\(`, "i");

/** The error says what is wrong, in words. */
export function compileCondition(text: string): Result<Condition, string> {
  const found = NAME.exec(text);
  const end = text.lastIndexOf(")");
  if (found === null || end < found.index + found[0].length) return err(unknown(text));
  const before = blanksBefore(text, found.index);
  const negated = text[before - 1] === "!";
  const [name, perlModule] = (found[1] ?? "").toLowerCase().split("::");
  const read = readArguments(text.slice(skipBlanks(text, found.index + found[0].length), end));
  const ignored = [text.slice(0, negated ? before - 1 : before), read.rest, text.slice(end + 1)];
  return withOperands(read.texts, {
    negated,
    name: name as ConditionName,
    perlModule: perlModule ?? "",
    ignored: ignored
      .map(trimBlanks)
      .filter((part) => part !== "")
      .join(" "),
  });
}

function withOperands(
  written: readonly string[],
  rest: Pick<Condition, "negated" | "name" | "perlModule" | "ignored">,
): Result<Condition, string> {
  const operands: Operand[] = [];
  for (const text of written) {
    const operand = compileOperand(text);
    if (operand.kind === "fault") return err(operand.text);
    operands.push(operand);
  }
  const wrong = wrongCount(rest.name, written.length);
  return wrong === null ? ok({ ...rest, operands, written }) : err(wrong);
}

/** Fewest and most arguments; any number for a custom condition. */
const COUNTS: Partial<Record<ConditionName, readonly [number, number]>> = {
  true: [0, 0],
  all: [0, 0],
  is_listmaster: [1, 1],
  verify_netmask: [1, 1],
  search: [1, 2],
};

function wrongCount(name: ConditionName, count: number): string | null {
  if (name === "customcondition") return null;
  const [least, most] = COUNTS[name] ?? [2, 2];
  if (count >= least && count <= most) return null;
  const wanted = least === most ? String(least) : `${least} or ${most}`;
  return `${name} takes ${wanted} argument${wanted === "1" ? "" : "s"}, here are ${count}. Addresses and names with @ or / need quotes: 'a@example.org'.`;
}

function unknown(text: string): string {
  const word = /[\w:]+/.exec(text)?.[0] ?? text;
  return `"${word}" is no condition that Sympa knows, or its brackets are missing. It knows: ${CONDITION_NAMES.join(", ")}.`;
}
