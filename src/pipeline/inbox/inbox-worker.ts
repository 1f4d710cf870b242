/**
 * Claims inbox rows and processes them, a few at a time. What breaks a row is tried again and the third
 * time set aside with its reason; a full disk or database only makes it wait.
 */
import { AppError, LARGE_BYTES, type Logger } from "#base";
import {
  claimFreshInbox,
  claimInbox,
  type ClaimInput,
  excuseInbox,
  failInbox,
  type InboxRow,
  releaseInboxClaims,
  renewInboxClaim,
} from "#store";
import { processInbox } from "./process-inbox.ts";
import { releaseLateDigests } from "../digests/release-late.ts";
import { releaseKept } from "../distribution/release-kept.ts";
import type { PipelineSite } from "../site.ts";

export interface InboxWorkerOptions {
  /** The name under which this process claims. */
  readonly node: string;
}

export interface InboxWorker {
  /** There may be new rows. */
  wake(): void;
  /** Keys or settings changed, or time went by: members may get what was kept for them. */
  release(): void;
  /** Resolves when no row is left that could be worked on now. */
  drain(): Promise<void>;
  /** Lets rows in hand end. */
  stop(): Promise<void>;
}

const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
const POLL_MS = 5_000;
const RETRY_MS = 30_000;
const SMALL_AT_A_TIME = 4;

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
  readonly #inHand = new Map<InboxRow, Promise<void>>();
  /** A row that a process died over is worked on while nothing else is. */
  #alone = false;
  /** Somebody may get by now what was kept for them. */
  #mayRelease = true;
  #filling: Promise<void> | null = null;
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
    if (this.#filling !== null || this.#stopped) return;
    this.#filling = this.#fill().finally(() => {
      this.#filling = null;
      if (this.#again && !this.#stopped) this.wake();
    });
  }

  release(): void {
    this.#mayRelease = true;
    this.wake();
  }

  async drain(): Promise<void> {
    this.wake();
    while (this.#filling !== null || this.#inHand.size > 0) {
      await this.#filling;
      if (this.#inHand.size > 0) await Promise.race(this.#inHand.values());
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    await this.#filling;
    await Promise.all(this.#inHand.values());
  }

  async #fill(): Promise<void> {
    this.#again = false;
    if (this.#alone) return;
    try {
      if (this.#mayRelease) {
        await releaseLateDigests(this.#site);
        this.#mayRelease = await releaseKept(this.#site);
      }
      const rows = await this.#claimFresh();
      for (const row of rows) this.#start(row);
      if (this.#inHand.size > 0) return;
      for (const row of await this.#claimLeft()) this.#start(row, "alone");
    } catch (thrown) {
      report(this.#site.logger, "inbox.not-read", thrown);
    }
  }

  /** One large message at a time, so that memory has a bound; small ones pass it. */
  async #claimFresh(): Promise<readonly InboxRow[]> {
    const ask = this.#asking();
    const largeOnes = [...this.#inHand.keys()].filter(({ size }) => size >= LARGE_BYTES).length;
    const limit = SMALL_AT_A_TIME - (this.#inHand.size - largeOnes);
    return this.#site.db.transact(async (tx) => {
      const small = limit > 0 ? await claimFreshInbox(tx, { ...ask, limit, below: LARGE_BYTES }) : [];
      const large =
        largeOnes > 0 ? [] : await claimFreshInbox(tx, { ...ask, limit: 1, atLeast: LARGE_BYTES });
      return [...small, ...large];
    });
  }

  async #claimLeft(): Promise<readonly InboxRow[]> {
    return this.#site.db.transact((tx) => claimInbox(tx, { ...this.#asking(), limit: 1 }));
  }

  #asking(): Omit<ClaimInput, "limit"> {
    return { node: this.#node, now: this.#site.clock.now(), leaseMs: LEASE_MS };
  }

  #start(row: InboxRow, how: "alone" | "beside others" = "beside others"): void {
    this.#alone = how === "alone";
    const work = processClaimed(this.#site, this.#node, row).finally(() => {
      this.#inHand.delete(row);
      this.#alone = false;
      // The next one that was kept comes after it.
      if (row.state === "sealing") this.#mayRelease = true;
      this.wake();
    });
    this.#inHand.set(row, work);
  }
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
