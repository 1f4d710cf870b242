/**
 * Makes commits durable beside the event loop. SQLite writes the frames of a commit to its write-ahead log;
 * the flush of that file, which SQLite would wait for, is done here in a thread of Node's pool. Whoever
 * asks while a flush runs shares the next one.
 */
import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

const flushFile = promisify(fdatasync);

export class LogFlush {
  readonly #path: string;
  /** SQLite makes the file with the first transaction, and it stays while a connection is open. */
  #log: number | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  /** @param path of the database */
  constructor(path: string) {
    this.#path = `${path}-wal`;
  }

  /** Fulfilled when all that was committed before the call is on the disk; rejected with what the system says. */
  flushed(): Promise<void> {
    if (!this.#running) return this.#start();
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  /** Nothing may be under way. */
  close(): void {
    if (this.#log !== null) closeSync(this.#log);
    this.#log = null;
  }

  #start(): Promise<void> {
    this.#next = null;
    const flush = this.#flush().finally(() => {
      if (this.#running === flush) this.#running = null;
    });
    this.#running = flush;
    return flush;
  }

  async #flush(): Promise<void> {
    this.#log ??= openSync(this.#path, "r");
    await flushFile(this.#log);
  }
}
