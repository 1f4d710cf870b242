/** A few threads, started when there is work for them and ended when there has been none for a while. */
import { CryptThread, type TaskOptions } from "./crypt-thread.ts";
import type { Task, TaskResults } from "./task.ts";

export interface PoolOptions {
  /** Threads at the same time. */
  readonly threads: number;
  /** A thread without work is ended after this many milliseconds. */
  readonly idleMs: number;
}

export interface RunOptions extends TaskOptions {
  /** The thread is ended afterwards: what a large message left behind goes with it. */
  readonly endAfter: boolean;
}

interface Waiting {
  readonly resolve: (thread: CryptThread) => void;
  readonly reject: (reason: Error) => void;
}

export class ThreadPool {
  readonly #options: PoolOptions;
  readonly #all = new Set<CryptThread>();
  /** Those without a task, with the timer that ends them. */
  readonly #idle = new Map<CryptThread, NodeJS.Timeout>();
  readonly #queue: Waiting[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Waits for a thread that is free; rejected at once when the pool is closed. */
  async run<Kind extends Task["kind"]>(
    task: Extract<Task, { kind: Kind }>,
    options: RunOptions,
  ): Promise<TaskResults[Kind]> {
    return this.#runOn(this.#takeAny() ?? (await this.#wait()), task, options);
  }

  /** null if no thread is free and loaded; one is then started for the next time, if there may be more. */
  runNow<Kind extends Task["kind"]>(
    task: Extract<Task, { kind: Kind }>,
    options: RunOptions,
  ): Promise<TaskResults[Kind]> | null {
    const ready = [...this.#idle.keys()].find((thread) => thread.ready);
    if (ready !== undefined) return this.#runOn(this.#take(ready), task, options);
    if (this.#idle.size === 0 && this.#mayStart()) this.#rest(this.#start());
    return null;
  }

  /** Tasks under way fail. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#queue.splice(0)) reject(closed());
    await Promise.all([...this.#all].map((thread) => thread.end()));
  }

  async #runOn<Kind extends Task["kind"]>(
    thread: CryptThread,
    task: Extract<Task, { kind: Kind }>,
    options: RunOptions,
  ): Promise<TaskResults[Kind]> {
    try {
      return await thread.run(task, options);
    } finally {
      if (options.endAfter) await thread.end();
      if (this.#all.has(thread)) this.#rest(thread);
      this.#next();
    }
  }

  #wait(): Promise<CryptThread> {
    if (this.#closed) return Promise.reject(closed());
    return new Promise((resolve, reject) => this.#queue.push({ resolve, reject }));
  }

  #next(): void {
    if (this.#queue.length === 0) return;
    const thread = this.#takeAny();
    if (thread !== null) this.#queue.shift()?.resolve(thread);
  }

  #takeAny(): CryptThread | null {
    const [idle] = this.#idle.keys();
    if (idle !== undefined) return this.#take(idle);
    return this.#mayStart() ? this.#start() : null;
  }

  #take(thread: CryptThread): CryptThread {
    clearTimeout(this.#idle.get(thread));
    this.#idle.delete(thread);
    return thread;
  }

  #mayStart(): boolean {
    return !this.#closed && this.#all.size < this.#options.threads;
  }

  #start(): CryptThread {
    const thread = new CryptThread(() => {
      this.#take(thread);
      this.#all.delete(thread);
    });
    this.#all.add(thread);
    return thread;
  }

  #rest(thread: CryptThread): void {
    const timer = setTimeout(() => void thread.end(), this.#options.idleMs);
    timer.unref();
    this.#idle.set(thread, timer);
  }
}

function closed(): Error {
  return new Error("the threads are closed");
}
