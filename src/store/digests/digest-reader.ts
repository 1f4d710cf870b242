/**
 * Who reads a list in digests, and which post is the last that each of them had. That number moves in the transaction
 * that queues their digest, so that it goes out once.
 */
import { sql } from "kysely";
import type { ListId, MemberId } from "#base";
import { among } from "../engine/among.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import type { FanOutMember } from "../lists/fan-out.ts";
import type { DigestForm } from "../schema/schema-digests.ts";

export interface DigestReader extends Pick<FanOutMember, "memberId" | "address" | "language"> {
  readonly form: DigestForm;
  /** The last post that they had. */
  readonly since: number;
  /** They read single posts by now, and get this one more: with posts up to this number. null: they go on. */
  readonly until: number | null;
}

/** Literal, so that SQLite recognises the partial index. */
const READS_DIGESTS = sql<boolean>`member.digest <> ''`;

/** Whether anybody does to whom posts come, or will after a vacation. */
export async function hasDigestReaders(tx: Reader, listId: ListId): Promise<boolean> {
  const row = await tx.query
    .selectFrom("member")
    .select("id")
    .where("list_id", "=", listId)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .where((b) => b.or([b("delivery", "=", "on"), b("delivery_until", "is not", null)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countDigestReaders(tx: Reader, listId: ListId): Promise<Record<DigestForm, number>> {
  const rows = await tx.query
    .selectFrom("member")
    .select((b) => ["digest", b.fn.countAll<number>().as("count")])
    .where("list_id", "=", listId)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .groupBy("digest")
    .execute();
  const count = (form: DigestForm) => rows.find(({ digest }) => digest === form)?.count ?? 0;
  return { mime: count("mime"), plain: count("plain") };
}

export interface DigestReaders {
  readonly listId: ListId;
  /** Number of the last post of the digest. */
  readonly last: number;
  readonly after: MemberId | undefined;
  readonly limit: number;
}

/** One page, by id, of those who have not had all posts of a digest. */
export async function digestReaders(
  tx: Reader,
  { listId, last, after, limit }: DigestReaders,
): Promise<readonly DigestReader[]> {
  const rows = await tx.query
    .selectFrom("member")
    .select(["id", "address", "language", "digest as form", "digest_since as since"])
    .where("list_id", "=", listId)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .where("digest_since", "<", last)
    .where("id", ">", after ?? (0 as MemberId))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id, form, ...row }) => {
    return { ...row, memberId: id, form: form === "plain" ? "plain" : "mime", until: null };
  });
}

/** The same of those who get a last one. */
export async function lastReaders(
  tx: Reader,
  { listId, last, after, limit }: DigestReaders,
): Promise<readonly DigestReader[]> {
  const rows = await tx.query
    .selectFrom("last_digest")
    .innerJoin("member", "member.id", "last_digest.member_id")
    .select(["member.id", "address", "language", "form", "since", "until"])
    .where("last_digest.list_id", "=", listId)
    .where("since", "<", last)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .where("member.id", ">", after ?? (0 as MemberId))
    .orderBy("member.id")
    .limit(limit)
    .execute();
  return rows.map(({ id, ...row }) => ({ ...row, memberId: id }));
}

/** A digest of the posts above one number, up to another. */
export interface Advance {
  readonly since: number;
  readonly to: number;
}

/** In the transaction that queues their copies: which of them are to get one, still and not yet. */
export async function advanceReaders(
  tx: Transactor,
  readers: readonly DigestReader[],
  { since, to }: Advance,
): Promise<ReadonlySet<MemberId>> {
  const idsOf = (some: readonly DigestReader[]) => some.map(({ memberId }) => memberId);
  const going = await tx.query
    .updateTable("member")
    .set({ digest_since: to })
    .where(among(tx, "id", idsOf(readers.filter(({ until }) => until === null))))
    .where("digest_since", "=", since)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .returning("id")
    .execute();
  const leaving = await tx.query
    .updateTable("last_digest")
    .set({ since: to })
    .where(among(tx, "member_id", idsOf(readers.filter(({ until }) => until !== null))))
    .where("since", "=", since)
    .returning("member_id as id")
    .execute();
  await tx.query.deleteFrom("last_digest").whereRef("since", ">=", "until").execute();
  return new Set([...going, ...leaving].map(({ id }) => id));
}

/** To whom nothing is sent at present: they miss a digest, as they would have missed its posts. */
export async function passOver(
  tx: Transactor,
  { listId, last }: Pick<DigestReaders, "listId" | "last">,
): Promise<void> {
  await tx.query
    .updateTable("member")
    .set({ digest_since: last })
    .where("list_id", "=", listId)
    .where(READS_DIGESTS)
    .where("digest_since", "<", last)
    .where((b) => b.or([b("delivery", "=", "off"), b("receives", "=", 0)]))
    .execute();
  await tx.query
    .deleteFrom("last_digest")
    .where("list_id", "=", listId)
    .where("until", "<=", last)
    .where("member_id", "in", (q) =>
      q
        .selectFrom("member")
        .select("id")
        .where((b) => b.or([b("delivery", "=", "off"), b("receives", "=", 0)])),
    )
    .execute();
}

/**
 * What a member chose. Digests begin with the next post; whoever ends them gets what waits in one more. In between,
 * posts that came one by one are not in it, except where somebody changed their mind twice before it came.
 */
export async function chooseDigest(tx: Transactor, id: MemberId, form: "" | DigestForm): Promise<void> {
  const { listId, digest, since, newest } = await tx.query
    .selectFrom("member")
    .innerJoin("list", "list.id", "member.list_id")
    .select(["list.id as listId", "digest", "digest_since as since", "last_post_number as newest"])
    .where("member.id", "=", id)
    .executeTakeFirstOrThrow();
  if (digest === form) return;
  if (form === "" && digest !== "") {
    if (since < newest) await orderLast(tx, { id, listId, form: digest, since, until: newest });
    await setDigest(tx, id, { digest: "", digest_since: newest });
  } else {
    const begins = digest === "" ? { digest_since: await beginsAfter(tx, id, newest) } : {};
    await setDigest(tx, id, { digest: form, ...begins });
  }
}

async function setDigest(
  tx: Transactor,
  id: MemberId,
  columns: { readonly digest: "" | DigestForm; readonly digest_since?: number },
): Promise<void> {
  await tx.query.updateTable("member").set(columns).where("id", "=", id).execute();
}

interface LastOne {
  readonly id: MemberId;
  readonly listId: ListId;
  readonly form: DigestForm;
  readonly since: number;
  readonly until: number;
}

async function orderLast(tx: Transactor, { id, listId, form, since, until }: LastOne): Promise<void> {
  await tx.query
    .insertInto("last_digest")
    .values({ member_id: id, list_id: listId, form, since, until })
    .onConflict((c) => c.column("member_id").doUpdateSet({ form, until }))
    .execute();
}

/** Nothing came since they ended them: they go on where they were. */
async function beginsAfter(tx: Transactor, id: MemberId, newest: number): Promise<number> {
  const back = await tx.query
    .deleteFrom("last_digest")
    .where("member_id", "=", id)
    .where("until", "=", newest)
    .returning("since")
    .executeTakeFirst();
  return back?.since ?? newest;
}
