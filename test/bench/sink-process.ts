/**
 * The relay that everything is sent to, in a process of its own: takes every message, looks at each octet
 * once and keeps none. It says when the first and the last copy came that somebody watches for.
 */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { sharedClock } from "./spread.ts";
import type { Arrivals, FromSink, ToSink } from "./sink.ts";

const END = Buffer.from("\r\n.\r\n");
const LINE_END = Buffer.from("\r\n");
const HELLO = "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n";

interface Watch extends Arrivals {
  readonly id: number;
  readonly prefix: string;
  missing: number;
}

const watches = new Set<Watch>();
const held = new Set<() => void>();
/** Messages that are answered before everybody has to wait. */
let allowance = Number.POSITIVE_INFINITY;

function take(octets: number, recipients: readonly string[]): void {
  const now = sharedClock();
  for (const watch of watches) {
    const count = recipients.filter((recipient) => recipient.startsWith(watch.prefix)).length;
    if (count === 0) continue;
    if (watch.messages === 0) watch.first = now;
    watch.last = now;
    watch.messages += 1;
    watch.octets += octets;
    watch.missing -= count;
    if (watch.missing <= 0) report(watch);
  }
}

function report(watch: Watch): void {
  watches.delete(watch);
  const { id, first, last, messages, octets } = watch;
  say({ say: "arrived", id, arrivals: { first, last, messages, octets } });
}

function say(message: FromSink): void {
  process.send?.(message);
}

class Session {
  readonly #socket: Socket;
  #pending: Buffer = Buffer.alloc(0);
  #recipients: string[] = [];
  #inData = false;
  #octets = 0;
  #output = "";

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
      this.#work();
    });
    socket.write("220 sink\r\n");
  }

  #work(): void {
    while (this.#step());
    if (this.#output !== "") this.#socket.write(this.#output, "latin1");
    this.#output = "";
  }

  #step(): boolean {
    const mark = this.#inData ? END : LINE_END;
    const end = this.#pending.indexOf(mark);
    if (end < 0) return this.#keepTail();
    const line = this.#inData ? "." : this.#pending.toString("latin1", 0, end);
    this.#octets += end + mark.length;
    this.#pending = this.#pending.subarray(end + mark.length);
    return this.#inData ? this.#finish() : this.#command(line);
  }

  /** Content is let go; only its last octets may be the beginning of its end. */
  #keepTail(): false {
    const surplus = this.#inData ? Math.max(0, this.#pending.length - END.length) : 0;
    this.#octets += surplus;
    this.#pending = this.#pending.subarray(surplus);
    return false;
  }

  #command(line: string): true {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "MAIL") this.#recipients = [];
    if (verb === "RCPT") this.#recipients.push(/<(.*)>/.exec(line)?.[1] ?? "");
    if (verb === "DATA") this.#octets = 0;
    this.#inData = verb === "DATA";
    this.#output += verb === "EHLO" ? HELLO : this.#inData ? "354 go on\r\n" : "250 2.0.0 ok\r\n";
    return true;
  }

  #finish(): boolean {
    this.#inData = false;
    if (allowance > 0) return this.#accept();
    held.add(() => {
      this.#accept();
      this.#work();
    });
    return false;
  }

  #accept(): true {
    allowance -= 1;
    take(this.#octets, this.#recipients);
    this.#output += "250 2.0.0 taken\r\n";
    return true;
  }
}

process.on("message", (message: ToSink) => {
  if (message.say === "watch") {
    const { id, prefix, recipients } = message;
    watches.add({ id, prefix, missing: recipients, first: 0, last: 0, messages: 0, octets: 0 });
    return say({ say: "watching", id });
  }
  allowance = message.messages ?? Number.POSITIVE_INFINITY;
  if (allowance > 0) {
    const waiting = [...held];
    held.clear();
    for (const goOn of waiting) goOn();
  }
});
process.once("disconnect", () => process.exit());
const server = createServer({ noDelay: true }, (socket) => void new Session(socket)).listen(0, "127.0.0.1");
server.once("listening", () => say({ say: "ready", port: (server.address() as AddressInfo).port }));
