/** Posts that wait for digests and whose time is over, by what their list says today. */
import { addDays, type ListId } from "#base";
import type { Transactor } from "../engine/database.ts";
import { listById } from "../lists/list.ts";
import { eraseDigestPosts } from "./digest-post.ts";

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
