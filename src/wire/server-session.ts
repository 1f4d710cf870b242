/**
 * One connection to the server: octets in, replies out. Replies to what came together go out together
 * (RFC 2920 §3.2); only CRLF ends a line; nothing read before STARTTLS survives it (RFC 3207 §5).
 */
import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import type { Logger } from "#base";
import { parseCommand } from "./command.ts";
import { ContentCollector } from "./content-collector.ts";
import { Dialogue, type Turn } from "./dialogue.ts";
import type { Protocol, Reception } from "./reception.ts";
import { formatReply, reply, type Reply } from "./reply.ts";

export interface SessionLimits {
  /** Octets of one message. */
  readonly messageBytes: number;
  /** Octets of one command line, without its line end. */
  readonly lineBytes: number;
  /** RCPT commands in one transaction. */
  readonly recipients: number;
  /** Milliseconds of silence. */
  readonly idleMs: number;
  /** Commands refused for syntax or order before the connection is closed. */
  readonly errors: number;
}

export interface SessionOptions {
  readonly protocol: Protocol;
  readonly hostname: string;
  readonly reception: Reception;
  readonly logger: Logger;
  readonly limits: SessionLimits;
  readonly secureContext: SecureContext | null;
}

const CRLF = "\r\n";
const EMPTY: Buffer = Buffer.alloc(0);
const PAUSE_ABOVE = 256 * 1024;
const LINGER_MS = 2000;

export class ServerSession {
  readonly #options: SessionOptions;
  readonly #dialogue: Dialogue;
  #socket: Socket;
  #input: Buffer = EMPTY;
  #output = "";
  #collector: ContentCollector | null = null;
  #skippingLine = false;
  #running = false;
  #closed = false;
  #draining = false;
  #errors = 0;

  constructor(socket: Socket, options: SessionOptions) {
    this.#options = options;
    this.#socket = socket;
    this.#dialogue = new Dialogue({
      ...options,
      maxBytes: options.limits.messageBytes,
      maxRecipients: options.limits.recipients,
      peer: socket.remoteAddress ?? "unix",
      offersTls: options.secureContext !== null,
    });
    this.#attach(socket);
    this.#say(this.#dialogue.greeting());
    this.#flush();
  }

  /** Ends the connection with 421 as soon as the message in hand has its answer. */
  drain(): void {
    this.#draining = true;
    if (!this.#running) this.#hangUp(reply(421, "4.3.2", "The server is going down; try again later"));
  }

  destroy(): void {
    this.#closed = true;
    this.#socket.destroy();
  }

  #attach(socket: Socket): void {
    socket.on("data", this.#onData);
    socket.on("end", this.#onEnd);
    socket.on("error", () => this.destroy());
    socket.setTimeout(this.#options.limits.idleMs, () => {
      if (!this.#running) this.#hangUp(reply(421, "4.4.2", "Nothing was said for too long"));
    });
  }

  readonly #onData = (chunk: Buffer): void => this.#receive(chunk);
  readonly #onEnd = (): void => void (this.#closed = true);

  #receive(chunk: Buffer): void {
    this.#input = this.#input.length === 0 ? chunk : Buffer.concat([this.#input, chunk]);
    if (!this.#running) void this.#run();
    else if (this.#input.length > PAUSE_ABOVE) this.#socket.pause();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (!this.#closed && (await this.#step()));
    } catch (thrown) {
      this.#options.logger.error("wire.session-failed", { detail: String(thrown) });
      this.#hangUp(reply(421, "4.3.0", "Something went wrong inside the server"));
    }
    this.#running = false;
    this.#flush();
    if (this.#draining) this.drain();
    this.#listenAgain();
  }

  /** A client that talks and does not listen is not read until it does. */
  #listenAgain(): void {
    const socket = this.#socket;
    if (!socket.writableNeedDrain) return void socket.resume();
    socket.pause();
    socket.once("drain", () => socket.resume());
  }

  /** Works off one line, or what there is of a message; false if more octets are needed. */
  async #step(): Promise<boolean> {
    if (this.#collector) return await this.#collect(this.#collector);
    const end = this.#input.indexOf(CRLF);
    const { lineBytes } = this.#options.limits;
    if (end < 0 ? this.#input.length > lineBytes : end > lineBytes) this.#skippingLine = true;
    if (end < 0) {
      if (this.#skippingLine) this.#input = this.#input.subarray(-1);
      return false;
    }
    const line = this.#input.subarray(0, end);
    this.#input = this.#input.subarray(end + CRLF.length);
    await this.#command(line);
    return true;
  }

  async #command(line: Buffer): Promise<void> {
    const tooLong = this.#skippingLine;
    this.#skippingLine = false;
    if (tooLong) return this.#refuse(reply(500, "5.5.2", "The line is too long"));
    const command = parseCommand(line);
    if (!command.ok) return this.#refuse(command.error);
    const turn = await this.#dialogue.handle(command.value);
    const refused = turn.replies.find(isProtocolError);
    if (refused) return this.#refuse(refused);
    this.#answer(turn);
  }

  #answer({ replies, next }: Turn): void {
    for (const one of replies) this.#say(one);
    if (next === "data") {
      this.#collector = new ContentCollector(this.#options.protocol, this.#options.limits.messageBytes);
    }
    if (next === "starttls") this.#startTls();
    if (next === "close") this.#end();
  }

  #refuse(refusal: Reply): void {
    this.#errors += 1;
    if (this.#errors > this.#options.limits.errors) {
      this.#hangUp(reply(421, "4.7.0", "Too many errors"));
    } else {
      this.#say(refusal);
    }
  }

  async #collect(collector: ContentCollector): Promise<boolean> {
    const rest = collector.push(this.#input);
    this.#input = rest ?? EMPTY;
    if (!rest) return false;
    this.#collector = null;
    this.#flush();
    const { data, refused } = collector.finish();
    for (const one of await this.#dialogue.finish(data, refused)) this.#say(one);
    return true;
  }

  #startTls(): void {
    this.#flush();
    this.#input = EMPTY;
    const plain = this.#socket;
    plain.off("data", this.#onData).off("end", this.#onEnd).setTimeout(0);
    const { secureContext } = this.#options;
    if (!secureContext) return this.#end();
    const secure = new TLSSocket(plain, { isServer: true, secureContext });
    this.#socket = secure;
    this.#dialogue.tlsStarted();
    this.#attach(secure);
  }

  #say(one: Reply): void {
    this.#output += formatReply(one);
  }

  #flush(): void {
    if (this.#output !== "" && this.#socket.writable) this.#socket.write(this.#output);
    this.#output = "";
  }

  #hangUp(last: Reply): void {
    if (this.#closed) return;
    this.#say(last);
    this.#end();
  }

  #end(): void {
    this.#flush();
    this.#closed = true;
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), LINGER_MS).unref();
  }
}

/** Refusals of grammar and order; those of a reception are its own business. */
function isProtocolError({ code }: Reply): boolean {
  return (code >= 500 && code <= 503) || code === 555;
}
