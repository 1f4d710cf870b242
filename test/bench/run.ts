/**
 * `npm run bench`: one table of all figures, each beside its target and beside what the machine could do at
 * best, measured in the same run. `npm run bench -- NAME… [--json] [--quick] [--sources] [--write]
 * [--database postgres]`; without names all benches are run. Figures count on a machine that does nothing else.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT, runProgram } from "../../scripts/support/run-program.ts";
import { newPostgresDatabase } from "../support/postgres.ts";
import { BENCHES } from "./benches.ts";
import { machineFacts } from "./machine.ts";
import { performancePage } from "./performance-page.ts";
import { printReport } from "./print-report.ts";
import type { BenchReport } from "./report.ts";
import { type Bench, judge, type Row, type RunOptions } from "./row.ts";

const RESULT = join(ROOT, "docs/reference/performance.json");
const PAGE = join(ROOT, "docs/reference/performance.md");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    sources: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    database: { type: "string", default: "sqlite" },
  },
});
const chosen = BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => BENCHES.every((bench) => bench.name !== name));
if (unknown.length > 0) {
  const names = BENCHES.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join("\n");
  stop(`No such bench: ${unknown.join(", ")}. There are:\n${names}`);
}
if (values.write && (values.quick || positionals.length > 0))
  stop("--write keeps a whole run: leave out --quick and the names.");
const database = values.database === "postgres" ? "postgres" : "sqlite";
if (values.database !== database) stop("--database is sqlite or postgres.");
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
  const start = performance.now();
  const benches: BenchReport["benches"][number][] = [];
  for (const bench of chosen)
    benches.push({ name: bench.name, about: bench.about, rows: await rowsOf(bench) });
  return {
    at: new Date().toISOString(),
    machine,
    database,
    quick: values.quick,
    sources: values.sources,
    seconds: Math.round((performance.now() - start) / 1000),
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
    rows.push(judge(found));
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
  if (code !== 0) stop(output);
}

function stop(text: string): never {
  console.error(text);
  process.exit(64);
}
