import type { Clock } from "#base";

const REMEMBERED_MS = 5 * 60_000;
const MOST_REMEMBERED = 1000;

interface Remembered<T> {
  readonly answer: Promise<T>;
  readonly until: number;
}

/** Asks once for each domain within some minutes, whatever the answer, also where the answer is not there yet. */
export function remembered<T>(ask: (domain: string) => Promise<T>, clock: Clock) {
  const known = new Map<string, Remembered<T>>();
  return (domain: string): Promise<T> => {
    const key = domain.toLowerCase();
    const now = clock.now().getTime();
    const before = known.get(key);
    if (before !== undefined && now < before.until) return before.answer;
    const answer = ask(key);
    known.delete(key);
    known.set(key, { answer, until: now + REMEMBERED_MS });
    const [oldest] = known.keys();
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    return answer;
  };
}
