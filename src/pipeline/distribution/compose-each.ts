/**
 * `personalize`, where the words of the list name whose copy it is: a body for each member. They are made before the
 * transaction that queues them, which holds up all other lists.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { err, LARGE_BYTES, ok, type Result } from "#base";
import { type DecodedKeys, markSealed, nextPlanChunk, planAhead, type PlannedMember } from "#store";
import type { ReadyBody, StoredBody } from "../compose/ready-body.ts";
import { wordsNameReader } from "../compose/words/list-words.ts";
import type { NotSendable } from "../compose/not-sendable.ts";
import { goesAsItCame } from "../facts/goes-as-it-came.ts";
import { type Copy, queueCopies } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { copyFor } from "./copy-for.ts";
import { type BodyRequest, clearBody } from "./prepare-body.ts";
import { storeIfLarge } from "./store-if-large.ts";

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
  const limit = membersAtOnce(request);
  for (let went = true; went;) {
    const ask = { postId: request.post.id, profile: request.profile.key, now: site.clock.now(), limit, keys };
    const members = await site.db.read((tx) => planAhead(tx, { ...ask, after: null }));
    const made = await composedFor(site, request, members);
    if (!made.ok) return made.error;
    went = await queueMade(site, request, { ask, made: made.value });
  }
  return null;
}

/** Their bodies are in memory at the same time. */
function membersAtOnce({ mail }: BodyRequest): number {
  return Math.max(1, Math.min(CHUNK, Math.floor(LARGE_BYTES / mail.message.raw.length)));
}

interface Made {
  readonly member: PlannedMember;
  readonly body: ReadyBody | StoredBody;
  readonly copy: Copy;
}

async function composedFor(
  site: PipelineSite,
  request: BodyRequest,
  members: readonly PlannedMember[],
): Promise<Result<readonly Made[], NotSendable>> {
  const made: Made[] = [];
  for (const member of members) {
    const composed = clearBody({ ...request, reader: member });
    if (!composed.ok) return err(composed.error);
    const copy = copyFor(site, request.mail, member);
    made.push({ member, body: await storeIfLarge(site, request, composed.value), copy });
    await nextTurn();
  }
  return ok(made);
}

interface Queueing {
  readonly ask: Parameters<typeof nextPlanChunk>[1];
  readonly made: readonly Made[];
}

/** For those who wait still, as they were. False: nobody waits any more. */
async function queueMade(
  site: PipelineSite,
  request: BodyRequest,
  { ask, made }: Queueing,
): Promise<boolean> {
  const { mail, post } = request;
  const ids = { listId: mail.list.id, postId: post.id, inboxId: mail.inboxId };
  return site.db.transact(async (tx) => {
    const waiting = await nextPlanChunk(tx, ask);
    const ready = made.filter(({ member }) => waiting.some((other) => isSame(member, other)));
    for (const { body, copy } of ready) await queueCopies(tx, { body, ...ids, at: site.clock.now() }, [copy]);
    await markSealed(
      tx,
      post.id,
      ready.map(({ member }) => member.memberId),
    );
    tx.onCommit(() => site.wakeDelivery());
    return waiting.length > 0;
  });
}

function isSame(made: PlannedMember, waiting: PlannedMember): boolean {
  const { memberId, address, name } = waiting;
  return made.memberId === memberId && made.address === address && made.name === name;
}
