/** A member begins to read digests, ends it, or takes the other form. */
import { sql } from "kysely";
import type { ListId, MemberId } from "#base";
import type { Transactor } from "../engine/database.ts";
import type { DigestForm } from "../schema/schema-digests.ts";
import type { DigestMark } from "./digest-reader.ts";

/**
 * What a member chose. Digests begin with the next post; whoever ends them gets what waits in one more. In between,
 * posts that came one by one are not in it, except where somebody changed their mind twice before it came.
 */
export async function chooseDigest(tx: Transactor, id: MemberId, form: "" | DigestForm): Promise<void> {
  const { listId, digest, newest, ...mark } = await tx.query
    .selectFrom("member")
    .innerJoin("list", "list.id", "member.list_id")
    .select(["list.id as listId", "digest", "last_post_number as newest"])
    .select(["digest_since as since", "digest_sealed_since as sealedSince"])
    .where("member.id", "=", id)
    .executeTakeFirstOrThrow();
  if (digest === form) return;
  if (form === "" && digest !== "") {
    const waits = mark.since < newest || mark.sealedSince !== null;
    if (waits) await orderLast(tx, { id, listId, form: digest, ...mark, until: newest });
    await setDigest(tx, id, "", { since: newest, sealedSince: null });
  } else await setDigest(tx, id, form, digest === "" ? await beginsAfter(tx, id, newest) : mark);
}

async function setDigest(
  tx: Transactor,
  id: MemberId,
  form: "" | DigestForm,
  { since, sealedSince }: DigestMark,
): Promise<void> {
  await tx.query
    .updateTable("member")
    .set({ digest: form, digest_since: since, digest_sealed_since: sealedSince })
    .where("id", "=", id)
    .execute();
}

interface LastOne extends DigestMark {
  readonly id: MemberId;
  readonly listId: ListId;
  readonly form: DigestForm;
  readonly until: number;
}

async function orderLast(
  tx: Transactor,
  { id, listId, form, since, sealedSince, until }: LastOne,
): Promise<void> {
  // Of an earlier last one sealed posts alone may wait still: single posts came since then.
  const from = sql<number>`case when last_digest.since >= last_digest.until then excluded.since else last_digest.since end`;
  await tx.query
    .insertInto("last_digest")
    .values({ member_id: id, list_id: listId, form, since, sealed_since: sealedSince, until })
    .onConflict((c) => c.column("member_id").doUpdateSet({ form, since: from, until }))
    .execute();
}

/** Nothing came since they ended them: they go on where they were. */
async function beginsAfter(tx: Transactor, id: MemberId, newest: number): Promise<DigestMark> {
  const back = await tx.query
    .deleteFrom("last_digest")
    .where("member_id", "=", id)
    .where("until", "=", newest)
    .returning(["since", "sealed_since as sealedSince"])
    .executeTakeFirst();
  return back ?? { since: newest, sealedSince: null };
}
