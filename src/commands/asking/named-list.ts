/** Which list a command is about: the first of its words, or the list whose address it came to. */
import { localPartOf, parseEmailAddress, sameAddress } from "#base";
import type { TextKey } from "#i18n";
import { allLists, listByAddress, listById, membershipsOf, type StoredList } from "#store";
import type { Desk } from "../desk.ts";
import { mayKnowOf } from "./may-know-of.ts";

export type NamedLists =
  | {
      readonly lists: readonly StoredList[];
      readonly rest: readonly string[];
      /** False: they are about the list whose address it is, and do not say so. */
      readonly isNamed: boolean;
    }
  | { readonly lists: null; readonly why: TextKey };

/**
 * At a list's own address commands are about it, whether they name it or not; others have their own address. `*` stands
 * for every list that the person is on, or looks after. A list that is hidden from them is none, unless `evenHidden`.
 */
export async function namedLists(
  desk: Desk,
  words: readonly string[],
  { everyList, evenHidden = false }: { everyList?: true | "staff"; evenHidden?: boolean },
): Promise<NamedLists> {
  const [first = "", ...rest] = words;
  if (first === "*" && everyList !== undefined)
    return { lists: await everyListOf(desk, everyList === "staff"), rest, isNamed: true };
  const named = first === "" ? null : await listNamed(desk, first, evenHidden);
  if (desk.own === null) {
    if (named !== null) return { lists: [named], rest, isNamed: true };
    return { lists: null, why: first === "" ? "command-names-no-list" : "command-no-such-list" };
  }
  if (named === null) return { lists: [desk.own], rest: words, isNamed: false };
  if (named.id !== desk.own.id) return { lists: null, why: "command-other-list" };
  return { lists: [named], rest, isNamed: true };
}

/** By its whole address, or by what stands before the @ in the domain that the mail came to. */
async function listNamed(desk: Desk, word: string, evenHidden: boolean): Promise<StoredList | null> {
  const { own, domain } = desk;
  if (own !== null && word.toLowerCase() === localPartOf(own.address).toLowerCase()) return own;
  const parsed = parseEmailAddress(word.includes("@") ? word : `${word}@${domain}`);
  const list = parsed.ok ? await desk.context.db.read((tx) => listByAddress(tx, parsed.value)) : null;
  if (list === null || evenHidden || list.id === own?.id) return list;
  return (await mayKnowOf(desk, list)) ? list : null;
}

/** QUIRK: a listmaster looks after every list, as Sympa has it. */
async function everyListOf(
  { own, anyone, context }: Desk,
  lookedAfter: boolean,
): Promise<readonly StoredList[]> {
  if (own !== null) return [own];
  if (!anyone.ok) return [];
  const { address } = anyone.person;
  const isListmaster = context.scenarios.listmasters.some((one) => sameAddress(one, address));
  return context.db.read(async (tx) => {
    if (lookedAfter && isListmaster) return allLists(tx);
    const lists = [];
    for (const { listId, owner, moderator } of await membershipsOf(tx, address))
      if (!lookedAfter || owner || moderator) lists.push(await listById(tx, listId));
    return lists.filter((list) => list !== null);
  });
}
