/** Members of several lists that one post goes to, or does not go to. */
import type { ListId, MemberId } from "#base";
import { among } from "../engine/among.ts";
import type { Reader } from "../engine/database.ts";

export interface SeveralLists {
  readonly listId: ListId;
  /** Lists whose members get it as well. */
  readonly included: readonly ListId[];
  /** Lists whose members do not get it. */
  readonly excluded: readonly ListId[];
}

/** Of some members those who get no copy: they get one on a list that is included as well, or one that is excluded. */
export async function leftToOthers(
  tx: Reader,
  lists: SeveralLists,
  members: readonly MemberId[],
): Promise<ReadonlySet<MemberId>> {
  const { listId, included, excluded } = lists;
  const left = new Set<MemberId>();
  if (members.length === 0) return left;
  const doubles =
    included.length === 0
      ? []
      : await sameAddresses(tx, members, [listId, ...included])
          .where("one.list_id", "!=", listId)
          .where((b) => b.or([b("other.list_id", "=", listId), b("other.id", "<", b.ref("one.id"))]))
          .execute();
  const absent = excluded.length === 0 ? [] : await sameAddresses(tx, members, excluded).execute();
  for (const { id } of [...doubles, ...absent]) left.add(id);
  return left;
}

/** Those of the members whose address reads one of the lists under another row. */
function sameAddresses(tx: Reader, members: readonly MemberId[], lists: readonly ListId[]) {
  return tx.query
    .selectFrom("member as one")
    .innerJoin("member as other", (j) =>
      j.onRef("other.address_key", "=", "one.address_key").onRef("other.id", "!=", "one.id"),
    )
    .select("one.id")
    .where(among(tx, "one.id", members))
    .where(among(tx, "other.list_id", lists))
    .where("other.receives", "=", 1)
    .where("other.delivery", "=", "on");
}
