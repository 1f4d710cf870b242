/**
 * `npm run bench`: one table of all figures, each beside its target and beside what the bare operations take,
 * measured in the same run. Figures count on a machine that does nothing else.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readOptions, refuseOptions } from "../../scripts/support/command-options.ts";
import { ROOT, runProgram } from "../../scripts/support/run-program.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { BENCHES } from "./benches.ts";
import { machineFacts } from "./machine.ts";
import { performancePage } from "./performance-page.ts";
import { printReport } from "./print-report.ts";
import type { BenchReport } from "./report.ts";
import { type Bench, judge, type Row, type RunOptions } from "./row.ts";

const RESULT = join(ROOT, "docs/reference/performance.json");
const PAGE = join(ROOT, "docs/reference/performance.md");

const NAMES = BENCHES.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join("\n");
const USAGE = `Usage: npm run bench -- [NAME…] [--quick] [--sources] [--database sqlite|postgres] [--json] [--write]

  --quick        fewer members, smaller messages, one round; no verdicts
  --sources      run the server from src; without it, it is built first
  --database     sqlite, or postgres: one is started for the run (sqlite)
  --json         the report as JSON; "npm run -s bench -- --json" prints nothing else
  --write        make docs/reference/performance.md of this run

Benches, all of them without a NAME:
${NAMES}`;

const { values, positionals } = readOptions(USAGE, () =>
  parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      sources: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      database: { type: "string", default: "sqlite" },
    },
  }),
);
const chosen = BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => BENCHES.every((bench) => bench.name !== name));
if (unknown.length > 0) refuseOptions(`No such bench: ${unknown.join(", ")}.`, USAGE);
if (values.write && (values.quick || positionals.length > 0))
  refuseOptions("--write keeps a whole run: leave out --quick and the names.", USAGE);
const database = values.database === "postgres" ? "postgres" : "sqlite";
if (values.database !== database) refuseOptions("--database is sqlite or postgres.", USAGE);
if (!values.sources) await build();
const report = await runAll();
if (values.write) {
  writeFileSync(RESULT, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(PAGE, performancePage(report));
}
console.log(values.json ? JSON.stringify(report, null, 2) : printReport(report));
// A pool of sockets or threads of what was measured must not keep the bench alive.
process.exit();

async function runAll(): Promise<BenchReport> {
  const machine = machineFacts();
  const benches: BenchReport["benches"][number][] = [];
  for (const bench of chosen)
    benches.push({ name: bench.name, about: bench.about, rows: await rowsOf(bench) });
  return {
    at: new Date().toISOString(),
    machine,
    database,
    quick: values.quick,
    sources: values.sources,
    // Since the process began, the build with it.
    seconds: Math.round(performance.now() / 1000),
    benches,
  };
}

async function rowsOf(bench: Bench): Promise<readonly Row[]> {
  const options: RunOptions = {
    quick: values.quick,
    sources: values.sources,
    database: () =>
      database === "postgres"
        ? newPostgresDatabase({ durable: true })
        : Promise.resolve("sqlite:conclave.db"),
    say,
  };
  const rows: Row[] = [];
  for await (const found of bench.run(options)) {
    rows.push(judge(found, options));
    say(found.name);
  }
  return rows;
}

/** On standard error, so that --json stays whole. */
function say(text: string): void {
  process.stderr.write(`… ${text}\n`);
}

async function build(): Promise<void> {
  const { code, output } = await runProgram("node", ["scripts/build.ts"]);
  if (code === 0) return;
  console.error(output);
  process.exit(1);
}
