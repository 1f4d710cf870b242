import { readFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTables, type MarkdownTable } from "./markdown-tables.ts";
import { ROOT } from "./run-program.ts";

/** The two tables of ARCHITECTURE.md, which are the rule and its documentation at once. */
export interface Architecture {
  /** Room to layer. */
  readonly layers: ReadonlyMap<string, number>;
  /** Package or restricted built-in module to the rooms that may import it. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
}

export function readArchitecture(): Architecture {
  const tables = markdownTables(readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8"));
  const rooms = tableWith(tables, "layer").rows;
  const packages = tableWith(tables, "package").rows;
  return {
    layers: new Map(rooms.map((row) => [row["room"] ?? "", Number(row["layer"])])),
    packages: new Map(
      packages.flatMap((row) => words(row["package"]).map((name) => [name, words(row["rooms"])] as const)),
    ),
  };
}

function tableWith(tables: readonly MarkdownTable[], column: string): MarkdownTable {
  const table = tables.find((candidate) => candidate.columns.includes(column));
  if (table === undefined) throw new Error(`ARCHITECTURE.md has no table with a column "${column}"`);
  return table;
}

function words(cell: string | undefined): readonly string[] {
  return (cell ?? "")
    .replaceAll("`", "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
