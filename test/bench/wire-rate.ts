/** How fast messages of 2 kB go through our client into a sink, and through our LMTP server. Report only. */
import { runServer } from "../support/mail-reception.ts";
import { startSink } from "../support/smtp-sink.ts";
import { connect, type Protocol } from "#wire";

const BODY = [Buffer.from(`Subject: bench\r\n\r\n${`${"x".repeat(70)}\r\n`.repeat(28)}`)];

async function rate(protocol: Protocol, port: number, connections: number): Promise<number> {
  const total = 10_000;
  const started = performance.now();
  const workers = Array.from({ length: connections }, async () => {
    const address = { kind: "tcp", host: "127.0.0.1", port } as const;
    const connection = await connect({ protocol, address, hostname: "bench.example" });
    if (!connection.ok) throw new Error(connection.error.text);
    const pending: Promise<unknown>[] = [];
    for (let sent = 0; sent < total / connections; sent += 1) {
      const envelope = { from: "", recipients: ["a@x.example"], eightBit: false };
      pending.push(connection.value.send(envelope, BODY));
      if (pending.length >= 2) await pending.shift();
    }
    await Promise.all(pending);
    connection.value.close();
  });
  await Promise.all(workers);
  return Math.round((total / (performance.now() - started)) * 1000);
}

const sink = await startSink({ discard: true });
const { server, port, reception } = await runServer({ protocol: "lmtp" });
for (const connections of [1, 4, 20]) {
  const smtp = await rate("smtp", sink.port, connections);
  const lmtp = await rate("lmtp", port, connections);
  reception.mails.length = 0;
  console.log(`${connections} connections: ${smtp}/s into the sink, ${lmtp}/s into our LMTP server`);
}
await sink.down();
await server.close(0);
