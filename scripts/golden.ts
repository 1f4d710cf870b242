/** `npm run golden -- FOLDER`: runs recorded cases of stock Mailman on the whole server and compares what came of them. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { readCases } from "../test/golden-cases/golden-case.ts";
import { type CaseResult, runCases } from "../test/golden-cases/run-cases.ts";
import { readOptions, refuseOptions } from "./support/command-options.ts";

const USAGE = `Usage: npm run golden -- FOLDER [NAME …] [--json]

Runs the cases of a folder, or those whose name has a NAME in it, each on a server of its own, and compares what it did with
what stock Mailman 2.1 did. What is different on purpose stands in docs/reference/mailman-differences.md.

  --json    one JSON object a case

Exit 1 if something is different and not on purpose.`;

const { values, positionals } = readOptions(USAGE, () =>
  parseArgs({ options: { json: { type: "boolean", default: false } }, allowPositionals: true }),
);
const [folder, ...names] = positionals;
if (folder === undefined) refuseOptions("Name a folder with cases.", USAGE);
if (!existsSync(folder)) refuseOptions(`There is no folder ${folder}.`, USAGE);
const all = readCases(folder);
const cases = all.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
const counts = { same: 0, different: 0, waits: 0, "failed there": 0 };
for await (const result of runCases(cases)) {
  counts[result.verdict] += 1;
  for (const line of values.json ? [JSON.stringify(result)] : resultLines(result)) console.log(line);
}
const { same, different, waits } = counts;
if (!values.json)
  console.log(
    `\n${same} as Mailman, ${different} different, ${waits} wait, ${counts["failed there"]} failed in Mailman`,
  );
process.exitCode = different === 0 && cases.length > 0 ? 0 : 1;

function resultLines({
  name,
  what,
  verdict,
  why,
  gaps,
  differences,
  explained,
}: CaseResult): readonly string[] {
  const how = explained.length === 0 ? "" : ` (on purpose: ${explained.join(", ")})`;
  const first = `${verdict.padEnd(9)} ${name}: ${what}${why === "" ? how : ` (${why})`}`;
  return [
    first,
    ...gaps.map((gap) => `            ${gap}`),
    ...(verdict === "different" ? differences : []).map(
      ({ fact, mailman, conclave }) =>
        `            ${fact}\n                Mailman:  ${shown(mailman)}\n                Conclave: ${shown(conclave)}`,
    ),
  ];
}

function shown(value: string | null): string {
  if (value === null) return "nothing";
  return value.length > 400 ? `${value.slice(0, 400)}…` : value;
}
