/** To a member whose copy was dropped on its way, for the key that it was sealed to: the post itself is kept no more. */
import { keyUsability, type MemberId } from "#base";
import { type List, planSealed } from "#lists";
import { keysOfMembers, memberById, waitingFor } from "#store";
import type { PipelineSite } from "../site.ts";
import { waitingNotice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";

/** null: they are on the list no more. */
export async function missedNotice(
  site: PipelineSite,
  list: List,
  id: MemberId,
): Promise<Omit<NoticeRequest, "effect"> | null> {
  const now = site.clock.now();
  return site.db.read(async (tx) => {
    const member = await memberById(tx, id);
    if (member?.listId !== list.id) return null;
    const keys = (await keysOfMembers(tx, [id])).map(({ scheme, fingerprint, ...facts }) => {
      return { scheme, fingerprint, state: keyUsability(facts, now) };
    });
    const { plan } = planSealed(list.settings, { id, keys });
    const { kept: count = 0, until = null } = (await waitingFor(tx, [id])).get(id) ?? {};
    const kept = until === null ? null : { count, until };
    const why = plan.kind === "notice" ? plan.reason : null;
    const notice = waitingNotice(list, { address: member.address, why, kept });
    return { to: member.address, notice, attachments: [], kind: "auto-generated", inReplyTo: null };
  });
}
