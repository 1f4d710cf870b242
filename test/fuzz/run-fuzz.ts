/** All inputs of a run, spread over processes, and what came of them. */
import { mkdirSync } from "node:fs";
import { type FuzzWork, runFuzzProcess } from "./fuzz-process.ts";
import type { FromFuzzWorker, Slice } from "./fuzz-worker.ts";
import { materialIn } from "./material.ts";

export interface FuzzOptions {
  readonly seed: string;
  readonly from: number;
  readonly count: number;
  readonly processes: number;
  /** Where the material and what was found is kept. */
  readonly folder: string;
  onFinding?(finding: Finding): void;
  onProgress?(result: FuzzResult): void;
}

export interface Finding {
  readonly number: number;
  readonly recipe: string;
  readonly fault: string;
}

interface Slow {
  readonly number: number;
  readonly recipe: string;
  readonly door: string;
  readonly ms: number;
}

interface Memory {
  readonly worker: number;
  readonly rss: number;
  readonly live: number;
}

export interface FuzzResult {
  judged: number;
  authentic: number;
  /** All inputs before it are judged: where to go on. */
  next: number;
  readonly findings: Finding[];
  /** The ten slowest, the slowest first. */
  slowest: readonly Slow[];
  readonly memory: Memory[];
}

const SLICE = 50;
const SHOWN = 10;

export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  mkdirSync(options.folder, { recursive: true });
  await materialIn(options.folder);
  const run = new FuzzRun(options);
  await Promise.all(Array.from({ length: options.processes }, (_, worker) => runFuzzProcess(run, worker)));
  return run.result;
}

class FuzzRun implements FuzzWork {
  readonly folder: string;
  readonly seed: string;
  readonly result: FuzzResult;
  readonly #options: FuzzOptions;
  readonly #waiting = new Set<number>();
  #given: number;

  constructor(options: FuzzOptions) {
    this.#options = options;
    this.folder = options.folder;
    this.seed = options.seed;
    this.#given = options.from;
    this.result = { judged: 0, authentic: 0, next: options.from, findings: [], slowest: [], memory: [] };
  }

  next(): Slice | null {
    const end = this.#options.from + this.#options.count;
    if (this.#given >= end) return null;
    const from = this.#given;
    this.#given = Math.min(from + SLICE, end);
    for (let number = from; number < this.#given; number++) this.#waiting.add(number);
    return { from, to: this.#given };
  }

  heard(message: FromFuzzWorker, worker: number): void {
    if (message.say === "memory") this.result.memory.push({ worker, rss: message.rss, live: message.live });
    if (message.say !== "judged") return;
    const { number, recipe, faults, spent } = message;
    if (message.authentic) this.result.authentic += 1;
    const slow = [...this.result.slowest, ...spent.map(({ door, ms }) => ({ number, recipe, door, ms }))];
    this.result.slowest = slow.sort((a, b) => b.ms - a.ms).slice(0, SHOWN);
    for (const fault of faults) this.#find({ number, recipe, fault });
    this.#done(number);
  }

  lost(number: number, why: string): void {
    this.#find({ number, recipe: "lost", fault: why });
    this.#done(number);
  }

  #find(finding: Finding): void {
    this.result.findings.push(finding);
    this.#options.onFinding?.(finding);
  }

  #done(number: number): void {
    this.#waiting.delete(number);
    this.result.judged += 1;
    const [first = this.#given] = this.#waiting;
    this.result.next = Math.min(first, this.#given);
    this.#options.onProgress?.(this.result);
  }
}

const MEGABYTE = 1024 * 1024;
const ALLOWED_GROWTH = 24 * MEGABYTE;

export interface Growth {
  readonly worker: number;
  readonly before: number;
  readonly after: number;
  readonly grows: boolean;
}

/**
 * Live memory of each process after collection: the last third of a run beside the third before it. Nothing of a
 * process that was measured less than three times.
 */
export function memoryGrowth({ memory }: FuzzResult): readonly Growth[] {
  const workers = [...new Set(memory.map(({ worker }) => worker))];
  return workers.flatMap((worker) => {
    const live = memory.filter((one) => one.worker === worker).map((one) => one.live);
    const third = Math.floor(live.length / 3);
    if (third === 0) return [];
    const [before, after] = [median(live.slice(third, 2 * third)), median(live.slice(2 * third))];
    return [{ worker, before, after, grows: after - before > ALLOWED_GROWTH }];
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
