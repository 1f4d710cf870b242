/**
 * Claims rows in the database, hands them to couriers and has the results written back. After a kill the
 * rows of this node are freed at its next start; those of a node that never comes back are free when their
 * claim ends. While the relay cannot be reached nothing is claimed and no attempt is counted.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { AppError, HOUR_MS, LARGE_BYTES } from "#base";
import { claimOutbox, type ClaimedRow, largeBodies, nextOutboxDue, releaseOutboxClaims } from "#store";
import { checkRelay, type Reply } from "#wire";
import { Courier } from "./courier.ts";
import type { Delivery, DeliveryOptions } from "./delivery.ts";
import { type Job, JobQueue } from "./job-queue.ts";
import { MessageCache } from "./message-cache.ts";
import { ResultRecorder } from "./result-recorder.ts";
import { backOff, DEFAULT_RETRY, type RetryPolicy } from "./retry-policy.ts";
import { CopySigner } from "./sign-copies.ts";
import { Signal } from "./signal.ts";

const CONNECTIONS = 20;
const IDLE_MS = 30_000;
const GRACE_MS = 20_000;
/** Longer than a row waits in memory and a transaction of SMTP lasts. */
const LEASE_MS = HOUR_MS;
const MAX_WAIT_MS = 10 * 60 * 1000;
const CLAIM_ROWS = 500;
const MAX_QUEUED = 5000;
const POLL_MS = 30_000;
const LOOK_AGAIN_MS = 20;

export class OutboxWorker implements Delivery {
  readonly #options: DeliveryOptions;
  readonly #retry: RetryPolicy;
  readonly #messages: MessageCache;
  readonly #recorder: ResultRecorder;
  readonly #signer: CopySigner;
  readonly #signal = new Signal();
  readonly #queue: JobQueue;
  readonly #couriers: readonly Courier[];
  #running: readonly Promise<void>[] = [];
  #stopped = false;
  /** Rows claimed whose result is not recorded. */
  #underWay = 0;
  /** Rows may be claimed in the database and not be counted yet. */
  #claiming = false;
  /** When the rows in the queue began to wait. */
  #waitingSince = 0;
  #pausedUntil = 0;
  #pauses = 0;

  constructor(options: DeliveryOptions) {
    checkRelay(options.relay);
    this.#options = options;
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
    this.#messages = new MessageCache(options.db);
    this.#recorder = new ResultRecorder({ ...options, retryMs: this.#retry.commitMs });
    this.#signer = new CopySigner({ ...options, siteDomain: options.dkimDomain ?? "" });
    const count = options.connections ?? CONNECTIONS;
    const maxLarge = Math.max(1, Math.floor(count / 2));
    this.#queue = new JobQueue({ onLow: () => this.#signal.give(), maxLarge });
    this.#couriers = Array.from({ length: count }, () => this.#newCourier());
  }

  async start(): Promise<void> {
    await this.#options.db.transact((tx) => releaseOutboxClaims(tx, this.#options.node));
    this.#running = [this.#dispatch(), ...this.#couriers.map((courier) => courier.run())];
  }

  wake(): void {
    this.#signal.give();
  }

  hurry(): void {
    this.#pausedUntil = 0;
    this.wake();
  }

  async drain(): Promise<void> {
    for (;;) {
      // Asked before and after: rows may be claimed, or given back, while the database is read.
      const wasIdle = this.#isIdle;
      const due = await this.#options.db.read((tx) => nextOutboxDue(tx));
      if (wasIdle && this.#isIdle && (!due || due > this.#options.clock.now())) return;
      this.wake();
      await sleep(LOOK_AGAIN_MS);
    }
  }

  get #isIdle(): boolean {
    return !this.#claiming && this.#underWay === 0;
  }

  async stop(graceMs = GRACE_MS): Promise<void> {
    this.#stopped = true;
    this.#signal.give();
    for (const courier of this.#couriers) courier.stop();
    this.#queue.close();
    const returned = this.#giveBack(this.#queue.clear());
    const cut = setTimeout(() => {
      for (const courier of this.#couriers) courier.abort();
      void this.#recorder.stop();
    }, graceMs);
    await Promise.all([...this.#running, returned]);
    clearTimeout(cut);
    await this.#recorder.stop();
    this.#messages.clear();
  }

  async #dispatch(): Promise<void> {
    while (!this.#stopped) await this.#signal.wait(await this.#fill());
    await this.#giveBack(this.#queue.clear());
  }

  /** Claims what there is room for; gives the milliseconds after which to look again unasked. */
  async #fill(): Promise<number> {
    try {
      const pause = this.#pausedUntil - performance.now();
      if (pause > 0) return pause;
      await this.#returnStale();
      if (this.#queue.size >= MAX_QUEUED) return POLL_MS;
      const claimed = await this.#claim();
      return claimed === CLAIM_ROWS ? 0 : await this.#untilNextDue();
    } catch (thrown) {
      const { code } = AppError.fromUnknown(thrown);
      this.#options.logger.error("delivery.not-claimed", { code });
      return this.#retry.commitMs;
    }
  }

  async #claim(): Promise<number> {
    const { db, node, clock, missed } = this.#options;
    const skip = this.#queue.full;
    const when = { now: clock.now(), leaseMs: LEASE_MS };
    const claim = { node, ...when, limit: CLAIM_ROWS, skip, ...(missed === undefined ? {} : { missed }) };
    this.#claiming = true;
    try {
      const { rows, large } = await db.transact(async (tx) => {
        const claimed = await claimOutbox(tx, claim);
        const bodies = [...new Set(claimed.map(({ bodyId }) => bodyId))];
        return { rows: claimed, large: await largeBodies(tx, bodies, LARGE_BYTES) };
      });
      if (this.#queue.size === 0) this.#waitingSince = performance.now();
      this.#underWay += rows.length;
      this.#queue.add(rows, large);
      return rows.length;
    } finally {
      this.#claiming = false;
    }
  }

  async #untilNextDue(): Promise<number> {
    const skip = this.#queue.full;
    const due = await this.#options.db.read((tx) => nextOutboxDue(tx, skip));
    const wait = due ? due.getTime() - this.#options.clock.now().getTime() : POLL_MS;
    return Math.min(POLL_MS, Math.max(LOOK_AGAIN_MS, wait));
  }

  /** Rows must not wait in memory until their claim ends and somebody else takes them too. */
  async #returnStale(): Promise<void> {
    if (performance.now() - this.#waitingSince < MAX_WAIT_MS) return;
    await this.#giveBack(this.#queue.clear());
  }

  async #giveBack(rows: readonly ClaimedRow[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      await this.#recorder.record(rows.map(({ id }) => ({ id, became: "untried" })));
    } catch {
      this.#options.logger.warn("delivery.not-given-back", { rows: rows.length });
    }
    this.#underWay -= rows.length;
  }

  #newCourier(): Courier {
    return new Courier({
      ...this.#options,
      queue: this.#queue,
      messages: this.#messages,
      recorder: this.#recorder,
      signer: this.#signer,
      retry: this.#retry,
      idleMs: this.#options.idleMs ?? IDLE_MS,
      connected: () => this.#resume(),
      notConnected: (job, why) => this.#notConnected(job, why),
      done: (rows, again) => this.#done(rows, again),
    });
  }

  #done(rows: number, again: boolean): void {
    this.#underWay -= rows;
    if (again) this.#signal.give();
    if (this.#underWay === 0) this.#messages.clear();
  }

  #resume(): void {
    this.#pauses = 0;
    this.#pausedUntil = 0;
  }

  /** One courier without a connection rests while others go on; if none has one, everything waits. */
  #notConnected(job: Job, why: Reply): number {
    const { firstPauseMs, maxPauseMs } = this.#retry;
    const pause = backOff(this.#pauses, firstPauseMs, maxPauseMs, this.#options.random);
    if (!this.#stopped && this.#couriers.some((courier) => courier.connected)) {
      this.#queue.putBack(job);
      return maxPauseMs;
    }
    this.#queue.finished(job);
    void this.#giveBack([...job.rows, ...this.#queue.clear()]);
    if (this.#pausedUntil > performance.now()) return 0;
    this.#pauses += 1;
    this.#pausedUntil = performance.now() + pause;
    this.#signal.give();
    const { code, enhanced, text } = why;
    this.#options.logger.warn("delivery.relay-unreachable", { code, enhanced, text, retryInMs: pause });
    return 0;
  }
}
