/** What a bench finds: a figure, beside its target and beside what the bare operations take. */
import { type Spread } from "./spread.ts";

export type Unit = "ms" | "per s" | "MB per s" | "MB" | "×";

export interface Found {
  /** Names the row in the table and in the prose about it. */
  readonly name: string;
  readonly unit: Unit;
  readonly figure: Spread;
  /** At least so many, or so much, per second; of all other units at most so much. Without one, the row is for knowing. */
  readonly target?: number;
  /** Measured in the same run, in the row's unit. */
  readonly limit?: { readonly of: string; readonly figure: number };
}

export interface Row extends Found {
  /** How much of the limit was reached, 1 at best; null without a limit. */
  readonly share: number | null;
  readonly verdict: "met" | "missed" | "";
}

export interface RunOptions {
  /** Fewer members, smaller messages, one round. */
  readonly quick: boolean;
  /** The server is run from `src` instead of from `dist`. */
  readonly sources: boolean;
  /** Value of `database` in conclave.toml for a new site. */
  readonly database: () => Promise<string>;
  /** What is going on, for whoever waits. */
  readonly say: (text: string) => void;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  readonly run: (options: RunOptions) => AsyncIterable<Found>;
}

export function isBetterHigh(unit: Unit): boolean {
  return unit === "per s" || unit === "MB per s";
}

/** A quick run has no verdicts: its figures are not those that the targets are about. */
export function judge(found: Found, { quick }: Pick<RunOptions, "quick">): Row {
  const { figure, target, limit, unit } = found;
  const share = limit && (isBetterHigh(unit) ? figure.median / limit.figure : limit.figure / figure.median);
  if (target === undefined || quick) return { ...found, share: share ?? null, verdict: "" };
  const verdict = reaches(figure.median, target, unit) ? "met" : "missed";
  return { ...found, share: share ?? null, verdict };
}

/** The target is beyond what the machine could do at all in this run. */
export function isBeyondLimit({ limit, target, unit }: Found): boolean {
  return limit !== undefined && target !== undefined && !reaches(limit.figure, target, unit);
}

/** A round, or the median, was better than the limit. */
export function exceedsLimit({ limit, figure, unit }: Found): boolean {
  if (limit === undefined) return false;
  return isBetterHigh(unit) ? figure.max > limit.figure : figure.min < limit.figure;
}

function reaches(figure: number, target: number, unit: Unit): boolean {
  return isBetterHigh(unit) ? figure >= target : figure <= target;
}
