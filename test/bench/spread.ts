/** Several measurements of one thing: the middle one, and how far the others lie from it. */
import { performance } from "node:perf_hooks";

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** How many measurements. */
  readonly rounds: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
  return { median, min: sorted[0] ?? upper, max: sorted.at(-1) ?? upper, rounds: samples.length };
}

export function scaled({ median, min, max, rounds }: Spread, factor: number): Spread {
  return { median: median * factor, min: min * factor, max: max * factor, rounds };
}

type Work = () => unknown;

/** Milliseconds by the clock that `work` takes; once before, unmeasured, so that its code is compiled. */
export async function timed(rounds: number, work: Work): Promise<Spread> {
  const [spread] = await timedBeside(rounds, [work]);
  return spread ?? spreadOf([]);
}

/** Several works in turns, so that what else the machine does hits all of them. */
export async function timedBeside(rounds: number, works: readonly Work[]): Promise<readonly Spread[]> {
  const samples = works.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [nth, work] of works.entries()) {
      const start = performance.now();
      await work();
      if (round > 0) samples[nth]?.push(performance.now() - start);
    }
  }
  return samples.map(spreadOf);
}

/** CPU of a round, about. */
const ROUND_MS = 25;
const MOST = 400;
const LEAST = 10;

/** Milliseconds of CPU, of all threads, that each work takes once; they take turns, each in rounds of many. */
export function cpuBeside(rounds: number, works: readonly Work[]): readonly Spread[] {
  const counts = works.map((work) => {
    const once = cpuOf(LEAST, work);
    return Math.min(MOST, Math.max(LEAST, Math.round(ROUND_MS / once)));
  });
  const samples = works.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [nth, work] of works.entries()) {
      const cost = cpuOf(counts[nth] ?? LEAST, work);
      if (round > 0) samples[nth]?.push(cost);
    }
  }
  return samples.map(spreadOf);
}

function cpuOf(count: number, work: Work): number {
  const before = process.cpuUsage();
  for (let nth = 0; nth < count; nth++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

/** Milliseconds of a clock that all processes of this machine share. */
export function sharedClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
