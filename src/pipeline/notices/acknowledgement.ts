/** Tells a member who wants it that their post went out (`ack`): an answer like others, within the limits of S7. */
import { addressKey } from "#base";
import { usesKeys } from "#lists";
import { order } from "#operations";
import { memberById, takeAnswer, type Transactor } from "#store";
import type { InFlight } from "../in-flight.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";

const ANSWERS = { perAddressDay: 50, perListHour: 500 };

/** On a list with keys only if they signed it: a From that anybody can write makes the server write to nobody. */
export async function orderAcknowledgement(tx: Transactor, mail: InFlight): Promise<void> {
  const { list, member, author, arrivedAt } = mail;
  if (member === null || list.settings.anonymous_list === "yes") return;
  if (usesKeys(list.settings) && !author.authentic) return;
  const person = await memberById(tx, member);
  if (person?.ack !== true) return;
  const answer = { to: addressKey(person.address), listId: list.id, now: arrivedAt, ...ANSWERS };
  if (!(await takeAnswer(tx, answer))) return;
  const told = { arrivedAt, messageId: outerMessageId(mail.message) || "none" };
  await order(tx, { listId: list.id, at: arrivedAt }, { do: "tell-posted", member, mail: told });
}
