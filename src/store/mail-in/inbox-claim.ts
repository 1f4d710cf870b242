/** Who works on which inbox row. */
import { sql } from "kysely";
import type { InboxId } from "#base";
import type { Transactor } from "../engine/database.ts";
import { type InboxRow, toInbox } from "./inbox.ts";
import type { AsideCode } from "../schema/row-code.ts";

/** Literal, so that SQLite recognises the partial index. */
const IS_OPEN = sql<boolean>`state in ('new', 'claimed', 'sealing')`;
const MAX_ATTEMPTS = 3;
/** Claims without an answer. Honest rows beside a bad one, or in a row of power cuts, stay far below. */
const MAX_CLAIMS = 10;

export interface ClaimInput {
  /** The name of the claiming process. */
  readonly node: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
}

/** Only rows that nobody died over, of some size. */
export interface FreshClaim extends ClaimInput {
  /** Octets of the smallest and the largest message. */
  readonly atLeast?: number;
  readonly below?: number;
}

/** The oldest rows that nobody worked on yet. */
export async function claimFreshInbox(tx: Transactor, claim: FreshClaim): Promise<readonly InboxRow[]> {
  return take(tx, claim, await freshRows(tx, claim));
}

/**
 * Takes the oldest rows that nobody works on. A row whose fan-out had begun comes back in state
 * `sealing`; any other is `claimed`. Rows that a process died over come alone and after all others, so that
 * one which kills or hangs every process holds up nobody; after ten times it is set aside.
 */
export async function claimInbox(tx: Transactor, claim: ClaimInput): Promise<readonly InboxRow[]> {
  const fresh = await freshRows(tx, claim);
  return take(tx, claim, fresh.length > 0 ? fresh : await oneLeft(tx, claim));
}

async function take(
  tx: Transactor,
  { node, now, leaseMs }: ClaimInput,
  free: readonly InboxId[],
): Promise<readonly InboxRow[]> {
  if (free.length === 0) return [];
  const rows = await tx.query
    .updateTable("inbox")
    .set((b) => ({
      state: b
        .case()
        .when("state", "=", "new")
        .then("claimed" as const)
        .else(b.ref("state"))
        .end(),
      claims: b("claims", "+", 1),
      claimed_by: node,
      claimed_until: now.getTime() + leaseMs,
    }))
    .where("id", "in", free)
    .returningAll()
    .execute();
  return rows.map(toInbox).sort((a, b) => a.id - b.id);
}

async function freshRows(tx: Transactor, claim: FreshClaim): Promise<readonly InboxId[]> {
  const { now, limit, atLeast = 0, below = Number.MAX_SAFE_INTEGER } = claim;
  const rows = await freeQuery(tx, now)
    .where("claims", "=", 0)
    .where("size", ">=", atLeast)
    .where("size", "<", below)
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

async function oneLeft(tx: Transactor, { now }: ClaimInput): Promise<readonly InboxId[]> {
  const left = freeQuery(tx, now).where("claims", ">", 0);
  const hopeless = await left.where("claims", ">=", MAX_CLAIMS).execute();
  for (const { id } of hopeless) await setInboxAside(tx, id, "interrupted");
  const [next] = await left.where("claims", "<", MAX_CLAIMS).limit(1).execute();
  return next === undefined ? [] : [next.id];
}

function freeQuery(tx: Transactor, now: Date) {
  return tx.query
    .selectFrom("inbox")
    .select("id")
    .where(IS_OPEN)
    .where("claimed_until", "<=", now.getTime())
    .orderBy("claims")
    .orderBy("claimed_until")
    .orderBy("id")
    .$if(tx.kind === "postgres", (q) => q.forUpdate().skipLocked());
}

/** Keeps a row that takes long. False if another node has it by now. */
export async function renewInboxClaim(
  tx: Transactor,
  id: InboxId,
  claim: Omit<ClaimInput, "limit">,
): Promise<boolean> {
  const result = await tx.query
    .updateTable("inbox")
    .set({ claimed_until: claim.now.getTime() + claim.leaseMs })
    .where("id", "=", id)
    .where("claimed_by", "=", claim.node)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** At its start a node frees what it held when it died. */
export async function releaseInboxClaims(tx: Transactor, node: string): Promise<void> {
  await tx.query
    .updateTable("inbox")
    .set({ claimed_until: 0, claimed_by: "" })
    .where(IS_OPEN)
    .where("claimed_by", "=", node)
    .execute();
}

/** The row was not to blame for what stopped the work on it: the database was. Its claim runs out by itself. */
export async function excuseInbox(tx: Transactor, id: InboxId): Promise<void> {
  await tx.query.updateTable("inbox").set({ claims: 0 }).where("id", "=", id).execute();
}

export interface InboxFailure {
  readonly code: AsideCode;
  readonly retryAt: Date;
}

/** A step broke: tried again at `retryAt`, the third time set aside with its reason. */
export async function failInbox(
  tx: Transactor,
  id: InboxId,
  failure: InboxFailure,
): Promise<"again" | "aside"> {
  const row = await tx.query
    .updateTable("inbox")
    .set((b) => ({
      attempts: b("attempts", "+", 1),
      claims: 0,
      claimed_by: "",
      claimed_until: failure.retryAt.getTime(),
      code: failure.code,
    }))
    .where("id", "=", id)
    .returning("attempts")
    .executeTakeFirstOrThrow();
  if (row.attempts < MAX_ATTEMPTS) return "again";
  await setInboxAside(tx, id, failure.code);
  return "aside";
}

/** Kept with its message until a person looks at it. */
export async function setInboxAside(tx: Transactor, id: InboxId, code: AsideCode): Promise<void> {
  await tx.query.updateTable("inbox").set({ state: "aside", code }).where("id", "=", id).execute();
}
