/**
 * Checkpoints beside the event loop: what was committed is moved from SQLite's write-ahead log to the
 * database file by a thread with a connection of its own. SQLite would do it inside a commit of the writer,
 * which waits for the disk. A checkpoint that fails loses nothing: all is in the log, and it is tried again.
 */
import { once } from "node:events";
import { extname } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { Worker } from "node:worker_threads";

/** So many pages in the log are worth a checkpoint; SQLite's own number. */
const PAGES = 1000;
/**
 * While the writer never rests, the thread never quite gets to the end of the log, and only then is it written
 * from its front again. From 64 MB on the writer does the small rest itself.
 */
const MOST_PAGES = 16_384;
/** A thread without work is ended. */
const IDLE_MS = 10_000;

/**
 * Before it, SQLite could take pages for copied that were not, if one connection wrote while another made a
 * checkpoint (sqlite.org/wal.html#walresetbug).
 */
const FIRST_SAFE_SQLITE = "3.51.3";

/** The path of the database to be worked on; null: the thread is to end. */
export type ToCheckpoint = string | null;

export interface LogCheckpointOptions {
  readonly path: string;
  readonly writer: DatabaseSync;
}

/** Whether this SQLite may be given a second connection that makes checkpoints. */
export function mayCheckpointBeside(version: string = process.versions["sqlite"] ?? "0"): boolean {
  return version.localeCompare(FIRST_SAFE_SQLITE, "en", { numeric: true }) >= 0;
}

export class LogCheckpoint {
  readonly #path: string;
  readonly #size: StatementSync;
  readonly #checkpoint: StatementSync;
  readonly #threads = new Set<Worker>();
  #thread: Worker | null = null;
  #running: Promise<void> | null = null;
  /** The thread under way has answered, or is gone. */
  #answered: () => void = () => {};
  #idle: NodeJS.Timeout | undefined;

  /** From here on the writer's commits make no checkpoints. */
  constructor({ path, writer }: LogCheckpointOptions) {
    this.#path = path;
    writer.exec("pragma wal_autocheckpoint = 0");
    this.#size = writer.prepare("pragma wal_checkpoint(noop)");
    this.#checkpoint = writer.prepare("pragma wal_checkpoint(passive)");
  }

  /** After a commit, with no transaction open on the writer. */
  committed(): void {
    const { log, checkpointed } = pagesOf(this.#size);
    if (log >= MOST_PAGES) pagesOf(this.#checkpoint);
    else if (log - checkpointed >= PAGES) this.#start();
  }

  /** Fulfilled when no checkpoint is under way. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Before the writer is closed: the last connection of all removes the log. */
  async close(): Promise<void> {
    await this.#running;
    this.#end();
    await Promise.all([...this.#threads].map(gone));
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => (this.#running = null));
  }

  async #run(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = (this.#thread ??= this.#newThread());
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#answered = resolve;
    thread.ref();
    tell(thread, this.#path);
    await promise;
    thread.unref();
    this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
  }

  #newThread(): Worker {
    const file = new URL(`./checkpoint-worker${extname(import.meta.filename)}`, import.meta.url);
    const thread = new Worker(file, { env: {}, stdin: false });
    this.#threads.add(thread);
    // What went wrong is of no use to anybody: the next commits try again, with another thread.
    thread.on("error", () => {});
    thread.on("message", () => this.#answered());
    thread.on("exit", () => {
      this.#threads.delete(thread);
      if (this.#thread !== thread) return;
      this.#thread = null;
      this.#answered();
    });
    return thread;
  }

  #end(): void {
    clearTimeout(this.#idle);
    if (this.#thread) tell(this.#thread, null);
    this.#thread = null;
  }
}

async function gone(thread: Worker): Promise<void> {
  thread.ref();
  await once(thread, "exit");
}

function tell(thread: Worker, message: ToCheckpoint): void {
  thread.postMessage(message, []);
}

/** The commit before it counts, whatever happens here. */
function pagesOf(pragma: StatementSync): { readonly log: number; readonly checkpointed: number } {
  try {
    const row = pragma.get() ?? {};
    return { log: Number(row["log"]), checkpointed: Number(row["checkpointed"]) };
  } catch {
    return { log: 0, checkpointed: 0 };
  }
}
