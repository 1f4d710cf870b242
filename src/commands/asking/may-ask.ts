/** Whether a one-time key may go out (S7): anybody can have one sent to somebody, by writing their address into a mail. */
import { addressKey, type EmailAddress, HOUR_MS } from "#base";
import {
  isAskedSince,
  type KeyMailTo,
  memberByAddress,
  takeConfirmation,
  takeKeyMail,
  takeQuestionForAll,
  takeRequestAnswer,
  type Transactor,
} from "#store";
import { inputForAll } from "./one-for-all.ts";
import type { Wish } from "./wish.ts";

/** What is about members only. */
const LEAVING: readonly string[] = ["unsubscribe", "own", "own-address", "own-shown"];

export interface Question {
  /** Who would get the key. */
  readonly address: EmailAddress;
  /** self: the mail came from that address, by its From. vouched: and that is more than a From. */
  readonly by: "vouched" | "self" | "other";
  readonly now: Date;
}

/**
 * open: they were asked within the hour and have not answered. enough: they were asked too often today. joins-enough: they
 * were asked today whether they want to join a list. nobody: it is nothing to them.
 */
export type MayAsk = "asks" | "open" | "enough" | "joins-enough" | "nobody";

/**
 * Nobody is written to about leaving what they are not on; about joining, seldom in a day over all lists; about the rest,
 * not more than a few times a day. While a question of the hour waits the same is not asked again; where another wants it,
 * it is asked once an hour.
 */
export async function mayAsk(tx: Transactor, wish: Wish, { address, by, now }: Question): Promise<MayAsk> {
  const { list, email } = wish;
  const who = { to: addressKey(address), listId: list.id, now };
  const isMember = (await memberByAddress(tx, list.id, email)) !== null;
  if (wish.function === "subscribe")
    return (await takeConfirmation(tx, { ...who, by })) ? "asks" : "joins-enough";
  if (LEAVING.includes(wish.function) && !isMember) return "nobody";
  if (wish.others !== undefined) return mayAskForAll(tx, wish, who);
  const isFirst =
    by === "other"
      ? await takeRequestAnswer(tx, { ...who, door: doorOf(wish) })
      : !(await waits(tx, wish, now));
  if (!isFirst) return "open";
  return (await takeKeyMail(tx, who)) ? "asks" : "enough";
}

/** One mail for an address and day, whoever wants it. */
async function mayAskForAll(tx: Transactor, wish: Wish, who: KeyMailTo): Promise<MayAsk> {
  if (await waits(tx, wish, who.now)) return "open";
  return (await takeQuestionForAll(tx, who)) && (await takeKeyMail(tx, who)) ? "asks" : "enough";
}

function waits(tx: Transactor, wish: Wish, now: Date): Promise<boolean> {
  const { list, email, wanted } = wish;
  const since = new Date(now.getTime() - HOUR_MS);
  const operation = wanted.operation.name;
  const input = JSON.stringify(inputForAll(wish));
  return isAskedSince(tx, { listId: list.id, email, operation, input, since });
}

function doorOf({ list, email, message, wanted, ...wish }: Wish): string {
  const what = message === undefined ? wish.function : `${wanted.operation.name} ${message}`;
  return `${list.address} confirm ${what} ${addressKey(email)}`;
}
