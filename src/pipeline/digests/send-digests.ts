/**
 * Digests that were begun go out: a page of readers after the other, those whose copies are the same in one transaction
 * with the note that they had the posts. After a crash those are left who have not got theirs.
 */
import { addDays, AppError, LARGE_BYTES, type ListId, type MemberId } from "#base";
import { beginNextDigest } from "#operations";
import {
  advanceReaders,
  digestReaders,
  type DigestReader,
  digestState,
  type DigestState,
  endDigest,
  endVacations,
  eraseDigestPosts,
  digestPosts,
  lastReaders,
  listById,
  noteDigestSent,
  noteLeftOut,
  openDigests,
  passOver,
  type StoredList,
  storeBodyAhead,
  type Transactor,
} from "#store";
import type { List } from "#lists";
import type { ReadyBody, StoredBody } from "../compose/ready-body.ts";
import { queueCopies } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";
import { digestBody } from "./digest-body.ts";
import { digestCopy, leaveLinkOf } from "./digest-copy.ts";
import { sealsForSome } from "./digest-range.ts";
import { type DigestGroup, planDigests } from "./plan-digests.ts";
import { tellKeyless } from "./tell-keyless.ts";

const PAGE = 200;
/** After that a digest ends without those whom it could not be sent to: their posts come with the next. */
const DAYS_TRIED = 1;

/** All of them. One list's trouble is not another's: its digest is tried again. */
export async function sendDigests(site: PipelineSite): Promise<void> {
  for (const id of await site.db.read(openDigests)) {
    try {
      await sendDigest(site, id);
    } catch (thrown) {
      site.logger.error("digest.not-sent", { list: id, code: AppError.fromUnknown(thrown).code });
    }
  }
}

export interface OpenDigest extends Pick<DigestState, "volume" | "issue" | "last" | "earlier"> {
  readonly list: List;
  readonly at: Date;
}

async function sendDigest(site: PipelineSite, id: ListId): Promise<void> {
  const { stored, state } = await site.db.read(async (tx) => ({
    stored: await listById(tx, id),
    state: await digestState(tx, id),
  }));
  const at = state.againAt ?? state.begunAt;
  if (stored === null || !state.open || at === null) return;
  const open = { ...state, list: toList(stored, site.texts), at };
  await site.db.transact((tx) => endVacations(tx, id, site.clock.now()));
  const went = [await sendTo(site, open, digestReaders), await sendTo(site, open, lastReaders)];
  if (went.includes(false) && site.clock.now() < addDays(at, DAYS_TRIED)) return;
  await site.db.transact((tx) => finish(tx, site, stored, open));
  site.logger.info("digest.sent", { list: id, volume: state.volume, issue: state.issue });
}

/** False: some did not get theirs. */
async function sendTo(site: PipelineSite, open: OpenDigest, readers: typeof digestReaders): Promise<boolean> {
  const { list, last } = open;
  let went = true;
  for (let after: MemberId | undefined; ;) {
    const ask = { listId: list.id, last, after, limit: PAGE };
    const page = await site.db.read((tx) => readers(tx, ask));
    if (!(await sendPage(site, open, page))) went = false;
    after = page.at(-1)?.memberId;
    if (page.length < PAGE) return went;
  }
}

/** Until each of them has all that fits into their mails. False: some could not be sent theirs. */
async function sendPage(
  site: PipelineSite,
  open: OpenDigest,
  page: readonly DigestReader[],
): Promise<boolean> {
  const { list, last } = open;
  let went = true;
  for (let left = page; left.length > 0;) {
    const planning = { list, last, at: site.clock.now() };
    const plan = await site.db.read((tx) => planDigests(tx, planning, left));
    await tellKeyless(site, plan.keyless);
    await site.db.transact(async (tx) => {
      for (const { reader, range } of plan.idle) await advanceReaders(tx, [reader], range);
    });
    const more: DigestReader[] = [];
    for (const group of plan.groups) {
      if (!(await sendsGroup(site, open, group))) {
        went = false;
        continue;
      }
      const { to, isCut } = group.range;
      if (isCut) more.push(...group.readers.map(({ reader }) => ({ ...reader, ...to })));
    }
    left = more;
  }
  return went;
}

/** Trouble with the copies of some is not that of others. */
async function sendsGroup(site: PipelineSite, open: OpenDigest, group: DigestGroup): Promise<boolean> {
  try {
    await sendGroup(site, open, group);
    return true;
  } catch (thrown) {
    const { code } = AppError.fromUnknown(thrown);
    site.logger.error("digest.not-sent-to-some", { list: open.list.id, readers: group.readers.length, code });
    return false;
  }
}

/** A sealed body that no signature of the list holds together is for one reader alone. */
async function sendGroup(site: PipelineSite, open: OpenDigest, group: DigestGroup): Promise<void> {
  const { profile, readers } = group;
  if (profile === null || profile.cipher === "none" || profile.scheme === "clear")
    return sendCopies(site, open, group);
  const secrets = await site.keyring.secrets(open.list.id);
  if (profile.sign && secrets[profile.scheme] !== null) return sendCopies(site, open, group);
  for (const one of readers) await sendCopies(site, open, { ...group, readers: [one] });
}

async function sendCopies(site: PipelineSite, open: OpenDigest, group: DigestGroup): Promise<void> {
  const { list, range } = group;
  const { volume, issue: nth, at } = open;
  const issue = { list, volume, issue: nth, at, leftOut: range.leftOut.length };
  const facts = { ...group, issue, ownLeaveLink: leaveLinkOf(site, list) !== null };
  const made = await digestBody(site, facts);
  const body = made && (await storedIfLarge(site, list.id, made));
  await site.db.transact(async (tx) => {
    const readers = group.readers.map(({ reader }) => reader);
    const claimed = await advanceReaders(tx, readers, range);
    const copies = group.readers
      .filter(({ reader }) => claimed.has(reader.memberId))
      .map((one) => digestCopy(site, group, one));
    if (body === null || copies.length === 0) return;
    await noteDigestSent(tx, { listId: list.id, last: open.last });
    const of = { listId: list.id, postId: null, inboxId: null, at: site.clock.now() };
    await queueCopies(tx, { body, ...of }, copies);
    tx.onCommit(() => site.wakeDelivery());
  });
}

/** A large body is stored in many short transactions. */
async function storedIfLarge(
  site: PipelineSite,
  listId: ListId,
  { content, ...heads }: ReadyBody,
): Promise<ReadyBody | StoredBody> {
  if (content.shared.length < LARGE_BYTES) return { content, ...heads };
  const of = { listId, postId: null, inboxId: null, createdAt: site.clock.now() };
  return { id: await storeBodyAhead(site.db, { ...content, ...of }), ...heads };
}

const ALL = 10_000;

/** Posts that everybody had go; another digest begins if so much came meanwhile. */
async function finish(
  tx: Transactor,
  site: PipelineSite,
  stored: StoredList,
  { list, earlier, last }: OpenDigest,
): Promise<void> {
  const at = site.clock.now();
  const listId = list.id;
  if (!(await endDigest(tx, { listId, last }))) return;
  await passOver(tx, { listId, last });
  if (!sealsForSome(list)) {
    const posts = await digestPosts(tx, { listId, since: earlier, until: last });
    const sealed = posts.filter((post) => post.sealed);
    await noteLeftOut(
      tx,
      { listId, at },
      sealed.map(({ number }) => ({ number, why: "sealed" })),
    );
  }
  const before = addDays(at, -list.settings.keep_for_keyless);
  await eraseDigestPosts(tx, { listId, before, limit: ALL });
  if (await beginNextDigest(tx, stored, { at, why: "large" })) tx.onCommit(() => site.wakeErrands());
}
