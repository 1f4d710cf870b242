/** One worker process and what it is at: lost and started again when it crashes or does not come back. */
import { type ChildProcess, fork, type ForkOptions } from "node:child_process";
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { FromFuzzWorker, Slice } from "./fuzz-worker.ts";

const HANGS_AFTER_MS = 120_000;

export interface FuzzWork {
  readonly folder: string;
  readonly seed: string;
  /** null: nothing is left to do. */
  next(): Slice | null;
  heard(message: FromFuzzWorker, worker: number): void;
  lost(number: number, why: string): void;
}

/** Ends when there is nothing more to do. */
export async function runFuzzProcess(work: FuzzWork, worker: number): Promise<void> {
  let slice = work.next();
  while (slice !== null) slice = (await runUntilLost(work, worker, slice)) ?? work.next();
}

/** The rest of the slice whose input lost the process; null if it ended because all is done. */
function runUntilLost(work: FuzzWork, worker: number, first: Slice): Promise<Slice | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Slice | null>();
  const options = {
    serialization: "advanced",
    execArgv: ["--disable-warning=ExperimentalWarning"],
  } satisfies ForkOptions;
  const child = fork(join(import.meta.dirname, "fuzz-worker.ts"), [work.folder, work.seed], options);
  let slice: Slice | null = first;
  let isReady = false;
  let timer = watch(child);
  child.on("message", (message: FromFuzzWorker) => {
    clearTimeout(timer);
    timer = watch(child);
    isReady = true;
    if (message.say !== "ready") work.heard(message, worker);
    if (message.say === "judged" && slice !== null) slice = { from: message.number + 1, to: slice.to };
    if (message.say === "memory") return;
    if (slice !== null && slice.from >= slice.to) slice = work.next();
    else if (message.say !== "ready") return;
    if (slice === null) child.disconnect();
    else child.send(slice);
  });
  child.on("exit", (code, signal) => {
    clearTimeout(timer);
    if (slice === null) return resolve(null);
    if (!isReady) return reject(new Error("a process of the fuzzer could not start"));
    keepRunning(work, child, slice.from);
    work.lost(slice.from, signal === "SIGKILL" ? "did not come back" : `ended with ${signal ?? code}`);
    resolve(slice.from + 1 < slice.to ? { from: slice.from + 1, to: slice.to } : null);
  });
  return promise;
}

function watch(child: ChildProcess): NodeJS.Timeout {
  return setTimeout(() => child.kill("SIGKILL"), HANGS_AFTER_MS);
}

function keepRunning({ folder, seed }: FuzzWork, { pid }: ChildProcess, number: number): void {
  const running = join(folder, `running-${pid}`);
  if (existsSync(running)) renameSync(running, join(folder, `${seed}-${number}.input`));
}
