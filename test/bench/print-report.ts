/** The report as a table for a terminal. */
import {
  type BenchReport,
  cellsOf,
  HEADINGS,
  limitsOf,
  loadWarning,
  machineLine,
  remarksOn,
} from "./report.ts";

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
  const limits = report.benches.flatMap((bench) =>
    limitsOf(bench).flatMap(({ of, rows: beside }) =>
      beside.length === 0 ? [`  ${bench.name}: ${of}`] : beside.map((name) => `  ${name}: ${of}`),
    ),
  );
  const warning = loadWarning(report);
  return [
    machineLine(report),
    ...(warning === null ? [] : [`WARNING: ${warning}`]),
    "",
    line(HEADINGS),
    line(widths.map((width) => "─".repeat(width))),
    ...rows.map(line),
    "",
    ...(limits.length === 0 ? [] : ["Limits, measured in the same run:", ...limits]),
    ...remarksOn(report.benches.flatMap((bench) => bench.rows)),
    ...(report.quick ? ["A quick run has no verdicts: leave out --quick for figures that count."] : []),
    `${report.seconds} s in all${report.sources ? "" : ", the build with it"}`,
  ].join("\n");
}
