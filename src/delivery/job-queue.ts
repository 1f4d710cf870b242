/**
 * Claimed rows in memory, handed out list by list in turn, so that a small list does not wait for a large
 * one. Rows that differ in nothing but the recipient become one envelope. Large messages are never all that
 * is under way: a list of twelve goes through while 25 MB go out.
 */
import { type BodyId, equalBytes } from "#base";
import { laneOf, type ClaimedRow } from "#store";

/** Rows that are sent in one transaction of SMTP. */
export interface Job {
  readonly rows: readonly ClaimedRow[];
  /** It counts among the large ones until `finished`. */
  readonly large: boolean;
}

export interface JobQueueOptions {
  /** A lane is nearly empty: there may be more rows for it. */
  readonly onLow: () => void;
  /** Large messages at the same time. */
  readonly maxLarge: number;
}

interface Lane {
  readonly list: number;
  readonly large: boolean;
  readonly rows: ClaimedRow[];
}

type Taker = (job: Job | null) => void;

const MAX_RECIPIENTS = 500;
/** Asks for more rows when fewer than this are left in a lane. */
const LOW = 250;

export class JobQueue {
  readonly #options: JobQueueOptions;
  /** In the order of their turns. */
  readonly #lanes = new Map<string, Lane>();
  readonly #takers: Taker[] = [];
  #size = 0;
  #largeOut = 0;
  #closed = false;

  constructor(options: JobQueueOptions) {
    this.#options = options;
  }

  /** Rows waiting. */
  get size(): number {
    return this.#size;
  }

  /** The lanes that have enough for now. */
  get full(): readonly number[] {
    return [...this.#lanes.values()].filter(({ rows }) => rows.length >= LOW).map(({ list }) => list);
  }

  /** @param large bodies of which only a few are sent at the same time */
  add(rows: readonly ClaimedRow[], large: ReadonlySet<BodyId> = new Set()): void {
    for (const row of rows) this.#laneFor(row, large.has(row.bodyId)).rows.push(row);
    this.#size += rows.length;
    this.#serve();
  }

  /** The next envelope; null after `idleMs` without one, or once closed. */
  async take(idleMs: number): Promise<Job | null> {
    const job = this.#next();
    if (job || this.#closed) return job;
    return await new Promise((resolve) => {
      const taker: Taker = (given) => {
        clearTimeout(timer);
        resolve(given);
      };
      const timer = setTimeout(() => {
        this.#takers.splice(this.#takers.indexOf(taker), 1);
        resolve(null);
      }, idleMs);
      this.#takers.push(taker);
    });
  }

  /** The job was not taken up. */
  putBack(job: Job): void {
    this.finished(job);
    this.add(job.rows, new Set(job.large ? job.rows.map(({ bodyId }) => bodyId) : []));
  }

  /** Nothing of the job is under way any more. */
  finished({ large }: Job): void {
    if (!large) return;
    this.#largeOut -= 1;
    this.#serve();
  }

  /** Takes everything out. */
  clear(): readonly ClaimedRow[] {
    const rows = [...this.#lanes.values()].flatMap((lane) => lane.rows);
    this.#lanes.clear();
    this.#size = 0;
    return rows;
  }

  /** No more waiting: takers get null once nothing is left. */
  close(): void {
    this.#closed = true;
    for (const taker of this.#takers.splice(0)) taker(null);
  }

  #laneFor(row: ClaimedRow, large: boolean): Lane {
    const list = laneOf(row.listId);
    const name = `${list} ${large ? "large" : "small"}`;
    const lane = this.#lanes.get(name) ?? { list, large, rows: [] };
    this.#lanes.set(name, lane);
    return lane;
  }

  #serve(): void {
    while (this.#takers.length > 0) {
      const job = this.#next();
      if (!job) return;
      this.#takers.shift()?.(job);
    }
  }

  /** From the lane whose turn it is; it then goes to the end of the line. */
  #next(): Job | null {
    const mayBeLarge = this.#largeOut < this.#options.maxLarge;
    const turn = [...this.#lanes].find(([, { large }]) => mayBeLarge || !large);
    if (!turn) return null;
    const [name, lane] = turn;
    const count = envelopeLength(lane.rows);
    const rows = lane.rows.splice(0, count);
    this.#size -= count;
    if (lane.rows.length < LOW && lane.rows.length + count >= LOW) this.#options.onLow();
    this.#lanes.delete(name);
    if (lane.rows.length > 0) this.#lanes.set(name, lane);
    if (lane.large) this.#largeOut += 1;
    return { rows, large: lane.large };
  }
}

function envelopeLength(waiting: readonly ClaimedRow[]): number {
  const [first] = waiting;
  if (!first || first.head.length > 0) return 1;
  const other = waiting.findIndex((row) => !sameMessage(first, row));
  return Math.min(other < 0 ? waiting.length : other, MAX_RECIPIENTS);
}

function sameMessage(a: ClaimedRow, b: ClaimedRow): boolean {
  return (
    a.bodyId === b.bodyId &&
    a.returnPath === b.returnPath &&
    b.head.length === 0 &&
    equalBytes(a.memberFields, b.memberFields)
  );
}
