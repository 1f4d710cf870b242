/** Members whom a post could not be sealed for hear that something waits, at most once a day. */
import { addressKey } from "#base";
import { encodePlan, type WaitingReason } from "#lists";
import { markSealed, nextPlanChunk, takeDailyNotice } from "#store";
import { waitingNotice } from "./notices.ts";
import { prepareNotice, queueNotice } from "./send-notice.ts";
import type { Sealing } from "./prepare-body.ts";
import type { PipelineSite } from "./site.ts";

const CHUNK = 50;

export async function sendWaitingNotices(
  site: PipelineSite,
  { mail, post }: Sealing,
  reason: WaitingReason,
): Promise<void> {
  const profile = encodePlan({ kind: "notice", reason });
  for (;;) {
    const now = site.clock.now();
    const members = await site.db.transact((tx) =>
      nextPlanChunk(tx, { postId: post.id, profile, now, limit: CHUNK }),
    );
    if (members.length === 0) return;
    const prepared = await Promise.all(
      members.map(({ memberId, address }) =>
        prepareNotice(site, mail.list, {
          to: address,
          notice: waitingNotice(mail.list, address, reason),
          attachments: [],
          kind: "auto-generated",
          inReplyTo: null,
          effect: `inbox:${mail.inboxId}:waiting:${memberId}`,
        }),
      ),
    );
    await site.db.transact(async (tx) => {
      for (const notice of prepared) {
        const person = { to: addressKey(notice.request.to), listId: mail.list.id, now };
        if (await takeDailyNotice(tx, person))
          await queueNotice(tx, mail.list, { ...notice, inboxId: mail.inboxId, at: now });
      }
      await markSealed(
        tx,
        post.id,
        members.map((member) => member.memberId),
      );
      tx.onCommit(() => site.wakeDelivery());
    });
  }
}
