/** docs/reference/performance.md, from the result of a whole run and the prose about each bench. */
import { markdownPage, pipeTable } from "../../scripts/support/markdown-page.ts";
import { PROSE } from "./performance-prose.ts";
import { type BenchReport, cellsOf, HEADINGS, loadWarning, machineLine } from "./report.ts";

const INTRO = [
  "Made by `npm run bench -- --write` from one run; the figures are in [performance.json](performance.json).",
  "A figure is the median of several rounds, with the least and the most. **Target** is what the project wants to reach.",
  "**Limit** is what this machine can do at best, measured in the same run; **share** is how much of it was reached.",
];

const OUTRO = [
  "## To measure again",
  "",
  "On a machine that does nothing else: `npm run bench` (ten minutes), `npm run bench -- distribute idle` for single benches,",
  "`--quick` to see that it works, `--database postgres` for PostgreSQL (one is started for the run, with commits on the disk).",
];

export function performancePage(report: BenchReport): string {
  const warning = loadWarning(report);
  return markdownPage("Performance", [
    ...INTRO,
    "",
    `Measured ${report.at.slice(0, 10)} on: ${machineLine(report)}.`,
    ...(warning === null ? [] : ["", `**${warning}**`]),
    "",
    ...missedLines(report),
    ...report.benches.flatMap(section),
    ...OUTRO,
  ]);
}

function missedLines({ benches }: BenchReport): readonly string[] {
  const missed = benches.flatMap(({ rows }) => rows.filter(({ verdict }) => verdict === "missed"));
  if (missed.length === 0) return ["All targets are met.", ""];
  return ["Targets that are missed:", "", ...missed.map(({ name }) => `- ${name}`), ""];
}

function section({ name, about, rows }: BenchReport["benches"][number]): readonly string[] {
  const prose = PROSE[name];
  const limits = [...new Set(rows.flatMap(({ limit }) => (limit ? [limit.of] : [])))];
  return [
    `## ${prose?.title ?? name}`,
    "",
    `\`npm run bench -- ${name}\`: ${about}.`,
    ...(limits.length === 0 ? [] : [`Limit: ${limits.join("; ")}.`]),
    "",
    ...pipeTable(HEADINGS, rows.map(cellsOf)),
    "",
    ...(prose?.limits ?? []).flatMap((text) => [text, ""]),
    ...(prose === undefined ? [] : ["What was tried:", "", ...prose.tried.map((text) => `- ${text}`), ""]),
  ];
}
