/** Members whom a post could not be sealed for hear that something waits, at most once a day. */
import { addressKey } from "#base";
import { encodePlan, type WaitingReason } from "#lists";
import { markSealed, nextPlanChunk, type PlannedMember, takeDailyNotice } from "#store";
import { waitingNotice } from "./notices.ts";
import { type NoticeRequest, type PreparedNotice, prepareNotice, queueNotice } from "./send-notice.ts";
import type { Sealing } from "./prepare-body.ts";
import type { PipelineSite } from "./site.ts";

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
    const notices = await Promise.all(
      members.map((member) =>
        prepareNotice(site, sealing.mail.list, waitingRequest(sealing, member, reason)),
      ),
    );
    await queueWaiting(site, sealing, { members, notices, now });
  }
}

function waitingRequest(
  { mail }: Sealing,
  { memberId, address }: PlannedMember,
  reason: WaitingReason,
): NoticeRequest {
  return {
    to: address,
    notice: waitingNotice(mail.list, address, reason),
    attachments: [],
    kind: "auto-generated",
    inReplyTo: null,
    effect: `inbox:${mail.inboxId}:waiting:${memberId}`,
  };
}

interface Waiting {
  readonly members: readonly PlannedMember[];
  readonly notices: readonly PreparedNotice[];
  readonly now: Date;
}

/** Who heard of a message today hears nothing, and is done with this one all the same. */
async function queueWaiting(
  site: PipelineSite,
  { mail, post }: Sealing,
  { members, notices, now }: Waiting,
): Promise<void> {
  const { list, inboxId } = mail;
  await site.db.transact(async (tx) => {
    for (const notice of notices) {
      const person = { to: addressKey(notice.request.to), listId: list.id, now };
      if (await takeDailyNotice(tx, person)) await queueNotice(tx, list, { ...notice, inboxId, at: now });
    }
    const done = members.map(({ memberId }) => memberId);
    await markSealed(tx, post.id, done);
    tx.onCommit(() => site.wakeDelivery());
  });
}
