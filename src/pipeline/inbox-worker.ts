/**
 * Claims inbox rows and processes them, a few at a time. What breaks a row is tried again and the third
 * time set aside with its reason; a full disk or database only makes it wait.
 */
import { AppError, type Logger } from "#base";
import {
  claimInbox,
  type Database,
  excuseInbox,
  failInbox,
  type InboxRow,
  releaseInboxClaims,
  renewInboxClaim,
} from "#store";
import { processInbox } from "./process-inbox.ts";
import type { PipelineSite } from "./site.ts";

export interface InboxWorkerOptions {
  /** The name under which this process claims. */
  readonly node: string;
}

export interface InboxWorker {
  /** There may be new rows. */
  wake(): void;
  /** Resolves when no row is left that could be worked on now. */
  drain(): Promise<void>;
  /** Lets rows in hand end. */
  stop(): Promise<void>;
}

const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
const POLL_MS = 5_000;
const RETRY_MS = 30_000;
const AT_A_TIME = 4;

export async function startInboxWorker(
  site: PipelineSite,
  { node }: InboxWorkerOptions,
): Promise<InboxWorker> {
  await site.db.transact((tx) => releaseInboxClaims(tx, node));
  const loop = new InboxLoop(site, node);
  loop.wake();
  return loop;
}

class InboxLoop implements InboxWorker {
  readonly #site: PipelineSite;
  readonly #node: string;
  readonly #poll: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(site: PipelineSite, node: string) {
    this.#site = site;
    this.#node = node;
    this.#poll = setInterval(() => this.wake(), POLL_MS);
    this.#poll.unref();
  }

  wake(): void {
    this.#again = true;
    if (this.#running !== null || this.#stopped) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#again && !this.#stopped) this.wake();
    });
  }

  async drain(): Promise<void> {
    this.wake();
    while (this.#running !== null) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped) {
        this.#again = false;
        const rows = await claim(this.#site.db, this.#site, this.#node);
        if (rows.length === 0) return;
        await Promise.all(rows.map((row) => processClaimed(this.#site, this.#node, row)));
      }
    } catch (thrown) {
      report(this.#site.logger, "inbox.not-read", thrown);
    }
  }
}

async function claim(db: Database, site: PipelineSite, node: string): Promise<readonly InboxRow[]> {
  const now = site.clock.now();
  return db.transact((tx) => claimInbox(tx, { node, now, leaseMs: LEASE_MS, limit: AT_A_TIME }));
}

async function processClaimed(site: PipelineSite, node: string, row: InboxRow): Promise<void> {
  const renewal = setInterval(() => void renew(site, node, row), RENEW_MS);
  try {
    await processInbox(site, row);
  } catch (thrown) {
    await putBack(site, row, thrown);
  } finally {
    clearInterval(renewal);
  }
}

async function renew(site: PipelineSite, node: string, row: InboxRow): Promise<void> {
  try {
    const now = site.clock.now();
    await site.db.transact((tx) => renewInboxClaim(tx, row.id, { node, now, leaseMs: LEASE_MS }));
  } catch (thrown) {
    report(site.logger, "inbox.claim-not-renewed", thrown);
  }
}

/** The database's own troubles are not the row's fault: its claim runs out and it is tried again. */
async function putBack(site: PipelineSite, row: InboxRow, thrown: unknown): Promise<void> {
  const error = AppError.fromUnknown(thrown);
  report(site.logger, "inbox.not-processed", error, row.id);
  const retryAt = new Date(site.clock.now().getTime() + RETRY_MS);
  const excused = error.code === "storage-full" || error.code === "unavailable" || error.code === "busy";
  try {
    await site.db.transact((tx): Promise<unknown> =>
      excused ? excuseInbox(tx, row.id) : failInbox(tx, row.id, { code: error.code, retryAt }),
    );
  } catch (again) {
    report(site.logger, "inbox.not-put-back", again, row.id);
  }
}

/** Codes and kinds of errors only: messages may quote what was being worked on. */
function report(logger: Logger, event: string, thrown: unknown, inbox: number | null = null): void {
  const error = AppError.fromUnknown(thrown);
  const cause = error.cause instanceof Error ? error.cause : error;
  const where = cause.stack?.split("\n").slice(1, 4).join(" ").replaceAll(/\s+/g, " ") ?? "";
  logger.error(event, { inbox, code: error.code, kind: cause.name, where });
}
