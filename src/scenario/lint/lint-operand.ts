/** Variables that stand for nothing here, and expressions that a folded header field gets past. */
import type { Operand, Source } from "../parse/operand.ts";
import type { Remark } from "./lint-scenario.ts";

/** What this server gives; null: whatever the site or the list sets. */
const KEYS: Readonly<Record<Source, readonly string[] | null>> = {
  custom_vars: null,
  conf: ["domain", "listmaster", "email", "lang"],
  family: [],
  env: [],
  user: ["email", "gecos", "lang"],
  user_attributes: [],
  subscriber: ["email", "gecos", "date", "update_date", "reception", "visibility"],
  msg: ["spam_status", "size", "sender"],
};

const NAMES: readonly string[] = ["sender", "email", "domain", "host", "execution_date", "remote_host"];

export function lintOperands(operands: readonly Operand[]): readonly Remark[] {
  const empty = operands.flatMap(emptyName).map((name) => `${name} is always empty here.`);
  const isOfHeader = operands[0]?.kind === "header";
  const folded = isOfHeader ? operands.slice(1).flatMap(stopsAtFold) : [];
  return [...empty, ...folded].map((text) => ({ severity: "warning", text }));
}

function emptyName(operand: Operand): readonly string[] {
  if (operand.kind === "context") return NAMES.includes(operand.name) ? [] : [`[${operand.name}]`];
  if (operand.kind !== "keyed") return [];
  const known = KEYS[operand.source]?.includes(operand.key) ?? true;
  return known ? [] : [`[${operand.source}->${operand.key}]`];
}

/** A repeated dot between two things that are looked for. */
function stopsAtFold(operand: Operand): readonly string[] {
  if (operand.kind !== "pattern" || operand.pattern.source.includes("(?s")) return [];
  const plain = operand.pattern.source.replaceAll(/\\./g, "x").replaceAll(/\[[^\]]*\]/g, "x");
  if (!/[^|(]\.[*+{][^|]*\w/.test(plain)) return [];
  return [
    `In /${operand.pattern.source}/ the dot does not cross the line end of a folded header field. Write (?s) before it.`,
  ];
}
