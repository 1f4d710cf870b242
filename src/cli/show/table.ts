/** Short aligned tables for people; programs ask for JSON. */
import { printable } from "./printable.ts";

export type Cell = string | number;

/** Lines with the columns as wide as their widest cell; numbers are set to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => printable(String(cell))));
  const widths = head.map((name, column) =>
    Math.max(name.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = head.map((_, column) => rows.every((row) => typeof row[column] === "number"));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cell, widths[column] ?? 0, isNumber[column] === true))
      .join("  ")
      .trimEnd();
  return [line(head), ...texts.map(line)].join("\n");
}

/** Two columns without a head: what each thing is. Later lines of a value are set under its first. */
export function facts(pairs: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${name.padEnd(width)}  ${fact(value, width)}`.trimEnd()).join("\n");
}

function fact(value: Cell, width: number): string {
  const [first = "", ...others] = String(value).split("\n").map(printable);
  return [first, ...others.map((line) => " ".repeat(width + 2) + line)].join("\n");
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}
