/**
 * `personalize`, where the words of the list name whose copy it is: a body for each member, a chunk of them per
 * transaction.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type DecodedKeys, markSealed, nextPlanChunk, type PlannedMember, type Transactor } from "#store";
import { wordsNameReader } from "../compose/words/list-words.ts";
import type { NotSendable } from "../compose/not-sendable.ts";
import { goesAsItCame } from "../facts/goes-as-it-came.ts";
import { queueCopies } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { copyFor } from "./copy-for.ts";
import { type BodyRequest, clearBody } from "./prepare-body.ts";

const CHUNK = 20;

/** Whether one body for all would say the wrong name. */
export function differsByReader({ mail, profile }: BodyRequest): boolean {
  return wordsNameReader(mail.list) && goesAsItCame(mail, profile);
}

/** null when the copies of all who wait are queued. */
export async function composeEach(
  site: PipelineSite,
  request: BodyRequest,
  keys: DecodedKeys,
): Promise<NotSendable | null> {
  for (;;) {
    const done = await site.db.transact(async (tx) => {
      const ask = { postId: request.post.id, profile: request.profile.key, now: site.clock.now() };
      const members = await nextPlanChunk(tx, { ...ask, limit: CHUNK, keys });
      tx.onCommit(() => site.wakeDelivery());
      return members.length === 0 ? null : queueEach(tx, { site, request, members });
    });
    if (done !== "more") return done;
    await nextTurn();
  }
}

interface Chunk {
  readonly site: PipelineSite;
  readonly request: BodyRequest;
  readonly members: readonly PlannedMember[];
}

async function queueEach(tx: Transactor, { site, request, members }: Chunk): Promise<NotSendable | "more"> {
  const { mail, post } = request;
  const ids = { listId: mail.list.id, postId: post.id, inboxId: mail.inboxId };
  for (const member of members) {
    const composed = clearBody({ ...request, reader: member });
    if (!composed.ok) return composed.error;
    const body = { body: composed.value, ...ids, at: site.clock.now() };
    await queueCopies(tx, body, [copyFor(site, mail, member)]);
  }
  await markSealed(
    tx,
    post.id,
    members.map(({ memberId }) => memberId),
  );
  return "more";
}
