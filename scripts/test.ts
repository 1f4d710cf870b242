/**
 * `npm test`: unit tests in one process, every other file in a process of its own, some side by side.
 * `npm test -- mime 'test/interop/*.test.ts'` runs files by a part of their path or by a pattern; arguments
 * that begin with a dash go to Node's test runner. The last line is `N passed, N failed, N skipped`.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../test/support/programs/postgres.ts";
import { missingPeers, PEERS, peersAreRequired } from "../test/support/programs/peers.ts";
import { ROOT, toolEnvironment } from "./support/run-program.ts";
import { runTestJobs, type TestJob } from "./support/run-test-jobs.ts";

const UNIT = [
  "--test",
  "--test-isolation=none",
  "--test-timeout=60000",
  "--import=./scripts/support/fixed-seed.ts",
];
const MANY = 10;
const LIMIT_MS = 600_000;
/** They go first: a long file that is left at the end has the machine for itself. */
const LONGEST = [
  "test/site/cli.test.ts",
  "test/crash/",
  "test/posts/explain",
  "test/fuzz/",
  "test/failures/two-",
  "test/bench",
];
/** What Node made of a source is kept for the processes that load it too. */
const COMPILED = join(ROOT, "node_modules", ".cache", "compiled");

const passedOn = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const files = chooseFiles(process.argv.slice(2).filter((argument) => !argument.startsWith("-")));
if (files.length === 0) fail("No test file matches. Example: npm test -- mime");
announcePeers();
mkdirSync(COMPILED, { recursive: true });
const environment = { NODE_COMPILE_CACHE: COMPILED };
if (passedOn.includes("--watch")) watch();
else await runAll();

async function runAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-test-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
  const shared = { ...environment, CONCLAVE_TEST_FOLDER: folder, ...(await sharedPostgres()) };
  const sideBySide = availableParallelism() + 1;
  const tryAgain = files.length > MANY;
  const total = await runTestJobs(jobs(), { sideBySide, folder, environment: shared, tryAgain });
  for (const [reason, count] of Object.entries(total.skips)) console.log(`skipped ${count} × ${reason}`);
  for (const name of total.passedAgain) console.log(`failed, then passed alone: ${name} (see above)`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

/** One cluster for all processes. A few files start their own, if they need one. */
async function sharedPostgres(): Promise<{ readonly CONCLAVE_TEST_POSTGRES?: string }> {
  return files.length > MANY ? { CONCLAVE_TEST_POSTGRES: await startPostgres(false) } : {};
}

function watch(): void {
  const words = ["--test", "--disable-warning=ExperimentalWarning", ...passedOn, ...files];
  const env = { ...toolEnvironment(), ...environment };
  process.exitCode = spawnSync("node", words, { cwd: ROOT, env, stdio: "inherit" }).status ?? 1;
}

function jobs(): readonly TestJob[] {
  const units = files.filter((file) => !file.startsWith("test/"));
  const others = files.filter((file) => file.startsWith("test/")).toSorted((a, b) => place(a) - place(b));
  const unitJob = { name: "unit tests", words: [...UNIT, ...passedOn, ...units], limitMs: LIMIT_MS };
  const otherJobs = others.map((file) => ({ name: file, words: [...passedOn, file], limitMs: LIMIT_MS }));
  return units.length > 0 ? [unitJob, ...otherJobs] : otherJobs;
}

function place(file: string): number {
  const nth = LONGEST.findIndex((part) => file.startsWith(part));
  return nth < 0 ? LONGEST.length : nth;
}
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
  console.log(`Not installed: ${names}. Their tests are skipped. On Debian: apt install ${packages}`);
  if (missing.includes("exim4")) console.log("Beside Postfix Exim is put by: sudo bash .ci/exim");
  console.log("");
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
