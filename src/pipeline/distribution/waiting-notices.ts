/** Members whom a post could not be sealed for hear that something waits, at most once a day. */
import { addressKey, dayNumber, type EmailAddress, type MemberId } from "#base";
import { encodePlan, type WaitingReason } from "#lists";
import {
  markKept,
  markSealed,
  nextPlanChunk,
  noteTold,
  type PlannedMember,
  takeDailyNotice,
  type WaitingFor,
  waitingFor,
} from "#store";
import { keptUntil } from "./kept-until.ts";
import { waitingNotice } from "../notices/notices.ts";
import { inTheirLanguage } from "../notices/in-their-language.ts";
import {
  type NoticeRequest,
  type PreparedNotice,
  prepareNotice,
  queueNotice,
} from "../notices/send-notice.ts";
import type { Sealing } from "./prepare-body.ts";
import type { PipelineSite } from "../site.ts";

const CHUNK = 50;

export async function sendWaitingNotices(
  site: PipelineSite,
  sealing: Sealing,
  reason: WaitingReason,
): Promise<void> {
  const profile = encodePlan({ kind: "notice", reason });
  const postId = sealing.post.id;
  for (;;) {
    const now = site.clock.now();
    const members = await site.db.transact((tx) => nextPlanChunk(tx, { postId, profile, now, limit: CHUNK }));
    if (members.length === 0) return;
    const notices = await prepareWaiting(site, sealing, { members, reason, now });
    await queueWaiting(site, sealing, { members, notices, now });
  }
}

interface Chunk {
  readonly members: readonly PlannedMember[];
  readonly reason: WaitingReason;
  readonly now: Date;
}

interface WaitingNotice extends PreparedNotice {
  readonly about: MemberId;
}

/** Nothing is composed for who heard of a message today. */
async function prepareWaiting(
  site: PipelineSite,
  { mail }: Sealing,
  { members, reason, now }: Chunk,
): Promise<readonly WaitingNotice[]> {
  const ids = members.map(({ memberId }) => memberId);
  const known = await site.db.read((tx) => waitingFor(tx, ids));
  const untold = members.filter(({ memberId }) => {
    const toldAt = known.get(memberId)?.toldAt ?? null;
    return toldAt === null || dayNumber(toldAt) !== dayNumber(now);
  });
  return Promise.all(
    untold.map(async ({ memberId, address }) => {
      const kept = withThisOne(known.get(memberId), keptUntil(mail));
      const speaking = await site.db.read((tx) => inTheirLanguage(tx, mail.list, memberId));
      const notice = waitingNotice(speaking, { address, why: reason, kept });
      const effect = `inbox:${mail.inboxId}:waiting:${memberId}:${dayNumber(now)}`;
      const prepared = await prepareNotice(site, mail.list, request(address, notice, effect));
      return { ...prepared, about: memberId };
    }),
  );
}

function request(to: EmailAddress, notice: NoticeRequest["notice"], effect: string): NoticeRequest {
  return { to, notice, attachments: [], kind: "auto-generated", inReplyTo: null, effect };
}

/** @param until of the post that is at hand; null: it is not kept */
function withThisOne(
  known: WaitingFor | undefined,
  until: Date | null,
): { readonly count: number; readonly until: Date } | null {
  const dates = [known?.until ?? null, until].filter((one) => one !== null);
  const [first] = dates.sort((a, b) => a.getTime() - b.getTime());
  return first === undefined ? null : { count: (known?.kept ?? 0) + (until === null ? 0 : 1), until: first };
}

interface Waiting {
  readonly members: readonly PlannedMember[];
  readonly notices: readonly WaitingNotice[];
  readonly now: Date;
}

/** Who heard of a message today hears nothing; the message is kept for all of them. */
async function queueWaiting(
  site: PipelineSite,
  { mail, post }: Sealing,
  { members, notices, now }: Waiting,
): Promise<void> {
  const { list, inboxId } = mail;
  await site.db.transact(async (tx) => {
    for (const notice of notices) {
      const person = { to: addressKey(notice.request.to), listId: list.id, now };
      if (!(await takeDailyNotice(tx, person))) continue;
      await queueNotice(tx, list, { ...notice, inboxId, at: now });
      await noteTold(tx, notice.about, now);
    }
    const done = members.map(({ memberId }) => memberId);
    await (keptUntil(mail) === null ? markSealed : markKept)(tx, post.id, done);
    tx.onCommit(() => site.wakeDelivery());
  });
}
