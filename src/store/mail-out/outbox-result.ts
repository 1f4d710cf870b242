/** What became of claimed deliveries. */
import type { BodyId, OutboxId } from "#base";
import { among } from "../engine/among.ts";
import { eraseLockedIfDone } from "./body.ts";
import type { Transactor } from "../engine/database.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { NO_BYTES } from "./outbox.ts";

export interface DeliveryResult {
  /** Enhanced status code, e.g. "2.0.0". */
  readonly code: string;
  /** The text of the reply; never content. */
  readonly reply: string;
  readonly now: Date;
}

/** The relay took responsibility. What was personal in the rows is erased. */
export async function markSent(
  tx: Transactor,
  ids: readonly OutboxId[],
  result: DeliveryResult,
): Promise<void> {
  await done(tx, ids, "sent", result);
}

/** Refused for good. */
export async function markFailed(
  tx: Transactor,
  ids: readonly OutboxId[],
  result: DeliveryResult,
): Promise<void> {
  await done(tx, ids, "failed", result);
}

/** Refused for now: again at `nextAt`. */
export async function reschedule(
  tx: Transactor,
  ids: readonly OutboxId[],
  result: Omit<DeliveryResult, "now"> & { readonly nextAt: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .updateTable("outbox")
    .set((b) => ({
      state: "ready",
      attempts: b("attempts", "+", 1),
      next_at: result.nextAt.getTime(),
      claimed_by: "",
      code: result.code,
      reply: result.reply,
    }))
    .where(among(tx, "id", ids))
    .where("state", "=", "claimed")
    .execute();
}

/** Gives rows back untried, because the worker stops or the relay is gone. */
export async function unclaim(tx: Transactor, ids: readonly OutboxId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .updateTable("outbox")
    .set({ state: "ready", claimed_by: "" })
    .where(among(tx, "id", ids))
    .where("state", "=", "claimed")
    .execute();
}

async function done(
  tx: Transactor,
  ids: readonly OutboxId[],
  state: "sent" | "failed",
  { code, reply, now }: DeliveryResult,
): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await setDone(tx, { ids, state, code, reply, doneAt: now.getTime() });
  const bodies: ReadonlySet<BodyId> = new Set(rows.map((row) => row.body_id));
  await eraseLockedIfDone(tx, [...bodies], now);
}

interface Done {
  readonly ids: readonly OutboxId[];
  readonly state: "sent" | "failed";
  readonly code: string;
  readonly reply: string;
  readonly doneAt: number;
}

/** On PostgreSQL the bodies are locked with the same question, for `eraseLockedIfDone`. */
const setDone = prepareQuery((tx, given: Given<Done>) => {
  const done = tx.query
    .updateTable("outbox")
    .set((b) => ({
      state: given("state"),
      code: given("code"),
      reply: given("reply"),
      claimed_by: "",
      head: NO_BYTES,
      member_fields: NO_BYTES,
      attempts: b("attempts", "+", 1),
      done_at: given("doneAt"),
    }))
    .where(among(tx, "id", given("ids")))
    .where("state", "in", ["ready", "claimed"])
    .returning("body_id");
  if (tx.kind === "sqlite") return done;
  return tx.query
    .with("done", () => done)
    .selectFrom("body")
    .select("body.id as body_id")
    .where("body.id", "in", (q) => q.selectFrom("done").select("done.body_id"))
    .orderBy("body.id")
    .forUpdate();
});
