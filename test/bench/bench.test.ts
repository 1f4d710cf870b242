/** The bench runs and its JSON has the form that the reference page is made from. How fast it is, is no matter here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, runProgram } from "../../scripts/support/run-program.ts";
import { performancePage } from "./performance-page.ts";
import { PROSE } from "./performance-prose.ts";
import { BENCHES } from "./benches.ts";
import { MALLOC_THRESHOLD, NODE_FLAGS } from "./measured-site.ts";
import { printReport } from "./print-report.ts";
import { type BenchReport, cellsOf, limitsOf } from "./report.ts";
import { exceedsLimit, isBeyondLimit, judge } from "./row.ts";
import { spreadOf } from "./spread.ts";

const CHEAP = ["open", "idle", "command"];

test("a quick run gives rows with figures, targets and limits, and no verdicts", async () => {
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
    for (const { name, figure, limit, share, verdict } of rows) {
      assert.ok(figure.min >= 0 && figure.min <= figure.median && figure.median <= figure.max, name);
      assert.ok(limit === undefined || (limit.figure > 0 && limit.of !== "" && share !== null), name);
      assert.equal(verdict, "", name);
    }
  }
  assert.match(printReport(report), /no verdicts[^]*\d s in all$/);
  const page = performancePage(report);
  for (const { rows } of report.benches) for (const { name } of rows) assert.ok(page.includes(`| ${name} |`));
});

test("a verdict and a share go by what is better: more a second, less of everything else", () => {
  const figure = spreadOf([90, 110, 100]);
  const row = { name: "x", figure, target: 105 } as const;
  const limit = { of: "y", figure: 200 };
  assert.deepEqual(figure, { median: 100, min: 90, max: 110, rounds: 3 });
  const whole = { quick: false };
  assert.equal(judge({ ...row, unit: "per s" }, whole).verdict, "missed");
  assert.equal(judge({ ...row, unit: "ms" }, whole).verdict, "met");
  assert.equal(judge({ ...row, unit: "ms" }, { quick: true }).verdict, "");
  assert.equal(judge({ ...row, unit: "per s", limit }, whole).share, 0.5);
  assert.equal(judge({ ...row, unit: "ms", limit }, whole).share, 2);
  assert.equal(spreadOf([1, 2, 3, 10]).median, 2.5);
});

test("a target that the limit misses, and a figure beyond its limit, are told", () => {
  const found = { name: "x", unit: "per s", figure: spreadOf([90, 110, 100]), target: 500 } as const;
  const near = judge({ ...found, limit: { of: "y", figure: 105 } }, { quick: false });
  assert.deepEqual([isBeyondLimit(near), exceedsLimit(near)], [true, true]);
  assert.equal(cellsOf(near).at(-1), "missed (beyond the limit)");
  const far = judge({ ...found, limit: { of: "z", figure: 600 } }, { quick: false });
  assert.deepEqual([isBeyondLimit(far), exceedsLimit(far)], [false, false]);
  assert.equal(cellsOf(far).at(-1), "missed");
  assert.deepEqual(limitsOf({ name: "b", about: "c", rows: [near, { ...far, name: "w" }] }), [
    { of: "y", rows: ["x"] },
    { of: "z", rows: ["w"] },
  ]);
});

for (const script of ["test/bench/run.ts", "scripts/fuzz.ts"]) {
  test(`${script} says how it is used`, async () => {
    const help = await runProgram("node", [script, "--help"]);
    assert.deepEqual([help.code, help.output.slice(0, 14)], [0, "Usage: npm run"]);
    const { code, output } = await runProgram("node", [script, "--nonsense"]);
    assert.equal(code, 64, output);
    assert.match(output, /^Unknown option '--nonsense'\n\nUsage: npm run/);
  });
}

test("numbers that make no run are refused by the fuzzer, and so is a folder that is a file", async () => {
  for (const wrong of [
    ["--count", "0"],
    ["--save", "README.md"],
  ]) {
    const { code, output } = await runProgram("node", ["scripts/fuzz.ts", ...wrong]);
    assert.equal(code, 64, output);
    assert.match(output, /^--(?:count|save) [^]*Usage:/);
  }
});

test("a run of the fuzzer that is too short to say something of memory says nothing of it", async () => {
  const { code, output } = await runProgram("node", ["scripts/fuzz.ts", "--count", "5", "--processes", "1"]);
  assert.equal(code, 0, output);
  assert.match(output, /^5 of 5, .* 0 found\n\n5 inputs, 0 found, kept in/m);
  assert.doesNotMatch(output, /Live memory/);
});

test("a bench that does not exist is refused with the list of those that do", async () => {
  const { code, output } = await runProgram("node", ["test/bench/run.ts", "nonsense"]);
  assert.equal(code, 64);
  for (const { name } of BENCHES) assert.ok(output.includes(name), name);
});

test("the server under measurement is started as `./conclave` starts it", () => {
  const script = readFileSync(join(ROOT, "conclave"), "utf8");
  assert.ok(script.includes(`exec "$node" ${NODE_FLAGS.join(" ")} "$entry"`));
  assert.ok(script.includes(`MALLOC_MMAP_THRESHOLD_="\${MALLOC_MMAP_THRESHOLD_:-${MALLOC_THRESHOLD}}"`));
});

test("every bench has prose, and no prose is about a bench that is gone", () => {
  assert.deepEqual(
    Object.keys(PROSE),
    BENCHES.map(({ name }) => name),
  );
});
