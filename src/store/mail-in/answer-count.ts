/** How often the server answered by itself (S7): per address and day, per list and hour. */
import { type AddressKey, DAY_MS, type HeldId, HOUR_MS, type ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

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
  return takeAll(tx, [byAddress, byList], answer.now);
}

/** How many answers an address may still be given on this day. */
export async function answersLeft(
  tx: Reader,
  { to, now, perAddressDay }: Pick<AnswerInput, "to" | "now" | "perAddressDay">,
): Promise<number> {
  const window = { subject: `address ${to}`, windowMs: DAY_MS, limit: perAddressDay };
  return perAddressDay - (await counted(tx, window, now));
}

/** Counts that the sender of one held message is asked to send it again; false if they were in the last day. */
export async function takeAsking(tx: Transactor, held: HeldId, now: Date): Promise<boolean> {
  return takeAll(tx, [{ subject: `asking ${held}`, windowMs: DAY_MS, limit: 1 }], now);
}

export interface OwnerNotice {
  readonly to: AddressKey;
  readonly listId: ListId;
  readonly now: Date;
  readonly perHour: number;
  readonly perDay: number;
}

/** Counts one notice to an owner; apart from answers to those who write. */
export async function takeOwnerNotice(tx: Transactor, notice: OwnerNotice): Promise<boolean> {
  const subject = `owner ${notice.listId} ${notice.to}`;
  const hour = { subject: `${subject} hour`, windowMs: HOUR_MS, limit: notice.perHour };
  const day = { subject: `${subject} day`, windowMs: DAY_MS, limit: notice.perDay };
  return takeAll(tx, [hour, day], notice.now);
}

/**
 * Counts one answer to an owner or moderator who decided by mail, or to whoever proved to be who they are; apart from what
 * they are told of what waits.
 */
export async function takeModerationAnswer(
  tx: Transactor,
  notice: Omit<OwnerNotice, "listId"> & Pick<AnswerInput, "listId">,
): Promise<boolean> {
  const subject = `moderation ${notice.listId ?? "site"} ${notice.to}`;
  const hour = { subject: `${subject} hour`, windowMs: HOUR_MS, limit: notice.perHour };
  const day = { subject: `${subject} day`, windowMs: DAY_MS, limit: notice.perDay };
  return takeAll(tx, [hour, day], notice.now);
}

export interface DailySummary {
  readonly listId: ListId;
  readonly now: Date;
}

/** One summary for the owners of a list and day. */
export async function takeDailySummary(tx: Transactor, { listId, now }: DailySummary): Promise<boolean> {
  return takeAll(tx, [summaries(listId)], now);
}

/** Whether it was not taken yet on this day. */
export async function isSummaryDue(tx: Reader, { listId, now }: DailySummary): Promise<boolean> {
  return mayCount(tx, summaries(listId), now);
}

function summaries(listId: ListId): Window {
  return { subject: `summary ${listId}`, windowMs: DAY_MS, limit: 1 };
}

/** One answer to a request (sendkey, help) per door, address and hour. */
export async function takeRequestAnswer(
  tx: Transactor,
  { door, to, now }: { readonly door: string; readonly to: AddressKey; readonly now: Date },
): Promise<boolean> {
  return takeAll(tx, [{ subject: `request ${door} ${to}`, windowMs: HOUR_MS, limit: 1 }], now);
}

export interface CommandAnswer {
  /** The address that answers. */
  readonly door: string;
  /** Digest of its words. */
  readonly says: string;
  readonly to: AddressKey;
  readonly now: Date;
}

/**
 * One answer to commands whose writer proved nothing: the same once in an hour, and 10 for an address and day over all lists.
 */
export async function takeCommandAnswer(
  tx: Transactor,
  { door, says, to, now }: CommandAnswer,
): Promise<boolean> {
  const hour = { subject: `request ${door} ${says} ${to}`, windowMs: HOUR_MS, limit: 1 };
  return takeAll(tx, [hour, commandAnswers(to)], now);
}

/** How many of them an address may still be given on this day. */
export async function commandAnswersLeft(
  tx: Reader,
  { to, now }: Pick<CommandAnswer, "to" | "now">,
): Promise<number> {
  const day = commandAnswers(to);
  return day.limit - (await counted(tx, day, now));
}

function commandAnswers(to: AddressKey): Window {
  return { subject: `commands ${to}`, windowMs: DAY_MS, limit: 10 };
}

/** One mail with kept posts: per list, 20 for an address and day, and 200 for all in an hour. */
export async function takeArchiveAnswer(
  tx: Transactor,
  { to, listId, now }: { readonly to: AddressKey; readonly listId: ListId; readonly now: Date },
): Promise<boolean> {
  const day = { subject: `archive ${listId} ${to}`, windowMs: DAY_MS, limit: 20 };
  const hour = { subject: `archive ${listId}`, windowMs: HOUR_MS, limit: 200 };
  return takeAll(tx, [day, hour], now);
}

export interface Confirmation {
  readonly to: AddressKey;
  readonly listId: ListId;
  /**
   * vouched: the mail that wants it came from that very address, as a trusted mail server or a signature says. self: it
   * names that address in From, which a forger can write as well. operator: at the command line.
   */
  readonly by: "vouched" | "self" | "other" | "operator";
  readonly now: Date;
}

/**
 * One mail that asks somebody whether they want to join, over all lists: one for an address and day, whoever wants it. Who is
 * vouched for gets three of their own, so that nobody else uses them up. Per list 100 for those who ask for themselves and
 * 100 for others in an hour, and as many as an operator wants.
 */
export async function takeConfirmation(tx: Transactor, asked: Confirmation): Promise<boolean> {
  const { to, listId, by, now } = asked;
  const day =
    by === "vouched"
      ? { subject: `confirmation self ${to}`, windowMs: DAY_MS, limit: 3 }
      : { subject: `confirmation other ${to}`, windowMs: DAY_MS, limit: 1 };
  const who = by === "self" || by === "vouched" ? "self" : "other";
  const hour = { subject: `confirmations ${who} ${listId}`, windowMs: HOUR_MS, limit: 100 };
  return takeAll(tx, by === "operator" ? [day] : [day, hour], now);
}

export interface KeyMailTo {
  readonly to: AddressKey;
  readonly listId: ListId;
  readonly now: Date;
}

/** One mail that asks whether somebody wants to leave many lists at once: one for an address and day. */
export async function takeQuestionForAll(
  tx: Transactor,
  { to, now }: Pick<KeyMailTo, "to" | "now">,
): Promise<boolean> {
  return takeAll(tx, [{ subject: `leaving ${to}`, windowMs: DAY_MS, limit: 1 }], now);
}

/** One mail with a one-time key: 10 for an address and day over all lists, and 100 per list and hour. */
export async function takeKeyMail(tx: Transactor, { to, listId, now }: KeyMailTo): Promise<boolean> {
  const day = { subject: `keys ${to}`, windowMs: DAY_MS, limit: 10 };
  const hour = { subject: `keys of ${listId}`, windowMs: HOUR_MS, limit: 100 };
  return takeAll(tx, [day, hour], now);
}

export interface PasswordTrial {
  readonly listId: ListId;
  /** Whose tries are counted together: those of one owner or moderator, or of all others. */
  readonly by: AddressKey | "anybody";
  readonly now: Date;
}

/** Counts a post with a password that is not its list's: nobody finds one by trying. */
export async function countWrongPassword(tx: Transactor, trial: PasswordTrial): Promise<void> {
  await takeAll(tx, [wrongPasswords(trial)], trial.now);
}

/** False: they made 20 such posts in the hour, and even the right one does not count until it is over. */
export async function mayTryPassword(tx: Reader, trial: PasswordTrial): Promise<boolean> {
  return mayCount(tx, wrongPasswords(trial), trial.now);
}

function wrongPasswords({ listId, by }: PasswordTrial): Window {
  return { subject: `passwords ${listId} ${by}`, windowMs: HOUR_MS, limit: 20 };
}

export interface OnceIn {
  readonly what: string;
  readonly listId: ListId;
  readonly to: AddressKey;
  readonly now: Date;
  readonly days: number;
}

/** Once for an address and list within so many days, counted from the last time. */
export async function takeOnceIn(tx: Transactor, once: OnceIn): Promise<boolean> {
  if (!(await mayOnceIn(tx, once))) return false;
  const subject = onceSubject(once);
  const at = once.now.getTime();
  await tx.query.deleteFrom("answer_count").where("subject", "=", subject).execute();
  const row = { subject, window_start: at, count: 1, expires_at: at + once.days * DAY_MS };
  await tx.query.insertInto("answer_count").values(row).execute();
  return true;
}

/** Whether it was not taken within those days. */
export async function mayOnceIn(tx: Reader, once: OnceIn): Promise<boolean> {
  const taken = await tx.query
    .selectFrom("answer_count")
    .select("expires_at")
    .where("subject", "=", onceSubject(once))
    .where("expires_at", ">", once.now.getTime())
    .executeTakeFirst();
  return taken === undefined;
}

function onceSubject({ what, listId, to }: OnceIn): string {
  return `${what} ${listId} ${to}`;
}

/** One notice of a kind that repeats itself per address, list and day. */
export async function takeDailyNotice(
  tx: Transactor,
  { to, listId, now }: { readonly to: AddressKey; readonly listId: ListId; readonly now: Date },
): Promise<boolean> {
  return takeAll(tx, [{ subject: `waiting ${listId} ${to}`, windowMs: DAY_MS, limit: 1 }], now);
}

interface Window {
  readonly subject: string;
  readonly windowMs: number;
  readonly limit: number;
}

/** Counts in every window, or in none if one of them is full. */
async function takeAll(tx: Transactor, windows: readonly Window[], now: Date): Promise<boolean> {
  for (const window of windows) if (!(await mayCount(tx, window, now))) return false;
  for (const window of windows) await count(tx, window, now);
  return true;
}

async function mayCount(tx: Reader, window: Window, now: Date): Promise<boolean> {
  return (await counted(tx, window, now)) < window.limit;
}

async function counted(tx: Reader, { subject, windowMs }: Window, now: Date): Promise<number> {
  const row = await tx.query
    .selectFrom("answer_count")
    .select("count")
    .where("subject", "=", subject)
    .where("window_start", "=", windowStart(now, windowMs))
    .executeTakeFirst();
  return row?.count ?? 0;
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
