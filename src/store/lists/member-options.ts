/** What members' own choices mean for one post. */
import type { AddressKey, ListId, MemberId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

/** Whose vacation is over receives again. */
export async function endVacations(tx: Transactor, listId: ListId, now: Date): Promise<void> {
  await tx.query
    .updateTable("member")
    .set({ delivery: "on", delivery_why: "", delivery_until: null })
    .where("delivery_until", "is not", null)
    .where("delivery_until", "<=", now.getTime())
    .where("list_id", "=", listId)
    .execute();
}

export interface PostForMembers {
  readonly listId: ListId;
  /** Who wrote it; null: no member, or it is not to be known. */
  readonly author: MemberId | null;
  /** Whom its To and Cc name. */
  readonly named: readonly AddressKey[];
}

const NAMES_A_QUERY = 500;

/** Members who want no copy of it from the list: they wrote it, or it comes to them directly. */
export async function gotItAlready(
  tx: Reader,
  { listId, author, named }: PostForMembers,
): Promise<ReadonlySet<MemberId>> {
  const found = new Set<MemberId>();
  if (author !== null && (await wantsNoOwn(tx, author))) found.add(author);
  for (let start = 0; start < named.length; start += NAMES_A_QUERY) {
    const some = named.slice(start, start + NAMES_A_QUERY);
    const rows = await tx.query
      .selectFrom("member")
      .select("id")
      .where("list_id", "=", listId)
      .where("no_dupes", "=", 1)
      .where((b) => b.or([b("address_key", "in", some), b("id", "in", holdersOf(tx, listId, some))]))
      .execute();
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** Whose other addresses these are. */
function holdersOf(tx: Reader, listId: ListId, keys: readonly AddressKey[]) {
  return tx.query
    .selectFrom("member_address")
    .select("member_id")
    .where("list_id", "=", listId)
    .where("address_key", "in", keys);
}

/** Which of these addresses are members' who would get a copy of their own, but for that it comes to them directly. */
export async function withoutDuplicates(
  tx: Reader,
  { listId, author, named }: PostForMembers,
): Promise<readonly AddressKey[]> {
  const found: AddressKey[] = [];
  for (let start = 0; start < named.length; start += NAMES_A_QUERY) {
    const rows = await tx.query
      .selectFrom("member")
      .select("address_key")
      .where("list_id", "=", listId)
      .where("no_dupes", "=", 1)
      .where("receives", "=", 1)
      .where("delivery", "=", "on")
      .where("digest", "=", "")
      .where((b) => b.or([b("not_metoo", "=", 0), b("id", "!=", author ?? NOBODY)]))
      .where("address_key", "in", named.slice(start, start + NAMES_A_QUERY))
      .execute();
    found.push(...rows.map(({ address_key: key }) => key));
  }
  return found;
}

const NOBODY = 0 as MemberId;

/** Of how many members that changed something. */
export async function moderateAll(tx: Transactor, listId: ListId, moderated: boolean): Promise<number> {
  const changed = await tx.query
    .updateTable("member")
    .set({ moderated: moderated ? 1 : 0 })
    .where("list_id", "=", listId)
    .where("moderated", "=", moderated ? 0 : 1)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

async function wantsNoOwn(tx: Reader, author: MemberId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("member")
    .select("not_metoo")
    .where("id", "=", author)
    .executeTakeFirst();
  return row?.not_metoo === 1;
}
