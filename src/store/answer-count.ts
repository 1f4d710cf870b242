/** How often the server answered by itself (S7): per address and day, per list and hour. */
import { type AddressKey, type ListId } from "#base";
import type { Transactor } from "./database.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export interface AnswerInput {
  readonly to: AddressKey;
  /** null: answers of no list. */
  readonly listId: ListId | null;
  readonly now: Date;
  readonly perAddressDay: number;
  readonly perListHour: number;
}

/** Counts one answer if it may be given; false if either limit is reached. */
export async function takeAnswer(tx: Transactor, answer: AnswerInput): Promise<boolean> {
  const byAddress = { subject: `address ${answer.to}`, windowMs: DAY_MS, limit: answer.perAddressDay };
  const byList = { subject: `list ${answer.listId ?? "none"}`, windowMs: HOUR_MS, limit: answer.perListHour };
  if (!(await mayCount(tx, byAddress, answer.now))) return false;
  if (!(await mayCount(tx, byList, answer.now))) return false;
  await count(tx, byAddress, answer.now);
  await count(tx, byList, answer.now);
  return true;
}

/** One answer to a request (sendkey, help) per door, address and hour. */
export async function takeRequestAnswer(
  tx: Transactor,
  { door, to, now }: { readonly door: string; readonly to: AddressKey; readonly now: Date },
): Promise<boolean> {
  const window = { subject: `request ${door} ${to}`, windowMs: HOUR_MS, limit: 1 };
  if (!(await mayCount(tx, window, now))) return false;
  await count(tx, window, now);
  return true;
}

/** One notice of a kind that repeats itself per address, list and day. */
export async function takeDailyNotice(
  tx: Transactor,
  { to, listId, now }: { readonly to: AddressKey; readonly listId: ListId; readonly now: Date },
): Promise<boolean> {
  const window = { subject: `waiting ${listId} ${to}`, windowMs: DAY_MS, limit: 1 };
  if (!(await mayCount(tx, window, now))) return false;
  await count(tx, window, now);
  return true;
}

interface Window {
  readonly subject: string;
  readonly windowMs: number;
  readonly limit: number;
}

async function mayCount(tx: Transactor, { subject, windowMs, limit }: Window, now: Date): Promise<boolean> {
  const row = await tx.query
    .selectFrom("answer_count")
    .select("count")
    .where("subject", "=", subject)
    .where("window_start", "=", windowStart(now, windowMs))
    .executeTakeFirst();
  return (row?.count ?? 0) < limit;
}

async function count(tx: Transactor, { subject, windowMs }: Window, now: Date): Promise<void> {
  const start = windowStart(now, windowMs);
  await tx.query
    .insertInto("answer_count")
    .values({ subject, window_start: start, count: 1, expires_at: start + windowMs })
    .onConflict((c) =>
      c.columns(["subject", "window_start"]).doUpdateSet((b) => ({ count: b("answer_count.count", "+", 1) })),
    )
    .execute();
}

function windowStart(now: Date, windowMs: number): number {
  return Math.floor(now.getTime() / windowMs) * windowMs;
}
