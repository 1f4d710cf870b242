/** The report as a table for a terminal. */
import { type BenchReport, cellsOf, HEADINGS, loadWarning, machineLine } from "./report.ts";

/** Columns with figures stand to the right. */
const LEFT = new Set([0, 3, 7]);

export function printReport(report: BenchReport): string {
  const rows = report.benches.flatMap((bench) => bench.rows.map(cellsOf));
  const widths = HEADINGS.map((heading, nth) =>
    Math.max(heading.length, ...rows.map((row) => row[nth]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, nth) => (LEFT.has(nth) ? cell.padEnd(widths[nth] ?? 0) : cell.padStart(widths[nth] ?? 0)))
      .join("  ")
      .trimEnd();
  const limits = report.benches
    .flatMap(({ name, rows: found }) => found.flatMap(({ limit }) => (limit ? `${name}: ${limit.of}` : [])))
    .filter((text, nth, all) => all.indexOf(text) === nth);
  const warning = loadWarning(report);
  return [
    machineLine(report),
    ...(warning === null ? [] : [`WARNING: ${warning}`]),
    "",
    line(HEADINGS),
    line(widths.map((width) => "─".repeat(width))),
    ...rows.map(line),
    "",
    "Limits, measured in the same run:",
    ...limits.map((text) => `  ${text}`),
    `${Math.round(report.seconds)} s in all`,
  ].join("\n");
}
