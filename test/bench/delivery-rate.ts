/**
 * Deliveries a second of 2 kB messages from the outbox on SQLite into a sink in a process of its own, over
 * 1, 4 and 20 connections, and how long an idle worker takes from the commit to the sink. Report only.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger, systemClock, systemRandom } from "#base";
import { createDelivery, type Delivery } from "#delivery";
import { type Database, openDatabase } from "#store";
import { testMasterKey } from "../support/database.ts";
import { Signal } from "../../src/delivery/signal.ts";
import { queueRows } from "../support/outbox-story.ts";
import { startSink } from "../support/smtp-sink.ts";

const ROWS = 5000;
const SHARED = Buffer.alloc(1200, "x");

async function inChild(): Promise<void> {
  const sink = await startSink({ discard: true });
  process.send?.(sink.port);
  process.once("disconnect", () => process.exit());
}

function worker(db: Database, port: number, connections: number): Delivery {
  return createDelivery({
    db,
    relay: { protocol: "smtp", address: { kind: "tcp", host: "127.0.0.1", port }, hostname: "bench.example" },
    node: "bench",
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    connections,
  });
}

/** Median milliseconds from waking an idle worker to the message in the sink, of a few. */
async function idleLatency(db: Database): Promise<number> {
  const arrived = new Signal();
  const sink = await startSink({ finish: () => (arrived.give(), undefined) });
  const delivery = worker(db, sink.port, 4);
  await delivery.start();
  const times: number[] = [];
  for (let nth = 0; nth < 15; nth += 1) {
    await delivery.drain();
    await queueRows(db, { count: 1, body: { shared: SHARED } });
    const started = performance.now();
    delivery.wake();
    await arrived.wait(5000);
    times.push(performance.now() - started);
  }
  await delivery.stop();
  await sink.down();
  return times.sort((a, b) => a - b)[7] ?? 0;
}

async function measure(db: Database, port: number, connections: number): Promise<void> {
  const head = Buffer.alloc(110, "h");
  await queueRows(db, { count: ROWS, body: { shared: SHARED }, row: { head } });
  const delivery = worker(db, port, connections);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await delivery.start();
  await delivery.drain();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const each = (user + system) / 1000 / ROWS;
  console.log(
    `${connections} connections: ${Math.round(ROWS / seconds)} deliveries/s, ${each.toFixed(3)} ms CPU each`,
  );
  await delivery.stop();
}

if (process.argv[2] === "sink") await inChild();
else {
  const child = fork(import.meta.filename, ["sink"]);
  const [port] = (await once(child, "message")) as [number];
  const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
  const url = process.argv[2] ?? `sqlite:${join(folder, "bench.db")}`;
  const db = await openDatabase({
    url,
    masterKey: testMasterKey,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  });
  for (const connections of [1, 4, 20]) await measure(db, port, connections);
  console.log(`one message, worker idle: ${(await idleLatency(db)).toFixed(1)} ms from waking to the sink`);
  await db.close();
  child.disconnect();
  rmSync(folder, { recursive: true });
}
