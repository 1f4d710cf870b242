/** The same messages to the same sink, without a database and without anything to seal: what sockets can do. */
import { connect as open, type Socket } from "node:net";
import { sharedClock } from "./spread.ts";

export interface RawTraffic {
  readonly port: number;
  readonly connections: number;
  readonly messages: number;
  /** Of one message. */
  readonly octets: number;
  readonly recipients: number;
}

/** Milliseconds until the sink has taken all. */
export async function rawSocket(traffic: RawTraffic): Promise<number> {
  const each = Math.ceil(traffic.messages / traffic.connections);
  const body = bodyOf(traffic.octets);
  const start = sharedClock();
  const connections = Math.ceil(traffic.messages / each);
  await Promise.all(Array.from({ length: connections }, () => sendOver(traffic, body, each)));
  return sharedClock() - start;
}

function bodyOf(octets: number): Buffer {
  const line = `${"x".repeat(76)}\r\n`;
  return Buffer.concat([
    Buffer.from(line.repeat(Math.max(1, Math.round(octets / 78)))),
    Buffer.from(".\r\n"),
  ]);
}

/** Envelope and DATA in one piece; the content, with the next envelope behind it, when it is asked for. */
function sendOver({ port, recipients }: RawTraffic, body: Buffer, messages: number): Promise<void> {
  const rcpt = "RCPT TO:<raw@example.net>\r\n".repeat(recipients);
  const envelope = Buffer.from(`MAIL FROM:<bench@example.org>\r\n${rcpt}DATA\r\n`);
  return new Promise((resolve, reject) => {
    const socket: Socket = open(port, "127.0.0.1");
    socket.setNoDelay(true);
    let left = messages;
    let tail = "";
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      const lines = (tail + chunk.toString("latin1")).split("\r\n");
      tail = lines.pop() ?? "";
      for (const line of lines) next(line);
    });
    function next(line: string): void {
      if (line.startsWith("220")) socket.write(Buffer.concat([Buffer.from("EHLO raw\r\n"), envelope]));
      if (line.startsWith("354")) socket.write(--left > 0 ? Buffer.concat([body, envelope]) : body);
      if (!line.startsWith("250 2.0.0 taken") || left > 0) return;
      socket.end();
      resolve();
    }
  });
}
