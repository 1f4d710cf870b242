/**
 * How long mail waits for the DNS. Who writes in the name of domains whose servers never answer would hold up the mail of
 * all lists: when they were waited for some seconds within a minute, everybody's answers must come quickly.
 */
import { setTimeout as after } from "node:timers/promises";
import { LIMITS } from "#base";

/** For so long it counts that somebody waited. */
const REMEMBERED_MS = 60_000;
const QUICK_MS = 1000;

const TOO_LATE = Symbol("too late");

interface Waited {
  readonly at: number;
  readonly ms: number;
}

export class Patience {
  readonly #now: () => number;
  #waited: readonly Waited[] = [];

  /** @param now milliseconds, from any time on */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How long to wait, at most `ms`. */
  bound(ms: number): number {
    const since = this.#now() - REMEMBERED_MS;
    this.#waited = this.#waited.filter(({ at }) => at > since);
    const spent = this.#waited.reduce((sum, one) => sum + one.ms, 0);
    return spent >= LIMITS.dnsSilenceMs ? Math.min(ms, QUICK_MS) : ms;
  }

  /** That somebody waited so long for nothing. */
  note(ms: number): void {
    this.#waited = [...this.#waited, { at: this.#now(), ms }];
  }

  /** What the work gives; null: not in time. @param ms the longest time */
  async within<T>(
    ms: number,
    asked: { readonly isUnanswered: boolean },
    work: Promise<T>,
  ): Promise<T | null> {
    const began = this.#now();
    const late = new AbortController();
    const noAnswer = after(this.bound(ms), TOO_LATE, { signal: late.signal, ref: false });
    noAnswer.catch(() => undefined);
    let isLate = false;
    try {
      const given = await Promise.race([work, noAnswer]);
      isLate = given === TOO_LATE;
      return given === TOO_LATE ? null : given;
    } finally {
      late.abort();
      if (isLate || asked.isUnanswered) this.note(this.#now() - began);
    }
  }
}
