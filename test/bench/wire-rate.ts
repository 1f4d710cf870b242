/** Messages of 2 kB through our client into the sink, beside bare sockets that send the same. */
import { connect } from "#wire";
import { rawSocket } from "./raw-socket.ts";
import type { Bench } from "./row.ts";
import { Sink } from "./sink.ts";
import { sharedClock, spreadOf } from "./spread.ts";

const OCTETS = 2000;
const CONNECTIONS = [1, 10];
const BODY = [
  Buffer.from(`Subject: bench\r\n\r\n${`${"x".repeat(76)}\r\n`.repeat(Math.round(OCTETS / 78))}`),
];

export const wireRate: Bench = {
  name: "wire",
  about: "the SMTP client alone, messages of 2 kB: messages a second",
  async *run({ quick }) {
    const sink = await Sink.start();
    const messages = quick ? 200 : 5000;
    for (const connections of CONNECTIONS) {
      const traffic = { port: sink.port, connections, messages, octets: OCTETS, recipients: 1 };
      const ours: number[] = [];
      const raw: number[] = [];
      for (let round = 0; round <= (quick ? 1 : 5); round++) {
        const [sent, bare] = [await send(traffic), await rawSocket(traffic)];
        if (round > 0) ours.push((messages / sent) * 1000);
        if (round > 0) raw.push((messages / bare) * 1000);
      }
      const limit = { of: "bare sockets", figure: spreadOf(raw).median };
      const name = `SMTP client, ${connections} connection${connections === 1 ? "" : "s"}`;
      yield { name, unit: "per s", figure: spreadOf(ours), limit };
    }
    sink.end();
  },
};

interface Traffic {
  readonly port: number;
  readonly connections: number;
  readonly messages: number;
}

/** Milliseconds; each connection has two messages under way. */
async function send({ port, connections, messages }: Traffic): Promise<number> {
  const start = sharedClock();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const address = { kind: "tcp", host: "127.0.0.1", port } as const;
      const connection = await connect({ protocol: "smtp", address, hostname: "bench.example" });
      if (!connection.ok) throw new Error(connection.error.text);
      const pending: Promise<unknown>[] = [];
      for (let sent = 0; sent < messages / connections; sent += 1) {
        const envelope = { from: "", recipients: ["a@x.example"], eightBit: false };
        pending.push(connection.value.send(envelope, BODY));
        if (pending.length >= 2) await pending.shift();
      }
      await Promise.all(pending);
      connection.value.close();
    }),
  );
  return sharedClock() - start;
}
