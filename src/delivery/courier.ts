/**
 * One connection to the relay and the work done over it. At most two messages are under way: the end mark
 * of the second goes out only when the result of the first is committed, so a kill repeats at most one.
 */
import type { Bytes, Clock, Logger, Random } from "#base";
import type { ClaimedRow } from "#store";
import {
  connect,
  type ConnectOptions,
  type MailConnection,
  type RecipientResult,
  reply,
  type Reply,
} from "#wire";
import { outcomeOf } from "./delivery-outcome.ts";
import type { Job, JobQueue } from "./job-queue.ts";
import type { MessageCache } from "./message-cache.ts";
import type { ResultRecorder } from "./result-recorder.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { CopySigner } from "./sign-copies.ts";
import { Signal } from "./signal.ts";
import type { Outgoing, StoredMessage } from "./stored-message.ts";

export interface CourierOptions {
  readonly queue: JobQueue;
  readonly messages: MessageCache;
  readonly recorder: ResultRecorder;
  readonly signer: CopySigner;
  readonly relay: ConnectOptions;
  readonly retry: RetryPolicy;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** A connection without work is closed after this many milliseconds. */
  readonly idleMs: number;
  /** A connection stands. */
  readonly connected: () => void;
  /** The job could not be taken up; gives how long to rest before the next one, in milliseconds. */
  readonly notConnected: (job: Job, why: Reply) => number;
  /** Results of so many rows are recorded, or never will be; `again`: some are to be tried again. */
  readonly done: (rows: number, again: boolean) => void;
}

/** Where a message stands among those of its connection. */
interface Place extends PromiseWithResolvers<void> {
  /** The results so far are committed. */
  readonly before: Promise<void>;
  /** The message before is handed over. */
  readonly behind: Promise<void>;
}

interface Made {
  readonly message: StoredMessage;
  readonly signatures: Bytes;
}

/** No message takes longer than its claim lasts. */
const MAX_SEND_MS = 30 * 60 * 1000;
const NOT_SENT = reply(451, "4.3.0", "The stored message could not be read");
const ERASED = reply(550, "5.3.0", "The stored message was erased");
const BARE = reply(554, "5.6.11", "The message has a bare CR or LF, which must not be sent");

export class Courier {
  readonly #options: CourierOptions;
  #connection: MailConnection | null = null;
  /** Fulfilled when the results so far are committed. */
  #committed: Promise<void> = Promise.resolve();
  /** Fulfilled when the message before is in the connection's hands, or never will be. */
  #handedOver: Promise<void> = Promise.resolve();
  readonly #rest = new Signal();
  readonly #abort = new AbortController();
  #stopped = false;
  /** Small messages that have no recorded result. */
  #underWay = 0;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connection?.usable ?? false;
  }

  /** Works until stopped and the queue is empty. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const job = await this.#options.queue.take(this.#options.idleMs);
      if (job) await this.#work(job);
      else await this.#hangUp();
    }
    await this.#hangUp();
  }

  /** Ends after the messages under way. */
  stop(): void {
    this.#stopped = true;
    this.#rest.give();
  }

  /** Cuts the connection, or the attempt to make one: what has no answer yet is tried again later. */
  abort(): void {
    this.#abort.abort();
    this.#connection?.close();
  }

  async #work(job: Job): Promise<void> {
    const connection = await this.#connect(job);
    if (!connection) return;
    const before = this.#committed;
    const place: Place = { before, behind: this.#handedOver, ...Promise.withResolvers<void>() };
    this.#handedOver = place.promise;
    this.#begun(job);
    this.#committed = this.#send(connection, job, place);
    const finished = this.#committed.catch(() => undefined);
    void finished.then(() => this.#finished(job));
    // Nothing small waits behind something large: that connection takes one at a time.
    await (job.large ? finished : before.catch(() => undefined));
  }

  /** Nobody waits for the result of something large. */
  #begun({ large }: Job): void {
    if (large) return;
    this.#underWay += 1;
    if (this.#underWay === 1) this.#options.recorder.expect(1);
  }

  #finished(job: Job): void {
    this.#options.queue.finished(job);
    if (job.large) return;
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#options.recorder.expect(-1);
  }

  async #connect(job: Job): Promise<MailConnection | null> {
    if (this.#connection?.usable) return this.#connection;
    await this.#committed.catch(() => undefined);
    const connection = await connect({ ...this.#options.relay, signal: this.#abort.signal });
    if (!connection.ok) {
      this.#connection = null;
      await this.#rest.wait(this.#options.notConnected(job, connection.error));
      return null;
    }
    this.#committed = Promise.resolve();
    this.#connection = connection.value;
    this.#options.connected();
    return connection.value;
  }

  async #hangUp(): Promise<void> {
    await this.#committed.catch(() => undefined);
    await this.#connection?.quit();
    this.#connection = null;
  }

  async #send(connection: MailConnection, job: Job, place: Place): Promise<void> {
    const results = await this.#results(connection, job, place).finally(place.resolve);
    const { retry, random, clock } = this.#options;
    const now = clock.now();
    const outcomes = job.rows.map((row, index) => {
      const result = results[index] ?? { ...NOT_SENT, outcome: "temporary" as const, answered: false };
      return outcomeOf(row, result, { retry, random, now });
    });
    for (const [nth, { id, became, ...rest }] of outcomes.entries()) {
      const code = "code" in rest ? rest.code : "";
      // Whom it did not reach; what the log says of addresses is the site's to set (S14).
      const to = became === "sent" ? {} : { to: job.rows[nth]?.rcptTo ?? "" };
      this.#options.logger.info(`delivery.${became}`, { outbox: id, code, ...to });
    }
    try {
      await this.#options.recorder.record(outcomes);
    } finally {
      const again = outcomes.some(({ became }) => became === "later");
      this.#options.done(job.rows.length, again);
    }
  }

  async #results(
    connection: MailConnection,
    { rows }: Job,
    { before, behind, resolve: handedOver }: Place,
  ): Promise<readonly Omit<RecipientResult, "rcptTo">[]> {
    const [first] = rows;
    if (!first) return [];
    const made = await this.#make(first);
    // A body that is read sooner must not overtake: its end would wait for a message that waits for it.
    await behind;
    if (made === "unreadable") return [];
    const outgoing = made?.message.outgoing(first, made.signatures);
    if (!outgoing || outgoing.bare) {
      const refused = outgoing ? BARE : ERASED;
      return rows.map(() => ({ ...refused, outcome: "permanent", answered: false }));
    }
    const { size, eightBit } = outgoing;
    const recipients = rows.map((row) => row.rcptTo);
    const envelope = { from: first.returnPath, recipients, size, eightBit, inspected: eightBit !== null };
    const limit = setTimeout(() => connection.close(), MAX_SEND_MS);
    try {
      const sending = connection.send(envelope, this.#watched(outgoing, first), { mayFinish: before });
      handedOver();
      return await sending;
    } finally {
      clearTimeout(limit);
    }
  }

  /** null: it was erased. */
  async #make(row: ClaimedRow): Promise<Made | null | "unreadable"> {
    const { messages, signer } = this.#options;
    try {
      const message = await messages.get(row.bodyId);
      return message && { message, signatures: await signer.fieldsFor(message, row) };
    } catch (thrown) {
      this.#unreadable(row, thrown);
      return "unreadable";
    }
  }

  /** A body that cannot be read to its end is no fault of the relay, so it is said here. */
  #watched({ chunks }: Outgoing, row: ClaimedRow): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
    if (!(Symbol.asyncIterator in chunks)) return chunks;
    const report = (thrown: unknown): void => this.#unreadable(row, thrown);
    return (async function* () {
      try {
        yield* chunks;
      } catch (thrown) {
        report(thrown);
        throw thrown;
      }
    })();
  }

  #unreadable(row: ClaimedRow, thrown: unknown): void {
    const detail = thrown instanceof Error ? thrown.message : "";
    this.#options.logger.error("delivery.unreadable", { outbox: row.id, body: row.bodyId, detail });
  }
}
