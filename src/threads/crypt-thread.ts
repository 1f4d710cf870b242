/**
 * One thread and the task it works on. A thread that crashes, ends or takes too long is an error of its
 * task and of nobody else; it is not used again.
 */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError, type SignerLookup } from "#base";
import type { Failure, FromThread, Task, TaskResults, ToThread } from "./task.ts";

export interface TaskOptions {
  /** Whose keys count, for a task that opens. */
  readonly signers?: SignerLookup;
  readonly limitMs: number;
}

interface Current extends PromiseWithResolvers<TaskResults[keyof TaskResults]> {
  readonly signers: SignerLookup | undefined;
  readonly timer: NodeJS.Timeout;
}

export class CryptThread {
  readonly #worker: Worker;
  #current: Current | null = null;
  #ready = false;
  #ended = false;
  readonly #onEnd: () => void;

  /** @param onEnd it cannot be used any more, for whatever reason */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    const file = new URL(`./crypt-worker${extname(import.meta.filename)}`, import.meta.url);
    // No environment: it may hold secrets, and nothing in there is the thread's business.
    this.#worker = new Worker(file, { env: {}, stdin: false });
    this.#worker.unref();
    this.#worker.on("message", (message: FromThread) => this.#receive(message));
    this.#worker.on("error", (error) => this.#lose(`the thread crashed: ${String(error)}`));
    this.#worker.on("exit", (status) => this.#lose(`the thread ended with ${status}`));
  }

  /** Its rooms are loaded: a task begins at once. */
  get ready(): boolean {
    return this.#ready;
  }

  /** One task at a time. */
  async run<Kind extends Task["kind"]>(
    task: Extract<Task, { kind: Kind }>,
    { signers, limitMs }: TaskOptions,
  ): Promise<TaskResults[Kind]> {
    if (this.#current || this.#ended) throw new Error("the thread is not free");
    const timer = setTimeout(() => this.#lose(`no result after ${limitMs} ms`), limitMs);
    const current: Current = { signers, timer, ...Promise.withResolvers() };
    this.#current = current;
    this.#worker.ref();
    try {
      this.#say({ say: "task", task });
    } catch (thrown) {
      // What cannot be cloned never reached the thread, which is free for the next task.
      this.#finish();
      throw thrown;
    }
    return (await current.promise) as TaskResults[Kind];
  }

  async end(): Promise<void> {
    this.#lose("the thread was ended");
    await this.#worker.terminate();
  }

  #receive(message: FromThread): void {
    if (message.say === "ready") this.#ready = true;
    if (message.say === "signers?") return void this.#answer(message);
    if (message.say === "done") this.#finish()?.resolve(message.result);
    if (message.say === "failed") this.#finish()?.reject(errorOf(message.failure));
  }

  /** A look-up that fails is the task's failure, not an answer. */
  async #answer({ question, hints }: Extract<FromThread, { say: "signers?" }>): Promise<void> {
    const current = this.#current;
    try {
      this.#say({ say: "signers", question, keys: (await current?.signers?.(hints)) ?? null });
    } catch (thrown) {
      if (this.#current === current) this.#lose("keys could not be looked up", thrown);
    }
  }

  #lose(detail: string, cause?: unknown): void {
    if (!this.#ended) this.#onEnd();
    this.#ended = true;
    const publicText = "The message could not be worked on.";
    const error = cause instanceof AppError ? cause : new AppError({ code: "internal", publicText, detail });
    const current = this.#finish();
    void this.#worker.terminate();
    current?.reject(error);
  }

  #finish(): Current | null {
    const current = this.#current;
    this.#current = null;
    clearTimeout(current?.timer);
    this.#worker.unref();
    return current;
  }

  #say(message: ToThread): void {
    this.#worker.postMessage(message, []);
  }
}

function errorOf({ code, publicText, detail }: Failure): Error {
  return code === null ? new Error(detail) : new AppError({ code, publicText, detail });
}
