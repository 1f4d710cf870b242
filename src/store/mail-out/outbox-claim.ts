/**
 * Which deliveries a worker does next. Lists share fairly: a list of 12 does not wait behind a list of
 * 10,000. Rows of who left, or whose key is not to be used any more, are dropped here; another plan is made for the
 * latter if the post is still there.
 */
import { sql } from "kysely";
import type { OutboxId } from "#base";
import { among } from "../engine/among.ts";
import { eraseBodiesIfDone } from "./body.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import type { ClaimInput } from "../mail-in/inbox-claim.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { NO_BYTES, type OutboxRow, toOutbox } from "./outbox.ts";
import { waitAgain } from "../posts/wait-again.ts";
import { whoMustNotGetIt } from "./who-must-not-get-it.ts";

/** Literal, so that SQLite recognises the partial indexes. */
const IS_READY = sql<boolean>`state = 'ready'`;
const IS_CLAIMED = sql<boolean>`state = 'claimed'`;

export interface OutboxClaim extends ClaimInput {
  /** Lanes that are not asked: whoever claims has enough of them. */
  readonly skip?: readonly number[];
}

/** Takes up to `limit` rows that are due, an equal share from each list that has some. */
export async function claimOutbox(tx: Transactor, claim: OutboxClaim): Promise<readonly OutboxRow[]> {
  await freeExpiredClaims(tx, claim.now);
  const ids = await fairShare(tx, claim);
  if (ids.length === 0) return [];
  const until = claim.now.getTime() + claim.leaseMs;
  const { rows } = await setClaimed(tx, { ids, node: claim.node, until });
  const claimed = rows.map(toOutbox).sort((a, b) => a.id - b.id);
  const { left, keyless } = await whoMustNotGetIt(tx, claimed, claim.now);
  if (left.length + keyless.length === 0) return claimed;
  await waitAgain(tx, keyless);
  const gone = new Set([...left, ...keyless]);
  await drop(tx, [...gone], claim.now);
  return claimed.filter((row) => !gone.has(row));
}

interface Claimed {
  readonly ids: readonly OutboxId[];
  readonly node: string;
  readonly until: number;
}

const setClaimed = prepareQuery((tx, given: Given<Claimed>) =>
  tx.query
    .updateTable("outbox")
    .set({ state: "claimed", claimed_by: given("node"), claimed_until: given("until") })
    .where(among(tx, "id", given("ids")))
    .returningAll(),
);

/** When the next row is due outside of some lanes; null if nothing waits. */
export async function nextOutboxDue(tx: Reader, skip: readonly number[] = []): Promise<Date | null> {
  const lanes = (await readyLanes(tx)).filter((lane) => !skip.includes(lane));
  const times = await Promise.all(lanes.map((lane) => firstDue(tx, lane)));
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** At its start a node frees what it held when it died. */
export async function releaseOutboxClaims(tx: Transactor, node: string): Promise<void> {
  await tx.query
    .updateTable("outbox")
    .set({ state: "ready", claimed_by: "" })
    .where(IS_CLAIMED)
    .where("claimed_by", "=", node)
    .execute();
}

async function freeExpiredClaims(tx: Transactor, now: Date): Promise<void> {
  await tx.query
    .updateTable("outbox")
    .set({ state: "ready", claimed_by: "" })
    .where(IS_CLAIMED)
    .where("claimed_until", "<", now.getTime())
    .execute();
}

/** First an equal share each, oldest lane first; then what is left of the limit, wherever rows are due. */
async function fairShare(tx: Transactor, claim: OutboxClaim): Promise<readonly OutboxId[]> {
  const lanes = (await dueLanes(tx, claim.now)).filter((lane) => claim.skip?.includes(lane) !== true);
  const share = Math.max(1, Math.floor(claim.limit / Math.max(1, lanes.length)));
  const ids: OutboxId[] = [];
  const wants = [share, claim.limit];
  for (const want of wants) {
    for (const lane of lanes) {
      const limit = Math.min(want, claim.limit - ids.length);
      if (limit > 0) ids.push(...(await dueInLane(tx, { lane, now: claim.now, limit, except: ids })));
    }
    if (lanes.length < 2) break;
  }
  return ids;
}

interface LaneInput {
  readonly lane: number;
  readonly now: Date;
  readonly limit: number;
  readonly except: readonly OutboxId[];
}

async function dueInLane(tx: Transactor, { lane, now, limit, except }: LaneInput): Promise<OutboxId[]> {
  const rows = await tx.query
    .selectFrom("outbox")
    .select("id")
    .where(IS_READY)
    .where("lane", "=", lane)
    .where("next_at", "<=", now.getTime())
    .$if(except.length > 0, (q) => q.where((b) => b.not(among(tx, "id", except))))
    .orderBy("next_at")
    .orderBy("id")
    .limit(limit)
    .$if(tx.kind === "postgres", (q) => q.forUpdate().skipLocked())
    .execute();
  return rows.map((row) => row.id);
}

async function dueLanes(tx: Reader, now: Date): Promise<readonly number[]> {
  const lanes = await readyLanes(tx);
  const first = await Promise.all(lanes.map(async (lane) => ({ lane, at: await firstDue(tx, lane) })));
  const due = first.filter(({ at }) => at <= now.getTime());
  return due.sort((a, b) => a.at - b.at).map(({ lane }) => lane);
}

/** The lanes with ready rows, jumping through the index from one to the next. */
async function readyLanes(tx: Reader): Promise<readonly number[]> {
  const lanes: number[] = [];
  for (;;) {
    const row = await tx.query
      .selectFrom("outbox")
      .select((b) => b.fn.min("lane").as("lane"))
      .where(IS_READY)
      .where("lane", ">", lanes.at(-1) ?? -1)
      .executeTakeFirst();
    if (row?.lane === null || row?.lane === undefined) return lanes;
    lanes.push(row.lane);
  }
}

async function firstDue(tx: Reader, lane: number): Promise<number> {
  const row = await tx.query
    .selectFrom("outbox")
    .select((b) => b.fn.min("next_at").as("next_at"))
    .where(IS_READY)
    .where("lane", "=", lane)
    .executeTakeFirst();
  return row?.next_at ?? Number.MAX_SAFE_INTEGER;
}

async function drop(tx: Transactor, rows: readonly OutboxRow[], now: Date): Promise<void> {
  await tx.query
    .updateTable("outbox")
    .set({ state: "dropped", done_at: now.getTime(), head: NO_BYTES, member_fields: NO_BYTES })
    .where(
      among(
        tx,
        "id",
        rows.map((row) => row.id),
      ),
    )
    .execute();
  await eraseBodiesIfDone(tx, [...new Set(rows.map((row) => row.bodyId))], now);
}
