/**
 * What is done differently on purpose: each row of docs/reference/mailman-differences.md names facts, and what has its
 * name here turns Mailman's facts into what we do instead. It may change the facts that its row names and no others, and
 * neither stands without the other.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ADJUSTMENTS } from "./adjustments.ts";
import type { Facts } from "./facts.ts";
import type { GoldenCase } from "./golden-case.ts";

const PAGE = join(import.meta.dirname, "..", "..", "docs", "reference", "mailman-differences.md");

export interface Difference {
  readonly id: string;
  /** Names of facts; `*` stands for any text. */
  readonly facts: readonly string[];
}

export interface Waiting {
  readonly name: string;
  readonly why: string;
}

export interface DifferencesPage {
  readonly differences: readonly Difference[];
  /** Cases that wait for something that is not built, by name. */
  readonly waiting: readonly Waiting[];
}

/** @throws Error for a row without an adjustment, or the other way round */
export function readDifferences(): DifferencesPage {
  const [first = "", second = ""] = readFileSync(PAGE, "utf8").split("## Cases that wait");
  const differences = tableRows(first).map(([id = "", facts = ""]) => ({
    id,
    facts: facts.split(",").map((one) => one.trim()),
  }));
  const listed = differences.map(({ id }) => id);
  const wrong = [
    ...listed.filter((id) => ADJUSTMENTS[id] === undefined),
    ...Object.keys(ADJUSTMENTS).filter((id) => !listed.includes(id)),
  ];
  if (wrong.length > 0)
    throw new Error(`mailman-differences.md and adjustments.ts disagree about ${wrong.join(", ")}`);
  return { differences, waiting: tableRows(second).map(([name = "", why = ""]) => ({ name, why })) };
}

function tableRows(text: string): readonly (readonly string[])[] {
  const lines = text.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

export interface Adjusted {
  readonly facts: Facts;
  /** Which differences changed anything. */
  readonly used: readonly string[];
}

/** What we would do, if all else were equal. */
export function adjusted(mailman: Facts, golden: GoldenCase, differences: readonly Difference[]): Adjusted {
  const used: string[] = [];
  let facts = mailman;
  for (const { id, facts: named } of differences) {
    const after = ADJUSTMENTS[id]?.(new Map(facts), golden) ?? facts;
    const changed = [...new Set([...facts.keys(), ...after.keys()])].filter(
      (name) => facts.get(name) !== after.get(name),
    );
    const beyond = changed.filter((name) => !named.some((pattern) => fits(name, pattern)));
    if (beyond.length > 0) throw new Error(`${id} changes what its row does not name: ${beyond.join(", ")}`);
    if (changed.length > 0) used.push(id);
    facts = after;
  }
  return { facts, used };
}

function fits(name: string, pattern: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return name === pattern;
  return name.startsWith(head) && name.endsWith(rest.join("*"));
}
