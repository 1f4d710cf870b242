/**
 * Makes commits durable beside the event loop. SQLite writes the frames of a commit to its write-ahead log;
 * the flush of that file, which SQLite would wait for, is done here in a thread of Node's pool. Whoever
 * asks while a flush runs shares the next one. A flush that fails is the last one: the system may have dropped
 * what it could not write, and a later flush would succeed without it.
 */
import { closeSync, fdatasync, openSync } from "node:fs";
import { AppError } from "#base";

export class LogFlush {
  readonly #path: string;
  readonly #broken = Promise.withResolvers<AppError>();
  /** SQLite makes the file with the first transaction, and it stays while a connection is open. */
  #log: number | null = null;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #failure: AppError | null = null;

  /** @param path of the database */
  constructor(path: string) {
    this.#path = `${path}-wal`;
  }

  /** Fulfilled, with what went wrong, when a flush has failed; never before. */
  get broken(): Promise<AppError> {
    return this.#broken.promise;
  }

  /** @throws AppError unavailable for good once a flush has failed */
  assertSound(): void {
    if (this.#failure) throw this.#failure;
  }

  /**
   * Fulfilled when all that was committed before the call is on the disk.
   *
   * @throws AppError unavailable, for good
   */
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
    this.assertSound();
    try {
      const log = (this.#log ??= openSync(this.#path, "r"));
      await new Promise<void>((resolve, reject) => {
        fdatasync(log, (error) => (error ? reject(error) : resolve()));
      });
    } catch (cause) {
      this.#failure = notDurable(cause);
      this.#broken.resolve(this.#failure);
      throw this.#failure;
    }
  }
}

function notDurable(cause: unknown): AppError {
  const publicText =
    "The disk did not take what was written to the database. Check it, then start the server anew.";
  const detail = cause instanceof Error ? cause.message : "";
  return new AppError({ code: "unavailable", publicText, detail, cause });
}
