/** Posts that wait for digests go when everybody had them, or when their time is over, by what their list says today. */
import { type RawBuilder, sql } from "kysely";
import { addDays, type ListId } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import { listById } from "../lists/list.ts";
import { eraseDigestPost } from "./digest-post.ts";
import { digestState } from "./digest.ts";

/** Of `keep_for_keyless`, where it is not written down. */
const DEFAULT_DAYS = 14;

/** At most `limit` of them; how many there were. */
export async function eraseDigestPostsExpired(tx: Transactor, now: Date, limit: number): Promise<number> {
  const lists = await tx.query.selectFrom("digest_post").select("list_id").distinct().execute();
  let erased = 0;
  for (const { list_id: listId } of lists) {
    const before = addDays(now, -(await daysKept(tx, listId)));
    erased += await eraseDigestPosts(tx, { listId, before, limit: limit - erased });
    if (erased === limit) break;
  }
  return erased;
}

/** So long posts wait for members whose key does not work. */
async function daysKept(tx: Transactor, list: ListId): Promise<number> {
  const days = (await listById(tx, list))?.settings["keep_for_keyless"];
  return typeof days === "number" ? days : DEFAULT_DAYS;
}

export interface DigestExpiry {
  readonly listId: ListId;
  /** What arrived before waits no longer for keys, nor for who did not get two digests. */
  readonly before: Date;
  readonly limit: number;
}

/** Those that nobody waits for, and old ones; how many there were. */
export async function eraseDigestPosts(
  tx: Transactor,
  { listId, before, limit }: DigestExpiry,
): Promise<number> {
  const had = await hadByAll(tx, listId);
  const { open, last, earlier } = await digestState(tx, listId);
  const ended = open ? { last: 0, earlier: 0 } : { last, earlier };
  const isWanted = sql<boolean>`(sealed = 1 and number > ${had.sealed})
    or (sealed = 0 and number > ${had.clear})
    or ${leaverLacks(sql`case when sealed = 1 then coalesce(sealed_since, since) else since end`)}`;
  // Who has no key that works lacks it, and nobody else.
  const waitsForKeys = sql<boolean>`number <= ${had.clear} and not ${leaverLacks(sql`since`)}`;
  const isOld = sql<boolean>`at < ${before.getTime()} and number <= ${ended.last}
    and (number <= ${ended.earlier} or (${waitsForKeys}))`;
  const due = await tx.query
    .selectFrom("digest_post")
    .select("post_id")
    .where("list_id", "=", listId)
    .where(sql<boolean>`(not (${isWanted}) or (${isOld}))`)
    .orderBy("number")
    .limit(limit)
    .execute();
  for (const { post_id } of due) await eraseDigestPost(tx, post_id);
  return due.length;
}

/** Whether somebody who reads single posts again waits for it, who had posts up to some number. */
function leaverLacks(had: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from last_digest where last_digest.list_id = digest_post.list_id
    and until >= number and ${had} < number)`;
}

interface HadByAll {
  /** Everybody who goes on with digests had the posts up to this one, those not counted that go sealed only. */
  readonly clear: number;
  /** The same with those. */
  readonly sealed: number;
}

async function hadByAll(tx: Reader, listId: ListId): Promise<HadByAll> {
  const { clear, sealed } = await tx.query
    .selectFrom("member")
    .select((b) => b.fn.min("digest_since").as("clear"))
    .select((b) => b.fn.min(b.fn.coalesce("digest_sealed_since", "digest_since")).as("sealed"))
    .where("list_id", "=", listId)
    .where("receives", "=", 1)
    .where(sql<boolean>`digest <> ''`)
    .executeTakeFirstOrThrow();
  const all = Number.MAX_SAFE_INTEGER;
  return { clear: clear ?? all, sealed: sealed ?? all };
}
