/**
 * Claimed rows in memory, handed out list by list in turn, so that a small list does not wait for a large
 * one. Rows that differ in nothing but the recipient become one envelope.
 */
import { equalBytes } from "#base";
import type { OutboxRow } from "#store";

/** Rows that are sent in one transaction of SMTP. */
export interface Job {
  readonly rows: readonly OutboxRow[];
}

const MAX_RECIPIENTS = 500;

/** Asks for more rows when fewer than this are left. */
const LOW = 250;

export class JobQueue {
  readonly #onLow: () => void;
  readonly #lanes = new Map<number, OutboxRow[]>();
  readonly #takers: ((job: Job | null) => void)[] = [];
  #size = 0;
  #closed = false;

  constructor(onLow: () => void) {
    this.#onLow = onLow;
  }

  /** Rows waiting. */
  get size(): number {
    return this.#size;
  }

  add(rows: readonly OutboxRow[]): void {
    for (const row of rows) {
      const lane = row.listId ?? 0;
      const waiting = this.#lanes.get(lane);
      if (waiting) waiting.push(row);
      else this.#lanes.set(lane, [row]);
    }
    this.#size += rows.length;
    while (this.#takers.length > 0 && this.#size > 0) this.#takers.shift()?.(this.#next());
  }

  /** The next envelope; null after `idleMs` without one, or once closed. */
  async take(idleMs: number): Promise<Job | null> {
    if (this.#size > 0) return this.#next();
    if (this.#closed) return null;
    return await new Promise((resolve) => {
      const taker = (job: Job | null): void => {
        clearTimeout(timer);
        resolve(job);
      };
      const timer = setTimeout(() => {
        this.#takers.splice(this.#takers.indexOf(taker), 1);
        resolve(null);
      }, idleMs);
      this.#takers.push(taker);
    });
  }

  /** Takes everything out. */
  clear(): readonly OutboxRow[] {
    const rows = [...this.#lanes.values()].flat();
    this.#lanes.clear();
    this.#size = 0;
    return rows;
  }

  /** No more waiting: takers get null once nothing is left. */
  close(): void {
    this.#closed = true;
    for (const taker of this.#takers.splice(0)) taker(null);
  }

  /** From the lane whose turn it is; it then goes to the end of the line. */
  #next(): Job | null {
    const [turn] = this.#lanes;
    if (!turn) return null;
    const [lane, waiting] = turn;
    const count = envelopeLength(waiting);
    const rows = waiting.splice(0, count);
    if (this.#size >= LOW && this.#size - count < LOW) this.#onLow();
    this.#size -= count;
    this.#lanes.delete(lane);
    if (waiting.length > 0) this.#lanes.set(lane, waiting);
    return { rows };
  }
}

function envelopeLength(waiting: readonly OutboxRow[]): number {
  const [first] = waiting;
  if (!first || first.head.length > 0) return 1;
  const other = waiting.findIndex((row) => !sameMessage(first, row));
  return Math.min(other < 0 ? waiting.length : other, MAX_RECIPIENTS);
}

function sameMessage(a: OutboxRow, b: OutboxRow): boolean {
  return (
    a.bodyId === b.bodyId &&
    a.returnPath === b.returnPath &&
    b.head.length === 0 &&
    equalBytes(a.memberFields, b.memberFields)
  );
}
