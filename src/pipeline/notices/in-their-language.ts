/** Whoever is on a list is written to in the language that they chose, everybody else in the list's. */
import type { EmailAddress, MemberId } from "#base";
import { type List, speakingTo } from "#lists";
import type { ErrandOrder } from "#operations";
import { type Database, memberByAddress, memberById, type Reader } from "#store";

/** The list as it speaks to whoever has an address or is a member. */
export async function inTheirLanguage(
  tx: Reader,
  list: List,
  who: EmailAddress | MemberId | null,
): Promise<List> {
  if (who === null) return list;
  const person =
    typeof who === "string" ? await memberByAddress(tx, list.id, who) : await memberById(tx, who);
  return speakingTo(list, person?.listId === list.id ? person : null);
}

/** The same after something was done, for who may have chosen another language or have left: then as it spoke `before`. */
export async function inTheirLanguageStill(
  tx: Reader,
  list: List,
  { who, before }: { readonly who: EmailAddress | null; readonly before: List },
): Promise<List> {
  const person = who === null ? null : await memberByAddress(tx, list.id, who);
  return person === null ? before : speakingTo(list, person);
}

/** The same for a mail that was ordered; of who left, the order tells the language. */
export async function inLanguageOfOrder(
  { db }: { readonly db: Pick<Database, "read"> },
  list: List,
  order: ErrandOrder,
): Promise<List> {
  if (order.do === "goodbye") return speakingTo(list, order);
  return db.read((tx) => inTheirLanguage(tx, list, readerOf(order)));
}

function readerOf(order: Exclude<ErrandOrder, { readonly do: "goodbye" }>): EmailAddress | MemberId | null {
  if ("owner" in order) return order.owner;
  if ("of" in order) return order.of;
  if ("member" in order && order.member !== null) return order.member;
  return "to" in order ? order.to : null;
}
