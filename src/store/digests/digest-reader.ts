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

/** How far a reader is. */
export interface DigestMark {
  /** The last post that they had. */
  readonly since: number;
  /**
   * Of posts that go to nobody but sealed they had those up to this one only, for no key of theirs worked; null: as of all.
   */
  readonly sealedSince: number | null;
}

export interface DigestReader extends Pick<FanOutMember, "memberId" | "address" | "language">, DigestMark {
  readonly form: DigestForm;
  /** They read single posts by now, and get this one more: with posts up to this number. null: they go on. */
  readonly until: number | null;
}

/** Literal, so that SQLite recognises the partial index. */
const READS_DIGESTS = sql<boolean>`member.digest <> ''`;

/** Somebody whose key may work by now. */
const HAS_KEY = sql<boolean>`exists (select 1 from member_key where member_key.member_id = member.id)`;

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

/** Those to whom the next one goes. */
export async function countNextReaders(tx: Reader, listId: ListId): Promise<number> {
  const { count } = await tx.query
    .selectFrom("member")
    .select((b) => b.fn.countAll<number>().as("count"))
    .where("list_id", "=", listId)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .executeTakeFirstOrThrow();
  return count;
}

export interface DigestReaders {
  readonly listId: ListId;
  /** Number of the last post of the digest. */
  readonly last: number;
  readonly after: MemberId | undefined;
  readonly limit: number;
}

/** A page, by id, of who has not had all posts of a digest; of who lacks sealed ones alone, those who have a key. */
export async function digestReaders(
  tx: Reader,
  { listId, last, after, limit }: DigestReaders,
): Promise<readonly DigestReader[]> {
  const rows = await tx.query
    .selectFrom("member")
    .select(["id", "address", "language", "digest as form"])
    .select(["digest_since as since", "digest_sealed_since as sealedSince"])
    .where("list_id", "=", listId)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .where((b) =>
      b.or([b("digest_since", "<", last), b.and([b("digest_sealed_since", "is not", null), HAS_KEY])]),
    )
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
    .select(["member.id", "address", "language", "form", "since", "sealed_since as sealedSince", "until"])
    .where("last_digest.list_id", "=", listId)
    .where((b) =>
      b.or([
        b.and([b("since", "<", last), b("since", "<", b.ref("until"))]),
        b.and([b("sealed_since", "is not", null), HAS_KEY]),
      ]),
    )
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .where("member.id", ">", after ?? (0 as MemberId))
    .orderBy("member.id")
    .limit(limit)
    .execute();
  return rows.map(({ id, ...row }) => ({ ...row, memberId: id }));
}

/** Lists with somebody who lacks sealed posts alone, and has a key. */
export async function listsWithLateReaders(tx: Reader): Promise<readonly ListId[]> {
  const going = await tx.query
    .selectFrom("member")
    .select("list_id")
    .distinct()
    .where(sql<boolean>`member.digest_sealed_since is not null`)
    .where(HAS_KEY)
    .execute();
  const leaving = await tx.query
    .selectFrom("last_digest")
    .innerJoin("member", "member.id", "last_digest.member_id")
    .select("last_digest.list_id")
    .distinct()
    .where("sealed_since", "is not", null)
    .where(HAS_KEY)
    .execute();
  return [...new Set([...going, ...leaving].map((row) => row.list_id))];
}

/** What a digest takes its readers from and to. */
export interface Advance {
  readonly from: DigestMark;
  readonly to: DigestMark;
}

/** In the transaction that queues their copies: which of them are to get one, still and not yet. */
export async function advanceReaders(
  tx: Transactor,
  readers: readonly DigestReader[],
  { from, to }: Advance,
): Promise<ReadonlySet<MemberId>> {
  const idsOf = (some: readonly DigestReader[]) => some.map(({ memberId }) => memberId);
  const going = await tx.query
    .updateTable("member")
    .set({ digest_since: to.since, digest_sealed_since: to.sealedSince })
    .where(among(tx, "id", idsOf(readers.filter(({ until }) => until === null))))
    .where("digest_since", "=", from.since)
    .where("digest_sealed_since", from.sealedSince === null ? "is" : "=", from.sealedSince)
    .where(READS_DIGESTS)
    .where("receives", "=", 1)
    .where("delivery", "=", "on")
    .returning("id")
    .execute();
  const leaving = await tx.query
    .updateTable("last_digest")
    .set({ since: to.since, sealed_since: to.sealedSince })
    .where(among(tx, "member_id", idsOf(readers.filter(({ until }) => until !== null))))
    .where("since", "=", from.since)
    .where("sealed_since", from.sealedSince === null ? "is" : "=", from.sealedSince)
    .returning("member_id as id")
    .execute();
  await tx.query
    .deleteFrom("last_digest")
    .whereRef("since", ">=", "until")
    .where("sealed_since", "is", null)
    .execute();
  return new Set([...going, ...leaving].map(({ id }) => id));
}

/** To whom nothing is sent at present: they miss a digest, as they would have missed its posts. */
export async function passOver(
  tx: Transactor,
  { listId, last }: Pick<DigestReaders, "listId" | "last">,
): Promise<void> {
  await tx.query
    .updateTable("member")
    .set({ digest_since: last, digest_sealed_since: null })
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
