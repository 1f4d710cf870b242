/** What `doctor` found, a line each, with what to do under it. */
import type { Finding } from "#operations";
import { count } from "./human.ts";
import { printable } from "./printable.ts";

const MARKS = { ok: "ok  ", note: "note", warn: "warn", fail: "FAIL" } as const;

export function findingLines(findings: readonly Finding[]): string {
  return findings.map(findingLine).join("\n");
}

function findingLine({ level, about, text, todo }: Finding): string {
  const line = `${MARKS[level]}  ${printable(about)}: ${printable(text)}`;
  return todo === "" ? line : `${line}\n      -> ${printable(todo)}`;
}

/** Thrown for its exit status; the findings are printed already. */
export class Unhealthy extends Error {
  override readonly name = "Unhealthy";
}

/** What is thrown behind the findings, so that the exit status tells; null: nothing has to be repaired. */
export function failedFindings(findings: readonly Finding[]): Unhealthy | null {
  const failed = findings.filter(({ level }) => level === "fail").length;
  return failed === 0 ? null : new Unhealthy(`${count(failed, "thing")} to repair.`);
}
