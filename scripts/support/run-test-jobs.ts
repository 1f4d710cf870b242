/** Runs test processes side by side, prints what each says when it ends, and adds up their counts. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, toolEnvironment } from "./run-program.ts";
import type { ProcessTally } from "./test-reporter.ts";

export interface TestJob {
  /** For the message that it never ended. */
  readonly name: string;
  /** Of `node`: options and files. */
  readonly words: readonly string[];
  readonly limitMs: number;
}

export interface JobsOptions {
  readonly sideBySide: number;
  /** For what the processes leave behind. */
  readonly folder: string;
  /** Beside the environment of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** What failed runs once more when all others have ended, alone: programs of others fail by chance on a busy machine. */
  readonly tryAgain: boolean;
}

export interface JobsTally extends ProcessTally {
  /** Failed, and passed when they were tried again: told to whoever reads the result. */
  readonly passedAgain: readonly string[];
}

const REPORTER = ["--test-reporter=./scripts/support/test-reporter.ts", "--test-reporter-destination=stdout"];
const NOTHING: ProcessTally = { passed: 0, failed: 0, skipped: 0, skips: {} };
/** A process that ended badly without saying which test failed. */
const BROKEN: ProcessTally = { ...NOTHING, failed: 1 };

/** Begins the jobs in their order. */
export async function runTestJobs(jobs: readonly TestJob[], options: JobsOptions): Promise<JobsTally> {
  const queue = jobs.entries();
  const tallies = new Map<TestJob, ProcessTally>();
  const worker = async (): Promise<void> => {
    for (const [nth, job] of queue)
      tallies.set(job, await runJob(job, join(options.folder, `counts-${nth}`), options));
  };
  await Promise.all(Array.from({ length: options.sideBySide }, worker));
  const passedAgain = options.tryAgain ? await runAgain(tallies, options) : [];
  return { ...[...tallies.values()].reduce(add, NOTHING), passedAgain };
}

/** Gives the names of those that pass, whose tally takes the place of the first. */
async function runAgain(
  tallies: Map<TestJob, ProcessTally>,
  options: JobsOptions,
): Promise<readonly string[]> {
  const passed: string[] = [];
  for (const [nth, [job, { failed }]] of [...tallies].entries()) {
    if (failed === 0) continue;
    console.log(`\nagain, alone: ${job.name}`);
    const tally = await runJob(job, join(options.folder, `counts-again-${nth}`), options);
    tallies.set(job, tally);
    if (tally.failed === 0) passed.push(job.name);
  }
  return passed;
}

async function runJob(job: TestJob, countsFile: string, { environment }: JobsOptions): Promise<ProcessTally> {
  const child = spawn("node", ["--disable-warning=ExperimentalWarning", ...REPORTER, ...job.words], {
    cwd: ROOT,
    env: { ...toolEnvironment(), ...environment, CONCLAVE_TEST_COUNTS: countsFile },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const streams = [child.stdout, child.stderr];
  const said: Buffer[] = [];
  for (const stream of streams) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const limit = setTimeout(() => {
    child.kill("SIGKILL");
    // Programs that it started may hold the other ends.
    for (const stream of streams) stream.destroy();
  }, job.limitMs);
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(limit);
  process.stdout.write(Buffer.concat(said));
  const tally = readTally(countsFile);
  if (status === 0 && tally !== null) return tally;
  if (tally !== null && tally.failed > 0) return tally;
  console.log(
    `\nFAILED ${job.name}: ${status === null ? `ended after ${job.limitMs / 1000} s` : `status ${status}`}\n`,
  );
  return add(tally ?? NOTHING, BROKEN);
}

/** null: the process did not get so far. */
function readTally(path: string): ProcessTally | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ProcessTally;
  } catch {
    return null;
  }
}

function add(a: ProcessTally, b: ProcessTally): ProcessTally {
  const skips = { ...a.skips };
  for (const [reason, count] of Object.entries(b.skips)) skips[reason] = (skips[reason] ?? 0) + count;
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped, skips };
}
