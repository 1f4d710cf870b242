/**
 * What a person may do about a held message, each inside the transaction of the door it came through: the command
 * line, or an answer by mail.
 */
import { addDays, addressKey, AppError, type EmailAddress, type MemberId, parseEmailAddress } from "#base";
import { heldVerbs, senderToAnswer } from "#lists";
import { messageIds, parseMessage } from "#mime";
import {
  acceptHeld,
  eraseHeld,
  isKeptForever,
  heldMessage,
  type HeldRow,
  keepHeldUntil,
  type Reader,
  type StoredList,
  takeAnswer,
  takeAsking,
  type Transactor,
} from "#store";
import { answerLimits } from "./answer-limits.ts";
import { order, type ToldMail } from "./errand-order.ts";
import { settingsOf } from "../lists/list-settings-of.ts";

/** Longer ones are no ids (RFC 5322 §2.1.1). */
const LONGEST_ID = 250;

export interface HeldOnList {
  readonly row: HeldRow;
  readonly list: StoredList;
  readonly at: Date;
}

/** It goes back into the pipeline as approved; all rules but the hold are asked again. */
export async function letGoOn(
  tx: Transactor,
  { row, list }: Pick<HeldOnList, "row" | "list">,
): Promise<void> {
  mustWait(row, list, "accept");
  if (!heldVerbs(settingsOf(list), row.code).accept) throw beyondAcceptance(row);
  if ((await acceptHeld(tx, row.id)) === null) throw decidedMeanwhile(row);
}

/**
 * Erases it and has its sender told, in the list's words and the moderator's sentence.
 *
 * @returns who is told; null: it had no sender who may be answered (S7), or they were told enough today
 */
export async function reject(
  tx: Transactor,
  { row, list, at }: HeldOnList,
  reason: string,
): Promise<EmailAddress | null> {
  mustWait(row, list, "reject");
  const to = parseEmailAddress(row.answerTo);
  const mail = await toldMail(tx, row);
  if (!(await eraseHeld(tx, row.id))) throw decidedMeanwhile(row);
  if (!to.ok || !(await mayTell(tx, { list, at }, to.value))) return null;
  await order(tx, { listId: list.id, at }, { do: "tell-rejected", to: to.value, mail, reason });
  return to.value;
}

/** Keeps it for more days, at most twice as long in all as the list keeps such messages. The answer: until when. */
export async function defer(tx: Transactor, { row, list }: HeldOnList, days: number): Promise<Date> {
  mustWait(row, list, "defer");
  if (isKeptForever(row)) return row.until;
  const most = settingsOf(list).max_days_to_hold;
  const wanted = addDays(row.until, days).getTime();
  const capped = most === 0 ? wanted : Math.min(wanted, addDays(row.heldAt, 2 * most).getTime());
  const until = new Date(Math.max(capped, row.until.getTime()));
  await keepHeldUntil(tx, row.id, until);
  return until;
}

/**
 * Asks the sender to send it again in the way that the list takes; the message stays where it is. A person decides that,
 * so it goes to senders whom the server would not answer by itself.
 *
 * @throws AppError not-allowed if there is nobody to ask, or they were asked within the last day, or heard enough today
 */
export async function askAgain(tx: Transactor, { row, list, at }: HeldOnList): Promise<EmailAddress> {
  const verbs = heldVerbs(settingsOf(list), row.code);
  if (!verbs.ask) throw verbs.tell ? sameAgain(row) : nobodyIsTold(row);
  const message = await heldMessage(tx, row.id);
  const parsed = message === null ? null : parseMessage(message);
  const header = parsed?.ok === true ? parsed.value.header : { all: () => [] };
  const { to } = senderToAnswer(list.address, { envelopeFrom: row.sender, header });
  if (to === null) throw nobodyToAsk(row);
  if (!(await takeAsking(tx, row.id, at))) throw askedBefore(row);
  if (!(await mayTell(tx, { list, at }, to))) throw askedEnough(to);
  const { code, publicText: why } = row;
  await order(tx, { listId: list.id, at }, { do: "ask-again", to, mail: await toldMail(tx, row), code, why });
  return to;
}

/** Has a copy of it sent to one person on the list, sealed to their key. */
export async function sendCopy(
  tx: Transactor,
  { row, list, at }: HeldOnList,
  member: MemberId,
): Promise<void> {
  await order(tx, { listId: list.id, at }, { do: "send-copy", held: row.id, member });
}

/** Of two that decide at once one is the first. */
export function decidedMeanwhile(row: HeldRow): AppError {
  return new AppError({ code: "not-found", publicText: `Somebody else decided about message ${row.id}.` });
}

function mustWait(row: HeldRow, list: StoredList, verb: string): void {
  if (row.kind !== "refused") return;
  const publicText = `Message ${row.id} was refused by the list's rules (${row.code}); nobody can ${verb} it.`;
  const next = heldVerbs(settingsOf(list), row.code).ask
    ? `Ask its sender to send it again in the right way: conclave held ask ${row.id}`
    : `Nor would sending it again help while these rules stand: conclave list show ${list.address}`;
  throw new AppError({ code: "not-allowed", publicText: `${publicText} ${next}` });
}

async function mayTell(
  tx: Transactor,
  { list, at }: Pick<HeldOnList, "list" | "at">,
  to: EmailAddress,
): Promise<boolean> {
  const limits = answerLimits(settingsOf(list));
  return takeAnswer(tx, { to: addressKey(to), listId: list.id, now: at, ...limits });
}

async function toldMail(tx: Reader, row: HeldRow): Promise<ToldMail> {
  const message = await heldMessage(tx, row.id);
  const parsed = message === null ? null : parseMessage(message);
  const [id = ""] =
    parsed?.ok === true ? messageIds(parsed.value.header.first("message-id")?.value ?? "") : [];
  return { arrivedAt: row.heldAt, messageId: id.length <= LONGEST_ID ? id : "" };
}

function beyondAcceptance(row: HeldRow): AppError {
  const publicText = `Message ${row.id} waits because ${row.publicText}; accepting it does not change that. Discard it: conclave held discard ${row.id}`;
  return new AppError({ code: "not-allowed", publicText });
}

function sameAgain(row: HeldRow): AppError {
  const publicText = `Message ${row.id} ${row.kind === "held" ? "waits" : "was refused"} because ${row.publicText}: sending it again would not change that. Nobody was asked.`;
  return new AppError({ code: "not-allowed", publicText });
}

function nobodyIsTold(row: HeldRow): AppError {
  const publicText = `Message ${row.id} came to an anonymous list: nobody is ever answered there, and nothing says who wrote. Nobody was asked.`;
  return new AppError({ code: "not-allowed", publicText });
}

function nobodyToAsk(row: HeldRow): AppError {
  const publicText = `Message ${row.id} names no person as its sender: a program or a list sent it. Nobody was asked.`;
  return new AppError({ code: "not-allowed", publicText });
}

function askedBefore(row: HeldRow): AppError {
  const publicText = `The sender of message ${row.id} was asked within the last day. Wait for their answer, or ask again tomorrow.`;
  return new AppError({ code: "not-allowed", publicText });
}

function askedEnough(to: EmailAddress): AppError {
  const publicText = `${to} was written to often enough today. Try again tomorrow.`;
  return new AppError({ code: "not-allowed", publicText });
}
