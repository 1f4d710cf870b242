/** docs/reference/performance.md, from the result of a whole run and the prose about each bench. */
import { markdownPage, pipeTable } from "../../scripts/support/markdown-page.ts";
import { PROSE } from "./performance-prose.ts";
import {
  type BenchReport,
  cellsOf,
  HEADINGS,
  limitsOf,
  loadWarning,
  machineLine,
  remarksOn,
  rounded,
} from "./report.ts";
import { isBeyondLimit, type Row } from "./row.ts";

const INTRO = [
  "Made by `npm run bench -- --write` from one run; the figures are in [performance.json](performance.json).",
  "A figure is the median of several rounds, with the least and the most. **Target** is what the project wants to reach.",
  "**Limit** is what the bare operations took in the same run, without Conclave, as the median of their rounds; **share** is",
  "how much of it was reached.",
];

const OUTRO = [
  "## To measure again",
  "",
  "On a machine that does nothing else: `npm run bench` (ten minutes), `npm run bench -- distribute idle` for single benches,",
  "`--quick` to see that it works, `--database postgres` for PostgreSQL (one is started for the run, with commits on the disk).",
  "For programs: `npm run -s bench -- --json`. All options: `npm run bench -- --help`.",
];

export function performancePage(report: BenchReport): string {
  const warning = loadWarning(report);
  return markdownPage("Performance", [
    ...INTRO,
    "",
    `Measured ${report.at.slice(0, 10)} on: ${machineLine(report)}.`,
    ...(warning === null ? [] : ["", `**${warning}**`]),
    "",
    ...remarksOn(report.benches.flatMap(({ rows }) => rows)).flatMap((text) => [text, ""]),
    ...missedLines(report),
    ...report.benches.flatMap(section),
    ...OUTRO,
  ]);
}

function missedLines({ benches }: BenchReport): readonly string[] {
  const missed = benches.flatMap(({ rows }) => rows.filter(({ verdict }) => verdict === "missed"));
  if (missed.length === 0) return ["All targets are met.", ""];
  return ["Targets that are missed:", "", ...missed.map(missedLine), ""];
}

function missedLine(row: Row): string {
  const { name, figure, target, limit, unit } = row;
  const text = `- ${name}: ${rounded(figure.median)} for ${rounded(target ?? Number.NaN)} ${unit}`;
  if (limit === undefined || !isBeyondLimit(row)) return text;
  return `${text}; the limit, ${rounded(limit.figure)}, misses it, too`;
}

function section(bench: BenchReport["benches"][number]): readonly string[] {
  const { name, about, rows } = bench;
  const prose = PROSE[name];
  return [
    `## ${prose?.title ?? name}`,
    "",
    `\`npm run bench -- ${name}\`: ${about}.`,
    ...limitLines(bench),
    "",
    ...pipeTable(HEADINGS, rows.map(cellsOf)),
    "",
    ...(prose?.limits ?? []).flatMap((text) => [text, ""]),
    ...(prose === undefined ? [] : ["What was tried:", "", ...prose.tried.map((text) => `- ${text}`), ""]),
  ];
}

function limitLines(bench: BenchReport["benches"][number]): readonly string[] {
  const limits = limitsOf(bench);
  const [first] = limits;
  if (first === undefined) return [];
  if (first.rows.length === 0) return [`Limit: ${first.of}.`];
  return ["Limits:", "", ...limits.map(({ of, rows }) => `- ${of}: ${rows.join("; ")}.`)];
}
