/** Asks one condition about one request. The values it saw are kept for explanations. */
import type { Condition } from "../parse/condition.ts";
import { readDate } from "./dates.ts";
import { isInNet } from "./netmask.ts";
import { isLessThan } from "./less-than.ts";
import { isInRole } from "./ask-role.ts";
import { isFound } from "./ask-search.ts";
import type { Operand } from "../parse/operand.ts";
import { matcherOfText } from "../pattern/owners-pattern.ts";
import { ConditionError, readOperand, type Situation, type Value } from "../parse/read-operand.ts";

export interface Asked {
  readonly holds: boolean;
  readonly values: readonly Value[];
}

/** Throws a ConditionError where Sympa dies. */
export async function askCondition(condition: Condition, situation: Situation): Promise<Asked> {
  const values: Value[] = [];
  for (const operand of condition.operands) values.push(await readOperand(operand, situation));
  const holds = await ask(condition, values, situation);
  return { holds: holds !== condition.negated, values };
}

async function ask(condition: Condition, values: readonly Value[], situation: Situation): Promise<boolean> {
  const [left, right] = values;
  switch (condition.name) {
    case "true":
    case "all":
      return true;
    case "equal":
      return each(left).some((one) => one.toLowerCase() === single(right).toLowerCase());
    case "less_than":
      return each(left).some((one) => isLessThan(one, typeof right === "object" ? ARRAY : single(right)));
    case "match":
      return isMatch(each(left), condition.operands[1], right, situation);
    case "older":
    case "newer":
      return compareDates(condition.name, [single(left), single(right)], situation);
    case "verify_netmask":
      return verifyNetmask(single(left), situation);
    case "is_subscriber":
    case "is_owner":
    case "is_editor":
    case "is_listmaster":
      return isInRole(condition, values, situation);
    case "search":
      return isFound(single(left), situation);
    case "message":
      throw new ConditionError("message() has never done anything in Sympa.");
    case "customcondition":
      throw new ConditionError(`The Perl module ${condition.perlModule} cannot be run here.`);
  }
}

/** A Perl array where a text is wanted: its name; where a number is wanted: its place in memory. */
const ARRAY = { text: "ARRAY(0x55d0c0de0000)", number: 0x55_d0_c0_de_00_00 } as const;

function each(value: Value): readonly string[] {
  return typeof value === "object" ? value : [value ?? ""];
}

/** QUIRK: several values where one is wanted are the name of a Perl array, which equals nothing. */
function single(value: Value): string {
  return typeof value === "object" ? ARRAY.text : (value ?? "");
}

/** Not only an expression: any text in its place is taken for one. An empty one never matches. */
function isMatch(
  texts: readonly string[],
  pattern: Operand | undefined,
  value: Value,
  { world, budget }: Situation,
): boolean {
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  budget.chars -= size;
  if (budget.chars < 0) throw new ConditionError(TOO_MUCH);
  const isPattern = pattern?.kind === "pattern";
  if (!isPattern && single(value) === "") return false;
  const matcher = isPattern ? pattern.pattern.forDomain(world.domain) : matcherOfText(single(value));
  budget.work -= size * matcher.states;
  if (budget.work < 0) throw new ConditionError(TOO_MUCH);
  return texts.some((text) => matcher.matches(text));
}

const TOO_MUCH = "Its expressions look through more text than they may.";

function compareDates(
  name: "older" | "newer",
  [first, second]: readonly [string, string],
  { world }: Situation,
): boolean {
  const now = Math.floor(world.now);
  const [a, b] = [readDate(first, now), readDate(second, now)];
  if (a === null || b === null) throw new ConditionError("A date is in no calendar.");
  return name === "older" ? a <= b : a > b;
}

/** Never true for mail: there is no client whose address could be known. */
function verifyNetmask(net: string, { world }: Situation): boolean {
  const address = world.env["REMOTE_ADDR"];
  if (address === undefined) return false;
  const within = isInNet(address, net);
  if (within === null) throw new ConditionError(`"${net}" is no net.`);
  return within;
}
