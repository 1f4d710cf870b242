/** Whether a one-time key may go out (S7): anybody can have one sent to somebody, by writing their address into a mail. */
import { addressKey, type EmailAddress } from "#base";
import { memberByAddress, takeConfirmation, takeKeyMail, takeRequestAnswer, type Transactor } from "#store";
import type { Wish } from "./wish.ts";

/** What is about members only. */
const LEAVING: readonly string[] = ["unsubscribe", "own", "own-address", "own-shown"];

export interface Question {
  /** Who would get the key. */
  readonly address: EmailAddress;
  /** self: the mail came from that address. */
  readonly by: "self" | "other";
  readonly now: Date;
}

/**
 * Nobody is written to about leaving what they are not on; about joining, seldom in a day over all lists; about the rest,
 * once an hour about the same, and not more than a few times a day.
 */
export async function mayAsk(tx: Transactor, wish: Wish, { address, by, now }: Question): Promise<boolean> {
  const { list, email } = wish;
  const who = { to: addressKey(address), listId: list.id, now };
  const isMember = (await memberByAddress(tx, list.id, email)) !== null;
  if (wish.function === "subscribe" && !isMember) return takeConfirmation(tx, { ...who, by });
  if (LEAVING.includes(wish.function) && !isMember) return false;
  const isFirst = await takeRequestAnswer(tx, { ...who, door: doorOf(wish) });
  return isFirst && takeKeyMail(tx, who);
}

function doorOf({ list, email, message, wanted, ...wish }: Wish): string {
  const what = message === undefined ? wish.function : `${wanted.operation.name} ${message}`;
  return `${list.address} confirm ${what} ${addressKey(email)}`;
}
