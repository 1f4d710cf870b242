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
  await work();
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    samples.push(performance.now() - start);
  }
  return spreadOf(samples);
}

/** Milliseconds of CPU, of all threads, for each of the `count` things that `work` does. */
export function timedCpu({ rounds, count }: { rounds: number; count: number }, work: Work): Spread {
  work();
  const samples = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / count;
  });
  return spreadOf(samples);
}

/** Milliseconds of a clock that all processes of this machine share. */
export function sharedClock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
