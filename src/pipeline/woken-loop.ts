/** Work that is done whenever somebody says that there may be some, and now and then without: one run after the other. */

export interface WokenLoop {
  /** There may be something to do. */
  wake(): void;
  /** Resolves when nothing is left that could be done now. */
  drain(): Promise<void>;
  /** Ends with what is in hand. */
  stop(): Promise<void>;
}

const POLL_MS = 30_000;

/** @param work all there is; it ends early when it is told to, and throws nothing */
export function startLoop(work: (isStopped: () => boolean) => Promise<void>): WokenLoop {
  const loop = new Loop(work);
  loop.wake();
  return loop;
}

class Loop implements WokenLoop {
  readonly #work: (isStopped: () => boolean) => Promise<void>;
  readonly #poll: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(work: (isStopped: () => boolean) => Promise<void>) {
    this.#work = work;
    this.#poll = setInterval(() => this.wake(), POLL_MS);
    this.#poll.unref();
  }

  wake(): void {
    this.#again = true;
    if (this.#running !== null || this.#stopped) return;
    this.#again = false;
    this.#running = this.#work(() => this.#stopped).finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
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
}
