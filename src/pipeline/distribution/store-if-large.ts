/** Bodies of copies that are too large for the transaction that queues the copies. */
import { LARGE_BYTES, letGo } from "#base";
import { type BodyContent, storeBodyAhead } from "#store";
import type { ReadyBody, StoredBody } from "../compose/ready-body.ts";
import type { PipelineSite } from "../site.ts";
import type { BodyRequest } from "./prepare-body.ts";

/** A large body is stored in many short transactions: one long one would hold up all other lists. */
export async function storeIfLarge(
  site: PipelineSite,
  { mail, post }: BodyRequest,
  { content, ...heads }: ReadyBody,
): Promise<ReadyBody | StoredBody> {
  if (content.shared.length < LARGE_BYTES) return { content, ...heads };
  const ids = { listId: mail.list.id, postId: post.id, inboxId: mail.inboxId };
  const id = await storeBodyAhead(site.db, { ...content, ...ids, createdAt: site.clock.now() });
  letGoOf(content);
  return { id, ...heads };
}

/** When it is stored. */
export function letGoOf({ kind, shared }: BodyContent): void {
  if (kind === "sealed") letGo(shared);
}
