/**
 * `npm test`: unit tests in one process, whole-server and interop tests in a process each, two at a time.
 * `npm test -- mime 'test/interop/*.test.ts'` runs files by a part of their path or by a pattern; arguments
 * that begin with a dash go to `node --test`. The last line is `N passed, N failed, N skipped`.
 */
import { spawn } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingPeers, PEERS, peersAreRequired } from "../test/support/programs/peers.ts";
import { ROOT, toolEnvironment } from "./support/run-program.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Run {
  readonly files: readonly string[];
  readonly options: readonly string[];
}

const UNIT = ["--test-isolation=none", "--test-timeout=60000", "--import=./scripts/support/fixed-seed.ts"];
const WHOLE_SERVER = ["--test-concurrency=2", "--test-timeout=600000"];

const passedOn = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const files = chooseFiles(process.argv.slice(2).filter((argument) => !argument.startsWith("-")));
if (files.length === 0) fail("No test file matches. Example: npm test -- mime");
announcePeers();

const runs: readonly Run[] = [
  { files: files.filter((file) => !file.startsWith("test/")), options: UNIT },
  { files: files.filter((file) => file.startsWith("test/")), options: WHOLE_SERVER },
];
const results: Counts[] = [];
for (const run of runs) if (run.files.length > 0) results.push(await runTests(run));
const total = results.reduce(add);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

function chooseFiles(wanted: readonly string[]): readonly string[] {
  const all = globSync(["{src,scripts,test}/**/*.test.ts"], { cwd: ROOT }).toSorted();
  if (wanted.length === 0) return all;
  const matched = new Set(wanted.flatMap((pattern) => globSync(pattern, { cwd: ROOT })));
  return all.filter((file) => matched.has(file) || wanted.some((part) => file.includes(part)));
}

function announcePeers(): void {
  const missing = missingPeers();
  if (missing.length === 0) return;
  const packages = missing.map((name) => PEERS[name]).join(" ");
  const names = missing.join(", ");
  if (peersAreRequired()) fail(`Not installed, but CONCLAVE_PEERS=required: ${names} (Debian: ${packages})`);
  console.log(`Not installed: ${names}. Their tests are skipped. On Debian: apt install ${packages}\n`);
}

/** Starts one `node --test` and gives its counts; a run that ends without any is a failure. */
async function runTests({ files: chosen, options }: Run): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-test-"));
  const countsFile = join(folder, "counts");
  const reporter = [
    "--test-reporter=./scripts/support/test-reporter.ts",
    "--test-reporter-destination=stdout",
  ];
  const flags = ["--test", "--disable-warning=ExperimentalWarning", ...options, ...reporter, ...passedOn];
  const child = spawn("node", [...flags, ...chosen], {
    cwd: ROOT,
    env: { ...toolEnvironment(), CONCLAVE_TEST_COUNTS: countsFile },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? 1)));
  const counts = readCounts(countsFile);
  rmSync(folder, { recursive: true });
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

function readCounts(path: string): Counts {
  try {
    const counts = JSON.parse(readFileSync(path, "utf8")) as Record<string, number>;
    const count = (name: string): number => counts[name] ?? 0;
    return {
      passed: count("passed"),
      failed: count("failed") + count("cancelled"),
      skipped: count("skipped") + count("todo"),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
