/**
 * How fast the outbox is on both databases: rows made, claimed by the hundred, marked by the hundred, and
 * marked one by one through the group commit by 20 connections at once.
 *
 * Run: node test/bench/store-rates.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OutboxId, silentLogger, systemClock, systemRandom } from "#base";
import {
  claimOutbox,
  type Database,
  groupCommit,
  insertOutbox,
  markSent,
  openDatabase,
  type OutboxRow,
} from "#store";
import { testMasterKey } from "../support/database.ts";
import { newPostgresDatabase } from "../support/postgres.ts";
import { aBody, aDelivery } from "../support/stored.ts";

const ROWS = 10_000;
const PAGE = 100;
const CONNECTIONS = 20;
const HEAD = systemRandom.bytes(300);

async function measure(name: string, url: string): Promise<void> {
  const context = {
    masterKey: testMasterKey,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  };
  const db = await openDatabase({ url, ...context });
  await rate(`${name}: insert`, () => insert(db, "first"));
  const claimed: OutboxRow[] = [];
  await rate(`${name}: claim by ${PAGE}`, () => claimAll(db, claimed));
  await rate(`${name}: mark by ${PAGE}`, () => markAll(db, claimed));
  await insert(db, "second");
  const again: OutboxRow[] = [];
  await claimAll(db, again);
  await rate(`${name}: mark one by one, ${CONNECTIONS} connections`, () => markEach(db, again));
  await db.close();
}

async function rate(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${what}: ${Math.round(ROWS / seconds)}/s`);
}

async function insert(db: Database, run: string): Promise<void> {
  const bodyId = await db.transact((tx) => aBody(tx));
  for (let start = 0; start < ROWS; start += 200) {
    const rows = Array.from({ length: 200 }, (_, i) =>
      aDelivery({ bodyId, head: HEAD, effect: `inbox:${run}:member:${start + i}` }),
    );
    await db.transact((tx) => insertOutbox(tx, rows));
  }
}

async function claimAll(db: Database, into: OutboxRow[]): Promise<void> {
  for (;;) {
    const claim = { node: "bench", now: new Date(), leaseMs: 60_000, limit: PAGE };
    const rows = await db.transact((tx) => claimOutbox(tx, claim));
    if (rows.length === 0) return;
    into.push(...rows);
  }
}

async function markAll(db: Database, rows: readonly OutboxRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += PAGE) {
    const ids = rows.slice(start, start + PAGE).map((row) => row.id);
    await db.transact((tx) => markSent(tx, ids, { code: "2.0.0", reply: "ok", now: new Date() }));
  }
}

async function markEach(db: Database, rows: readonly OutboxRow[]): Promise<void> {
  const group = groupCommit(db);
  const ids = rows.map((row) => row.id);
  const connection = async () => {
    for (let id: OutboxId | undefined = ids.pop(); id !== undefined; id = ids.pop()) {
      const one = id;
      await group.enqueue((tx) => markSent(tx, [one], { code: "2.0.0", reply: "ok", now: new Date() }));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}

const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
await measure("sqlite", `sqlite:${join(folder, "conclave.db")}`);
rmSync(folder, { recursive: true });
await measure("postgres", await newPostgresDatabase());
