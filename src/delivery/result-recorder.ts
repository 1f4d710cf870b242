/**
 * Writes what became of deliveries, all connections in one commit. A promise given here is fulfilled only
 * when the result is durable; while it cannot be written nobody goes on, and it is tried again.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { AppError, type Clock, type Logger, type OutboxId } from "#base";
import { type Database, markFailed, markSent, reschedule, type Transactor, unclaim } from "#store";

export type Outcome =
  | { readonly id: OutboxId; readonly became: "sent"; readonly code: string }
  | { readonly id: OutboxId; readonly became: "untried" }
  | { readonly id: OutboxId; readonly became: "failed"; readonly code: string; readonly reply: string }
  | {
      readonly id: OutboxId;
      readonly became: "later";
      readonly code: string;
      readonly reply: string;
      readonly nextAt: Date;
    };

interface Pending {
  readonly outcomes: readonly Outcome[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

export interface RecorderOptions {
  readonly db: Pick<Database, "transact">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Wait after a commit that failed. */
  readonly retryMs: number;
}

const MAX_OUTCOMES = 500;
/** For who else has an answer soon; a commit takes about as long. */
const GATHER_MS = 2;
/** So many commits at most are made at once after a wait that was of no use. */
const MOST_AT_ONCE = 64;

export class ResultRecorder {
  readonly #options: RecorderOptions;
  #pending: Pending[] = [];
  #running: Promise<void> | null = null;
  #stopped = false;
  /** Connections that will have a result. */
  #busy = 0;
  /** Commits to be made without waiting for others. */
  #atOnce = 0;
  #lastAtOnce = 0;
  #goOn: () => void = () => {};

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Fulfilled after the commit; rejected only if the recorder is stopped before it succeeded. */
  record(outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#pending.push({ outcomes, resolve, reject });
    this.#signalIfAll();
    this.#running ??= this.#run();
    return promise;
  }

  /** A connection began to have messages under way, or has none any more: commits wait a moment for those that do. */
  expect(more: 1 | -1): void {
    this.#busy += more;
    this.#signalIfAll();
  }

  /** Gives up what cannot be written now; those rows are freed when their claim ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#pending.length > 0) {
      // Answers that lie ready in other sockets are read first and share the commit.
      await nextTurn();
      await this.#gather();
      const group = this.#nextGroup();
      const failed = await this.#write(group);
      this.#pending.push(...failed);
      if (failed.length < group.length || this.#stopped) continue;
      this.#options.logger.error("delivery.not-recorded", { messages: failed.length });
      await sleep(this.#options.retryMs);
    }
    this.#running = null;
  }

  /** One commit for all connections is worth a moment, if the relay answers that fast. */
  async #gather(): Promise<void> {
    if (this.#complete || this.#stopped) return;
    if (this.#atOnce > 0) {
      this.#atOnce -= 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, GATHER_MS);
    this.#goOn = resolve;
    await promise;
    clearTimeout(timer);
    this.#lastAtOnce = this.#complete ? 0 : Math.min(MOST_AT_ONCE, 2 * this.#lastAtOnce + 1);
    this.#atOnce = this.#lastAtOnce;
  }

  get #complete(): boolean {
    return this.#pending.length >= this.#busy;
  }

  #signalIfAll(): void {
    if (this.#complete) this.#goOn();
  }

  /** Gives what could not be written; one that cannot must not hold up the others. */
  async #write(group: readonly Pending[]): Promise<readonly Pending[]> {
    const failure = await this.#commit(group);
    if (!failure) {
      for (const { resolve } of group) resolve();
      return [];
    }
    const [first] = group;
    if (group.length > 1) {
      const failed: Pending[] = [];
      for (const one of group) failed.push(...(await this.#write([one])));
      return failed;
    }
    if (!this.#stopped) return group;
    first?.reject(failure);
    return [];
  }

  #nextGroup(): Pending[] {
    let count = 0;
    const end = this.#pending.findIndex(({ outcomes }) => (count += outcomes.length) > MAX_OUTCOMES);
    return this.#pending.splice(0, end < 0 ? this.#pending.length : Math.max(1, end));
  }

  async #commit(group: readonly Pending[]): Promise<AppError | null> {
    const outcomes = group.flatMap((one) => one.outcomes);
    try {
      await this.#options.db.transact((tx) => write(tx, outcomes, this.#options.clock.now()));
      return null;
    } catch (thrown) {
      return AppError.fromUnknown(thrown);
    }
  }
}

async function write(tx: Transactor, outcomes: readonly Outcome[], now: Date): Promise<void> {
  const sent = Map.groupBy(
    outcomes.filter((one) => one.became === "sent"),
    ({ code }) => code,
  );
  for (const [code, rows] of sent) await markSent(tx, idsOf(rows), { code, reply: "", now });
  await unclaim(tx, idsOf(outcomes.filter((one) => one.became === "untried")));
  for (const one of outcomes) {
    if (one.became === "failed") await markFailed(tx, [one.id], { ...one, now });
    if (one.became === "later") await reschedule(tx, [one.id], one);
  }
}

function idsOf(outcomes: readonly Outcome[]): OutboxId[] {
  return outcomes.map(({ id }) => id);
}
