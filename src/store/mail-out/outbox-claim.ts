/**
 * Which deliveries a worker does next. Lists share fairly: a list of 12 does not wait behind a list of
 * 10,000. Rows of who left, or whose key is not to be used any more, are dropped here; another plan is made for the
 * latter if the post is still there.
 */
import { type Selectable, sql } from "kysely";
import type { OutboxId } from "#base";
import { among } from "../engine/among.ts";
import { eraseBodiesIfDone } from "./body.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import type { ClaimInput } from "../mail-in/inbox-claim.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { type ClaimedRow, NO_BYTES } from "./outbox.ts";
import { waitAgain } from "../posts/wait-again.ts";
import type { OutboxTable } from "../schema/schema-mail-out.ts";
import { whoMustNotGetIt } from "./who-must-not-get-it.ts";

/** Literal, so that SQLite recognises the partial indexes. */
const IS_READY = sql<boolean>`state = 'ready'`;
const IS_CLAIMED = sql<boolean>`state = 'claimed'`;
const COLUMNS = [
  "id",
  "body_id",
  "post_id",
  "list_id",
  "member_id",
  "sealed_to",
  "return_path",
  "rcpt_to",
  "member_fields",
  "head",
  "attempts",
  "created_at",
] as const satisfies readonly (keyof OutboxTable)[];

export interface OutboxClaim extends ClaimInput {
  /** Lanes that are not asked: whoever claims has enough of them. */
  readonly skip?: readonly number[];
  /** In the same transaction: copies that are dropped and come by no other way, for their posts are not kept. */
  readonly missed?: Missed;
}

export type Missed = (tx: Transactor, rows: readonly ClaimedRow[]) => Promise<void>;

/** Takes up to `limit` rows that are due, an equal share from each list that has some. */
export async function claimOutbox(tx: Transactor, claim: OutboxClaim): Promise<readonly ClaimedRow[]> {
  await freeExpiredClaims(tx, { now: claim.now.getTime() });
  const ids = await fairShare(tx, claim);
  if (ids.length === 0) return [];
  const until = claim.now.getTime() + claim.leaseMs;
  const { rows } = await setClaimed(tx, { ids, node: claim.node, until });
  const claimed = rows.map(toClaimed).sort((a, b) => a.id - b.id);
  const { left, keyless } = await whoMustNotGetIt(tx, claimed, claim.now);
  if (left.length + keyless.length === 0) return claimed;
  const missed = await waitAgain(tx, keyless);
  if (missed.length > 0) await claim.missed?.(tx, missed);
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
    .returning(COLUMNS),
);

function toClaimed(row: Pick<Selectable<OutboxTable>, (typeof COLUMNS)[number]>): ClaimedRow {
  const { id, head, attempts } = row;
  return {
    id,
    head,
    attempts,
    bodyId: row.body_id,
    postId: row.post_id,
    listId: row.list_id,
    memberId: row.member_id,
    sealedTo: row.sealed_to === "" ? null : row.sealed_to,
    returnPath: row.return_path,
    rcptTo: row.rcpt_to,
    memberFields: row.member_fields,
    createdAt: new Date(row.created_at),
  };
}

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

const freeExpiredClaims = prepareQuery((tx, given: Given<{ readonly now: number }>) =>
  tx.query
    .updateTable("outbox")
    .set({ state: "ready", claimed_by: "" })
    .where(IS_CLAIMED)
    .where("claimed_until", "<", given("now")),
);

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

async function dueInLane(tx: Transactor, input: LaneInput): Promise<OutboxId[]> {
  const { rows } = await selectDue(tx, { ...input, now: input.now.getTime() });
  return rows.map((row) => row.id);
}

const selectDue = prepareQuery((tx, given: Given<Omit<LaneInput, "now"> & { readonly now: number }>) =>
  tx.query
    .selectFrom("outbox")
    .select("id")
    .where(IS_READY)
    .where("lane", "=", given("lane"))
    .where("next_at", "<=", given("now"))
    .where((b) => b.not(among(tx, "id", given("except"))))
    .orderBy("next_at")
    .orderBy("id")
    .limit(given("limit"))
    .$if(tx.kind === "postgres", (q) => q.forUpdate().skipLocked()),
);

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
    const { rows } = await nextLane(tx, { after: lanes.at(-1) ?? -1 });
    const lane = rows[0]?.lane ?? null;
    if (lane === null) return lanes;
    lanes.push(lane);
  }
}

const nextLane = prepareQuery((tx: Reader, given: Given<{ readonly after: number }>) =>
  tx.query
    .selectFrom("outbox")
    .select((b) => b.fn.min("lane").as("lane"))
    .where(IS_READY)
    .where("lane", ">", given("after")),
);

async function firstDue(tx: Reader, lane: number): Promise<number> {
  const { rows } = await selectFirstDue(tx, { lane });
  return rows[0]?.next_at ?? Number.MAX_SAFE_INTEGER;
}

const selectFirstDue = prepareQuery((tx: Reader, given: Given<{ readonly lane: number }>) =>
  tx.query
    .selectFrom("outbox")
    .select((b) => b.fn.min("next_at").as("next_at"))
    .where(IS_READY)
    .where("lane", "=", given("lane")),
);

async function drop(tx: Transactor, rows: readonly ClaimedRow[], now: Date): Promise<void> {
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
