/**
 * A small SMTP and LMTP server that shares no code with ours: it records what it is sent and misbehaves on
 * order. Behaviour may be changed while it runs.
 */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { TLSSocket } from "node:tls";

export interface SinkMessage {
  readonly from: string;
  readonly recipients: readonly string[];
  /** Content without transparency dots. */
  readonly data: Buffer;
  /** Which connection it came over, counted from 1. */
  readonly connection: number;
  readonly tls: boolean;
}

export interface SinkBehaviour {
  protocol?: "smtp" | "lmtp";
  extensions?: readonly string[];
  /** PEM; without it there is no STARTTLS. */
  tls?: { readonly key: string; readonly cert: string };
  /** Answer to MAIL, RCPT or anything else by its line; undefined: as usual. "drop" closes. */
  answer?: (line: string) => string | undefined;
  /** Answer after the final dot; undefined: 250. "drop" closes without one; the message counts as taken. */
  finish?: (message: SinkMessage) => string | undefined;
  /** Milliseconds before the answer to the final dot. */
  delayMs?: number | ((message: SinkMessage) => number);
  /** Nor is it answered before this. */
  waitFor?: Promise<void>;
  /** Count only; keep no messages. */
  discard?: boolean;
}

export interface Sink {
  readonly port: number;
  readonly messages: SinkMessage[];
  /** Command lines in the order they came, over all connections. */
  readonly lines: string[];
  readonly behaviour: SinkBehaviour;
  readonly taken: number;
  readonly connections: number;
  /** Cuts all connections and stops listening. */
  down(): Promise<void>;
  /** Listens again on the same port. */
  up(): Promise<void>;
}

const END = "\r\n.\r\n";

class SinkServer implements Sink {
  readonly messages: SinkMessage[] = [];
  readonly lines: string[] = [];
  readonly behaviour: SinkBehaviour;
  taken = 0;
  connections = 0;
  port = 0;
  readonly #open = new Set<Socket>();
  #server: Server | null = null;

  constructor(behaviour: SinkBehaviour) {
    this.behaviour = behaviour;
  }

  async up(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
      this.connections += 1;
      void new SinkSession(this, socket, this.connections).start();
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#open) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }
}

class SinkSession {
  readonly #sink: SinkServer;
  readonly #number: number;
  #socket: Socket;
  #input = "";
  #output = "";
  #busy = false;
  #inData = false;
  #from = "";
  #recipients: string[] = [];
  /** Content so far, and its end that may be part of the end mark. */
  #parts: string[] = [];
  #tail = "";

  constructor(sink: SinkServer, socket: Socket, number: number) {
    this.#sink = sink;
    this.#socket = socket;
    this.#number = number;
  }

  async start(): Promise<void> {
    this.#listen(this.#socket);
    this.#say(this.#sink.behaviour.answer?.("") ?? "220 sink");
    await this.#work();
  }

  #listen(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      this.#input += (chunk as Buffer).toString("latin1");
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (await (this.#inData ? this.#content() : this.#line()));
    this.#busy = false;
    if (this.#output !== "" && this.#socket.writable) this.#socket.write(this.#output);
    this.#output = "";
  }

  #say(line: string): void {
    if (line === "drop") this.#socket.destroy();
    else this.#output += `${line}\r\n`;
  }

  async #line(): Promise<boolean> {
    const end = this.#input.indexOf("\r\n");
    if (end < 0) return false;
    const line = this.#input.slice(0, end);
    this.#input = this.#input.slice(end + 2);
    if (!this.#sink.behaviour.discard) this.#sink.lines.push(line);
    const verb = line.slice(0, 4).toUpperCase();
    const ordered = this.#sink.behaviour.answer?.(line);
    if (ordered !== undefined) this.#say(ordered);
    else this.#usual(verb, line);
    return true;
  }

  #usual(verb: string, line: string): void {
    if (verb === "EHLO" || verb === "LHLO") return this.#say(this.#hello());
    if (verb === "STAR") return this.#startTls();
    if (verb === "QUIT") return void this.#socket.end("221 2.0.0 bye\r\n");
    if (verb === "MAIL") this.#from = /<(.*)>/.exec(line)?.[1] ?? "";
    if (verb === "MAIL" || verb === "RSET") this.#recipients = [];
    if (verb === "RCPT") this.#recipients.push(/<(.*)>/.exec(line)?.[1] ?? "");
    if (verb !== "DATA") return this.#say("250 2.0.0 ok");
    this.#inData = this.#recipients.length > 0;
    this.#tail = "\r\n";
    this.#say(this.#inData ? "354 go on" : "554 5.5.1 no valid recipients");
  }

  #hello(): string {
    const { extensions, tls } = this.#sink.behaviour;
    const offered = extensions ?? [
      "PIPELINING",
      "SIZE 50000000",
      "8BITMIME",
      "SMTPUTF8",
      "ENHANCEDSTATUSCODES",
    ];
    const all = ["sink", ...offered, ...(tls && !this.#secure ? ["STARTTLS"] : [])];
    return all.map((text, index) => `250${index === all.length - 1 ? " " : "-"}${text}`).join("\r\n");
  }

  get #secure(): boolean {
    return this.#socket instanceof TLSSocket;
  }

  #startTls(): void {
    this.#socket.write("220 2.0.0 go on\r\n");
    this.#socket.removeAllListeners("data");
    this.#socket = new TLSSocket(this.#socket, { isServer: true, ...this.#sink.behaviour.tls });
    this.#listen(this.#socket);
  }

  /** Looks for the end in what is new and the four octets before it; the CRLF of DATA may begin it. */
  async #content(): Promise<boolean> {
    const text = this.#tail + this.#input;
    const end = text.indexOf(END);
    this.#input = end < 0 ? "" : text.slice(end + END.length);
    const content = text.slice(0, end < 0 ? Math.max(0, text.length - END.length + 1) : end + 2);
    this.#tail = end < 0 ? text.slice(content.length) : "";
    this.#parts.push(content);
    if (end < 0) return false;
    this.#inData = false;
    await this.#finish({
      from: this.#from,
      recipients: this.#recipients,
      data: this.#unstuffed(),
      connection: this.#number,
      tls: this.#secure,
    });
    return true;
  }

  #unstuffed(): Buffer {
    const parts = this.#parts.splice(0);
    if (this.#sink.behaviour.discard) return Buffer.alloc(0);
    const lines = parts.join("").slice(2).split("\r\n");
    const unstuffed = lines.map((line) => (line.startsWith(".") ? line.slice(1) : line)).join("\r\n");
    return Buffer.from(unstuffed, "latin1");
  }

  async #finish(message: SinkMessage): Promise<void> {
    const { behaviour } = this.#sink;
    const { delayMs = 0 } = behaviour;
    const wait = typeof delayMs === "number" ? delayMs : delayMs(message);
    if (wait > 0) await sleep(wait);
    await behaviour.waitFor;
    const answer = behaviour.finish?.(message) ?? "250 2.0.0 taken";
    if (answer.startsWith("2") || answer === "drop") {
      this.#sink.taken += 1;
      if (!behaviour.discard) this.#sink.messages.push(message);
    }
    const count = behaviour.protocol === "lmtp" ? message.recipients.length : 1;
    for (let nth = 0; nth < count; nth += 1) this.#say(answer);
  }
}

export async function startSink(behaviour: SinkBehaviour = {}): Promise<Sink> {
  const sink = new SinkServer(behaviour);
  await sink.up();
  return sink;
}
