/** What is wrong with the methods of rules, and with those that no rule names. */
import { appliesTo } from "../evaluate/compile-scenario.ts";
import type { Rule } from "../parse/statement.ts";
import type { Remark } from "./lint-scenario.ts";

const METHODS: readonly string[] = ["smtp", "md5", "smime", "pgp"];
const SIGNED: readonly string[] = ["smime", "pgp"];

export function lintMethods({ methods }: Rule): readonly Remark[] {
  const wrong = methods.filter((method) => !METHODS.includes(method));
  return wrong.map((method) => ({
    severity: "error",
    text: METHODS.includes(method.toLowerCase())
      ? `The method ${method} never matches: write it in lower case.`
      : `"${method}" never matches: methods need a comma or a blank between them.`,
  }));
}

/** Behind a rule that always holds, nothing more is asked about its methods: they are covered. */
export function unreached({ methods, condition }: Rule, covered: Set<string>): readonly Remark[] {
  const isCovered = methods.every((method) => covered.has(method));
  if (alwaysHolds(condition)) for (const method of methods) covered.add(method);
  if (!isCovered) return [];
  return [{ severity: "warning", text: "No request gets to this rule: one before it always holds." }];
}

function alwaysHolds(condition: string): boolean {
  return /^(?:true|all)\(\s*\)$/i.test(condition);
}

/** Who signs or confirms, and falls through rules that let others pass. */
export function lintUnnamed(rules: readonly Rule[]): readonly Remark[] {
  const named = (method: string): boolean => rules.some((rule) => appliesTo(rule, method));
  const passes = ({ action }: Rule): boolean => action !== null && !action.startsWith("reject");
  const letsPass = rules.some((rule) => appliesTo(rule, "smtp") && passes(rule));
  const missing = letsPass ? SIGNED.filter((method) => !named(method)) : [];
  const everybody = rules.filter(({ condition }) => alwaysHolds(condition));
  const opens = letsPass && everybody.some(passes);
  const fallen = SIGNED.filter(
    (method) => named(method) && !everybody.some((rule) => appliesTo(rule, method)),
  );
  const asks = rules.some(({ action }) => action?.startsWith("request_auth") === true);
  return [
    ...(missing.length === 0 ? [] : [warning(noneSigned(missing))]),
    ...(!opens || fallen.length === 0 ? [] : [warning(someSigned(fallen))]),
    ...(asks && !named("md5") ? [warning(NONE_CONFIRMED)] : []),
  ];
}

function warning(text: string): Remark {
  return { severity: "warning", text };
}

function noneSigned(missing: readonly string[]): string {
  return `No rule is for ${missing.join(" or ")}: what somebody signed so is refused, a member's, too. Name ${missing.join(" and ")} beside smtp in the rules that are meant for it.`;
}

function someSigned(fallen: readonly string[]): string {
  return `A rule takes whatever comes, and none does so for ${fallen.join(" or ")}: what is signed so and fits no other rule is refused. Name ${fallen.join(" and ")} in a rule with true().`;
}

const NONE_CONFIRMED =
  "request_auth asks for a confirmation, and no rule is for md5: who confirms is refused.";
