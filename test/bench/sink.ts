/** The bench's side of the sink process. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

export interface Arrivals {
  /** Milliseconds of the clock that processes share. */
  first: number;
  last: number;
  messages: number;
  /** Of all messages together. */
  octets: number;
}

export type ToSink =
  | {
      readonly say: "watch";
      readonly id: number;
      readonly prefix: string;
      readonly recipients: number;
    }
  /** Only so many messages more are answered; null: all. */
  | { readonly say: "allow"; readonly messages: number | null };

export type FromSink =
  | { readonly say: "ready"; readonly port: number }
  | { readonly say: "watching"; readonly id: number }
  | { readonly say: "arrived"; readonly id: number; readonly arrivals: Arrivals };

export class Sink {
  readonly port: number;
  readonly #child: ChildProcess;
  #watches = 0;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    child.setMaxListeners(0);
  }

  static async start(): Promise<Sink> {
    const child = fork(join(import.meta.dirname, "sink-process.ts"));
    const { port } = await answer(child, (message) => (message.say === "ready" ? message : null));
    return new Sink(child, port);
  }

  /** Fulfilled when the sink looks out for copies to addresses with this prefix; then, when all have come. */
  async watch(prefix: string, recipients: number): Promise<{ arrived: Promise<Arrivals> }> {
    const id = ++this.#watches;
    const arrived = answer(this.#child, (message) =>
      message.say === "arrived" && message.id === id ? message.arrivals : null,
    );
    const watching = answer(this.#child, (message) =>
      message.say === "watching" && message.id === id ? true : null,
    );
    this.#say({ say: "watch", id, prefix, recipients });
    await watching;
    return { arrived };
  }

  /** So many messages more are answered, then everybody waits; null: all. */
  allow(messages: number | null): void {
    this.#say({ say: "allow", messages });
  }

  end(): void {
    this.#child.disconnect();
  }

  #say(message: ToSink): void {
    this.#child.send(message);
  }
}

/** Waits for the first message that `pick` wants. */
function answer<T>(child: ChildProcess, pick: (message: FromSink) => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromSink): void => {
      const picked = pick(message);
      if (picked === null) return;
      child.off("message", listen);
      child.off("exit", failed);
      resolve(picked);
    };
    const failed = (): void => reject(new Error("the sink ended"));
    child.on("message", listen);
    child.once("exit", failed);
  });
}
