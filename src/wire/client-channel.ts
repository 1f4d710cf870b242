/**
 * The client's socket: writes are gathered until the end of the tick, replies are handed to who waits for
 * them, in order. Any trouble ends the channel and everybody who waits learns why.
 */
import type { Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import type { Bytes } from "#base";
import { reply, ReplyReader, type Reply } from "./reply.ts";

/** Broken I/O or a peer that does not speak SMTP; `reply` says it in the words of RFC 3463. */
export class ChannelFailure extends Error {
  override readonly name = "ChannelFailure";
  readonly reply: Reply;

  constructor(failure: Reply) {
    super(failure.text);
    this.reply = failure;
  }
}

interface Waiter {
  readonly resolve: (answer: Reply) => void;
  readonly reject: (failure: ChannelFailure) => void;
  readonly timeoutMs: number;
}

export class ClientChannel {
  #socket: Socket;
  #reader = new ReplyReader();
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  #corked = false;
  #failure: ChannelFailure | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#attach(socket);
  }

  get open(): boolean {
    return this.#failure === null && this.#socket.writable;
  }

  /** The next reply that nobody waits for yet. */
  expect(timeoutMs: number): Promise<Reply> {
    const answer = new Promise<Reply>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiters.push({ resolve, reject, timeoutMs });
      if (this.#waiters.length === 1) this.#arm();
    });
    answer.catch(() => undefined);
    return answer;
  }

  write(octets: string | Bytes): void {
    if (!this.#corked) {
      this.#corked = true;
      const socket = this.#socket;
      socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        socket.uncork();
      });
    }
    this.#socket.write(octets);
  }

  /** Waits until the peer has taken enough of what was written. */
  async drained(timeoutMs: number): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (!this.#socket.writableNeedDrain) return;
    const socket = this.#socket;
    const timer = setTimeout(() => this.fail(TIMED_OUT), timeoutMs);
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.once("drain", resolve).once("close", resolve);
    await promise;
    socket.off("drain", resolve).off("close", resolve);
    clearTimeout(timer);
    if (this.#failure) throw this.#failure;
  }

  /**
   * Changes to TLS after STARTTLS was accepted. Octets that came behind that reply in plain text are an
   * injection (RFC 3207 §6) and end the connection.
   */
  async upgrade(options: ConnectionOptions): Promise<void> {
    if (this.#reader.pending) throw this.fail(reply(421, "4.7.0", "Plain text came after STARTTLS"));
    const plain = this.#socket;
    plain.off("data", this.#onData).off("close", this.#onClose);
    const secure = connectTls({ ...options, socket: plain });
    this.#socket = secure;
    this.#reader = new ReplyReader();
    this.#attach(secure);
    const timer = setTimeout(() => this.fail(TIMED_OUT), options.timeout);
    await new Promise<void>((resolve) => {
      secure.once("secureConnect", resolve);
      secure.once("close", resolve);
    });
    clearTimeout(timer);
    if (this.#failure) throw this.#failure;
  }

  /** Ends the channel for a reason; the first reason stays. */
  fail(why: Reply): ChannelFailure {
    this.#failure ??= new ChannelFailure(why);
    clearTimeout(this.#timer);
    this.#socket.destroy();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#failure);
    return this.#failure;
  }

  #attach(socket: Socket): void {
    socket.on("data", this.#onData).on("error", this.#onError).on("close", this.#onClose);
  }

  readonly #onData = (octets: Buffer): void => this.#receive(octets);
  readonly #onError = (error: Error): void =>
    void this.fail(reply(421, "4.4.2", `Connection failed: ${error.message}`));
  readonly #onClose = (): void => void this.fail(reply(421, "4.4.2", "The connection was closed"));

  #receive(octets: Buffer): void {
    const replies = this.#reader.push(octets);
    if (!replies.ok) return void this.fail(reply(421, "4.5.0", replies.error));
    for (const answer of replies.value) {
      const waiter = this.#waiters.shift();
      if (!waiter) return void this.fail(answer.code === 421 ? answer : UNASKED);
      waiter.resolve(answer);
    }
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const head = this.#waiters[0];
    if (head) this.#timer = setTimeout(() => this.fail(TIMED_OUT), head.timeoutMs);
  }
}

const TIMED_OUT = reply(421, "4.4.2", "The server did not answer in time");
const UNASKED = reply(421, "4.5.0", "The server sent a reply that nothing asked for");
