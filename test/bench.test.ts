/** The bench runs and its JSON has the form that the reference page is made from. How fast it is, is no matter here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, runProgram } from "../scripts/support/run-program.ts";
import { performancePage } from "./bench/performance-page.ts";
import { PROSE } from "./bench/performance-prose.ts";
import { BENCHES } from "./bench/benches.ts";
import { NODE_FLAGS } from "./bench/measured-site.ts";
import type { BenchReport } from "./bench/report.ts";
import { judge } from "./bench/row.ts";
import { spreadOf } from "./bench/spread.ts";

const CHEAP = ["open", "idle", "command"];

test("a quick run gives rows with figures, targets, limits and verdicts", async () => {
  const { code, output } = await runProgram("node", [
    "test/bench/run.ts",
    ...CHEAP,
    "--quick",
    "--json",
    "--sources",
  ]);
  assert.equal(code, 0, output);
  const report = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as BenchReport;
  assert.deepEqual([report.quick, report.sources, report.database], [true, true, "sqlite"]);
  assert.ok(report.machine.cores >= 1 && report.machine.node === process.versions.node);
  assert.deepEqual(
    report.benches.map(({ name }) => name),
    CHEAP,
  );
  for (const { rows } of report.benches) {
    assert.ok(rows.length > 0);
    for (const { name, figure, limit, share, target, verdict } of rows) {
      assert.ok(figure.min > 0 && figure.min <= figure.median && figure.median <= figure.max, name);
      assert.ok(limit === undefined || (limit.figure > 0 && limit.of !== "" && share !== null), name);
      assert.equal(verdict === "", target === undefined, name);
    }
  }
  const page = performancePage(report);
  for (const { rows } of report.benches) for (const { name } of rows) assert.ok(page.includes(`| ${name} |`));
});

test("a verdict and a share go by what is better: more a second, less of everything else", () => {
  const figure = spreadOf([90, 110, 100]);
  const row = { name: "x", figure, target: 105 } as const;
  const limit = { of: "y", figure: 200 };
  assert.deepEqual(figure, { median: 100, min: 90, max: 110, rounds: 3 });
  assert.equal(judge({ ...row, unit: "per s" }).verdict, "missed");
  assert.equal(judge({ ...row, unit: "ms" }).verdict, "met");
  assert.equal(judge({ ...row, unit: "per s", limit }).share, 0.5);
  assert.equal(judge({ ...row, unit: "ms", limit }).share, 2);
  assert.equal(spreadOf([1, 2, 3, 10]).median, 2.5);
});

test("a bench that does not exist is refused with the list of those that do", async () => {
  const { code, output } = await runProgram("node", ["test/bench/run.ts", "nonsense"]);
  assert.equal(code, 64);
  for (const { name } of BENCHES) assert.ok(output.includes(name), name);
});

test("the server under measurement is started as `./conclave` starts it", () => {
  const script = readFileSync(join(ROOT, "conclave"), "utf8");
  assert.ok(script.includes(`exec "$node" ${NODE_FLAGS.join(" ")} "$entry"`));
});

test("every bench has prose, and no prose is about a bench that is gone", () => {
  assert.deepEqual(
    Object.keys(PROSE),
    BENCHES.map(({ name }) => name),
  );
});
