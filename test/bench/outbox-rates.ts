/** The outbox alone, without mail: rows written, claimed and marked, beside the same over the bare driver. */
import { silentLogger, systemClock, systemRandom } from "#base";
import { claimOutbox, type ClaimedRow, type Database, insertOutbox, openDatabase } from "#store";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ResultRecorder } from "../../src/delivery/result-recorder.ts";
import { testMasterKey } from "../support/database.ts";
import { aBody, aDelivery } from "../support/stored.ts";
import { rawCommit } from "./raw-commit.ts";
import type { Bench, RunOptions } from "./row.ts";
import { sharedClock, spreadOf } from "./spread.ts";

const PAGE = 500;
const CHUNK = 200;
const CONNECTIONS = 10;
const HEAD = systemRandom.bytes(300);

export const outboxRates: Bench = {
  name: "outbox",
  about: "outbox rows written, claimed and marked as sent, 10 connections sharing commits: rows a second",
  async *run(options) {
    const rows = options.quick ? 200 : 5000;
    const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
    const db = await openDatabase({ url: await urlIn(folder, options), ...SERVICES });
    const rates: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round <= (options.quick ? 1 : 5); round++) {
      const start = sharedClock();
      await insert(db, { rows, round });
      await markEach(db, await claimAll(db));
      if (round > 0) rates.push((rows / (sharedClock() - start)) * 1000);
      raw.push((rows / (await rawCommit(options, { rows, group: CONNECTIONS }))) * 1000);
    }
    await db.close();
    rmSync(folder, { recursive: true });
    const limit = { of: "the same rows and commits over the bare driver", figure: spreadOf(raw).median };
    yield { name: "outbox rows through all their states", unit: "per s", figure: spreadOf(rates), limit };
  },
};

const SERVICES = {
  masterKey: testMasterKey,
  clock: systemClock,
  random: systemRandom,
  logger: silentLogger,
};

async function urlIn(folder: string, { database }: RunOptions): Promise<string> {
  const url = await database();
  return url.startsWith("sqlite:") ? `sqlite:${join(folder, "conclave.db")}` : url;
}

async function insert(db: Database, { rows, round }: { rows: number; round: number }): Promise<void> {
  const bodyId = await db.transact((tx) => aBody(tx));
  for (let start = 0; start < rows; start += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, rows - start) }, (_, nth) =>
      aDelivery({ bodyId, head: HEAD, effect: `inbox:${round}:member:${start + nth}` }),
    );
    await db.transact((tx) => insertOutbox(tx, chunk));
  }
}

async function claimAll(db: Database): Promise<readonly ClaimedRow[]> {
  const claimed: ClaimedRow[] = [];
  for (;;) {
    const claim = { node: "bench", now: new Date(), leaseMs: 60_000, limit: PAGE };
    const rows = await db.transact((tx) => claimOutbox(tx, claim));
    if (rows.length === 0) return claimed;
    claimed.push(...rows);
  }
}

/** As the server does: all connections share a commit, and none goes on before its result is durable. */
async function markEach(db: Database, rows: readonly ClaimedRow[]): Promise<void> {
  const recorder = new ResultRecorder({ db, clock: systemClock, logger: silentLogger, retryMs: 1000 });
  const ids = rows.map((row) => row.id);
  const connection = async (): Promise<void> => {
    recorder.expect(1);
    for (let id = ids.pop(); id !== undefined; id = ids.pop())
      await recorder.record([{ id, became: "sent", code: "2.0.0" }]);
    recorder.expect(-1);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}
