/** When a delivery that did not succeed is tried again, and when it is given up. */
import type { Random } from "#base";

export interface RetryPolicy {
  /** After the first answer that said "later"; doubles each time. Milliseconds, as are all here. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** After a connection that broke without an answer. */
  readonly brokenMs: number;
  /** Age at which a delivery has failed (RFC 5321 §4.5.4.1: at least 4–5 days). */
  readonly giveUpMs: number;
  /** While the relay cannot be reached; doubles up to `maxPauseMs`. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** After a result could not be written. */
  readonly commitMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DEFAULT_RETRY: RetryPolicy = {
  firstMs: MINUTE,
  maxMs: 4 * HOUR,
  brokenMs: 5 * SECOND,
  giveUpMs: 5 * 24 * HOUR,
  firstPauseMs: SECOND,
  maxPauseMs: MINUTE,
  commitMs: SECOND,
};

/** `first` doubled per attempt up to `max`, then somewhere between 75 % and 125 % of it. */
export function backOff(attempts: number, first: number, max: number, random: Random): number {
  const full = Math.min(max, first * 2 ** Math.min(attempts, 30));
  const [octet = 0] = random.bytes(1);
  return Math.round(full * (0.75 + (0.5 * octet) / 255));
}
