/**
 * One question for several lists: who wants the same of many, and would be asked by each whether it was they, is asked once.
 * On a list with keys what somebody proved to another proves nothing (S2): it asks for itself.
 */
import { type EmailAddress, type Person, sameAddress } from "#base";
import { listByAddress, memberByAddress, type Reader, type StoredList } from "#store";
import type { Desk } from "../desk.ts";
import { listUsesKeys, permit } from "./permit.ts";
import type { Wish } from "./wish.ts";

/** Those among them of which one question can be put; fewer than two are none. */
export async function askedAsOne(
  desk: Desk,
  lists: readonly StoredList[],
  wishOn: (list: StoredList, person: Person) => Wish | null,
): Promise<readonly StoredList[]> {
  const found: StoredList[] = [];
  for (const list of lists.filter((one) => !listUsesKeys(one))) {
    const asker = await desk.who(list);
    const wish = asker.ok ? wishOn(list, asker.person) : null;
    if (asker.ok && wish !== null && (await wouldAskThem(desk, wish, asker.person))) found.push(list);
  }
  return found.length > 1 ? found : [];
}

/**
 * A person of whom the list has never heard is not asked about it. Whether somebody else is on it, who asks may not read
 * from what stands together (S8).
 */
async function wouldAskThem(desk: Desk, wish: Wish, person: Person): Promise<boolean> {
  if (!sameAddress(wish.email, person.address)) return false;
  const permitted = await permit(desk, wish, person);
  if (permitted.do !== "prove" || permitted.quiet || !sameAddress(permitted.address, wish.email))
    return false;
  const isTheirs = (tx: Reader) => memberByAddress(tx, wish.list.id, wish.email);
  return (await desk.context.db.read(isTheirs)) !== null;
}

/** As a question keeps it: the other lists by their addresses. */
export function inputForAll({ input, others = [] }: Pick<Wish, "input" | "others">): object {
  return others.length === 0 ? input : { ...input, also: others.map(({ address }) => address) };
}

interface Kept {
  readonly also?: readonly EmailAddress[];
}

/** What was kept, one wish a list again. Who is gone, or began to use keys meanwhile, is left out. */
export async function wishesForAll(tx: Reader, wish: Wish): Promise<readonly Wish[]> {
  const { also = [], ...input } = wish.input as Kept;
  const wishes: Wish[] = [{ ...wish, input }];
  for (const address of also) {
    const list = await listByAddress(tx, address);
    if (list !== null && !listUsesKeys(list))
      wishes.push({ ...wish, list, input: { ...input, list: address } });
  }
  return wishes;
}
