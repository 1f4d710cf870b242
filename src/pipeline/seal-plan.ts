/**
 * Seals for the members that a plan still waits for, profile by profile: the body once, then heads and
 * outbox rows in chunks, each chunk one transaction. The first chunk is small, so that delivery starts early.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { letGo, type MemberId, type Profile } from "#base";
import { decodePlan, type Decision, doorAddress, usesKeys } from "#lists";
import {
  type BodyContent,
  finishInbox,
  finishPost,
  keepPost,
  markSealed,
  nextPlanChunk,
  type PlannedMember,
  type PostRow,
  storeBodyAhead,
  waitingProfiles,
  withdrawPost,
} from "#store";
import { keptUntil } from "./kept-until.ts";
import { planAgain } from "./plan-again.ts";
import { holdNotSendable, type NotSendable } from "./not-sendable.ts";
import { type BodyRequest, prepareBody, type Sealing, signs } from "./prepare-body.ts";
import { type Copy, queueCopies } from "./queue-copies.ts";
import { HeadsAhead } from "./heads-ahead.ts";
import type { ReadyBody, StoredBody } from "./ready-body.ts";
import { restoreSubject } from "./restore-subject.ts";
import { sendWaitingNotices } from "./waiting-notices.ts";
import type { PipelineSite } from "./site.ts";

const FIRST_CHUNK = 50;
const CHUNK = 200;
/** Contents from this size on are stored before the first copy is queued. */
const LARGE_BYTES = 1024 * 1024;

/** accept when everybody's copy is queued; hold if the post cannot be sent on as it is. */
export async function sealPlan(site: PipelineSite, accepted: Sealing): Promise<Decision> {
  const sealing = { ...accepted, mail: await restoreSubject(site, accepted) };
  do {
    const trouble = await sealWaiting(site, sealing);
    if (trouble !== null) return withdraw(site, sealing.post, trouble);
  } while (usesKeys(sealing.mail.list.settings) && (await planAgain(site, sealing, "lost")));
  await finish(site, sealing);
  return { do: "accept" };
}

async function sealWaiting(site: PipelineSite, sealing: Sealing): Promise<NotSendable | null> {
  for (const text of await site.db.read((tx) => waitingProfiles(tx, sealing.post.id))) {
    const plan = decodePlan(text);
    if (plan.kind === "notice") await sendWaitingNotices(site, sealing, plan.reason);
    else {
      const trouble = await sealProfile(site, sealing, plan.profile);
      if (trouble !== null) return trouble;
    }
  }
  return null;
}

async function finish(site: PipelineSite, { mail, post }: Sealing): Promise<void> {
  const { list, inboxId, opened } = mail;
  const now = site.clock.now();
  await site.db.transact(async (tx) => {
    await finishPost(tx, post.id, now);
    if (usesKeys(list.settings)) {
      const ids = { postId: post.id, listId: list.id, inboxId };
      const wasSealed = opened !== null && opened.wasEncrypted !== null;
      await keepPost(tx, { ...ids, opened: wasSealed, now, until: keptUntil(mail) ?? now });
    }
    await finishInbox(tx, inboxId, { decision: "accept", code: "", now });
    tx.onCommit(() => site.wakeDelivery());
  });
}

/** It is held and may come again; a number that no member saw is not used up. */
async function withdraw(site: PipelineSite, post: PostRow, trouble: NotSendable): Promise<Decision> {
  await site.db.transact((tx) => withdrawPost(tx, post, site.clock.now()));
  return holdNotSendable(trouble);
}

/** null when everybody's copy is queued. */
async function sealProfile(
  site: PipelineSite,
  sealing: Sealing,
  profile: Profile,
): Promise<NotSendable | null> {
  const request = { ...sealing, profile };
  return (await sealsAlone(site, sealing, profile)) ? sealEach(site, request) : sealTogether(site, request);
}

/** A body for each member. */
async function sealEach(site: PipelineSite, request: BodyRequest): Promise<NotSendable | null> {
  for (;;) {
    const prepared = await prepareBody(site, request);
    if (!prepared.ok) return prepared.error;
    if ((await sealChunk(site, request, { body: prepared.value, limit: 1 })) === null) return null;
    await nextTurn();
  }
}

/** One body for all; while a chunk is stored the heads of the next one are made. */
async function sealTogether(site: PipelineSite, request: BodyRequest): Promise<NotSendable | null> {
  const prepared = await prepareBody(site, request);
  if (!prepared.ok) return prepared.error;
  const ahead = { postId: request.post.id, profile: request.profile };
  const heads = new HeadsAhead(site, ahead, prepared.value);
  const first = await heads.next(FIRST_CHUNK, CHUNK);
  const body = { ...prepared.value, headFor: first };
  // Not awaited here, so that the content of a large body is let go once it is stored.
  return sealChunks(site, request, { heads, body });
}

/** A large body is stored in many short transactions: one long one would hold up all other lists. */
async function storeIfLarge(
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

function letGoOf({ kind, shared }: BodyContent): void {
  if (kind === "sealed") letGo(shared);
}

interface Chunks {
  readonly heads: HeadsAhead;
  body: ReadyBody | StoredBody | null;
}

async function sealChunks(site: PipelineSite, request: BodyRequest, chunks: Chunks): Promise<null> {
  if (chunks.body !== null && "content" in chunks.body)
    chunks.body = await storeIfLarge(site, request, chunks.body);
  for (let limit = FIRST_CHUNK; chunks.body !== null; limit = CHUNK) {
    const stored: StoredBody | null = await sealChunk(site, request, { body: chunks.body, limit });
    const headFor = stored === null ? null : await chunks.heads.next(CHUNK, CHUNK);
    chunks.body = stored && headFor && { ...stored, headFor };
    await nextTurn();
  }
  return null;
}

/**
 * Every member of a profile knows its session key, so only a list's signature inside tells them that
 * nobody of them changed the text. Without one each member gets a body of their own.
 */
async function sealsAlone(site: PipelineSite, { mail }: Sealing, profile: Profile): Promise<boolean> {
  if (profile.cipher === "none") return false;
  return !signs(profile, await site.keyring.secrets(mail.list.id));
}

interface Chunk {
  readonly body: ReadyBody | StoredBody;
  readonly limit: number;
}

/** Where the body is stored; null when nobody waits any more. */
async function sealChunk(
  site: PipelineSite,
  request: BodyRequest,
  { body, limit }: Chunk,
): Promise<StoredBody | null> {
  const { mail, post, profile } = request;
  return site.db.transact(async (tx) => {
    const now = site.clock.now();
    const members = await nextPlanChunk(tx, { postId: post.id, profile: profile.key, now, limit });
    if (members.length === 0) return null;
    const copies = members.map((member) => copyFor(site, mail, member));
    const ids = { listId: mail.list.id, postId: post.id, inboxId: mail.inboxId };
    const id = await queueCopies(tx, { body, ...ids, at: now }, copies);
    await markSealed(
      tx,
      post.id,
      members.map((member) => member.memberId),
    );
    tx.onCommit(() => {
      if ("content" in body) letGoOf(body.content);
      site.wakeDelivery();
    });
    site.logger.debug("inbox.sealed", { inbox: mail.inboxId, profile: profile.key, members: members.length });
    return { id, headFor: body.headFor, sealed: body.sealed };
  });
}

function copyFor(site: PipelineSite, mail: Sealing["mail"], member: PlannedMember): Copy {
  const { memberId, address, recipient } = member;
  const effect = `inbox:${mail.inboxId}:member:${memberId}`;
  return { memberId, address, recipient, effect, returnPath: returnPathFor(site, mail, memberId) };
}

/** Lists without keys go out in batches under one return path; the others one by one (VERP). */
function returnPathFor(site: PipelineSite, { list }: Sealing["mail"], member: MemberId): string {
  return usesKeys(list.settings) ? site.returnPath(list, member) : doorAddress(list.address, "bounces");
}
