/** Readers whose key does not work hear that posts wait, at most once a day: those come when it does. */
import { addDays, addressKey, dayNumber } from "#base";
import { noteTold, takeDailyNotice, waitingFor } from "#store";
import { waitingNotice } from "../notices/notices.ts";
import { type PreparedNotice, prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";
import { sealsForSome } from "./digest-range.ts";
import type { KeylessReader } from "./plan-digests.ts";

export async function tellKeyless(site: PipelineSite, keyless: readonly KeylessReader[]): Promise<void> {
  for (const one of keyless) await tell(site, one);
}

async function tell(site: PipelineSite, one: KeylessReader): Promise<void> {
  const { list, reader } = one;
  const { memberId, address } = reader;
  const at = site.clock.now();
  const known = await site.db.read((tx) => waitingFor(tx, [memberId]));
  const toldAt = known.get(memberId)?.toldAt ?? null;
  const isTold = toldAt !== null && dayNumber(toldAt) === dayNumber(at);
  // Where the list seals for nobody, a key would change nothing.
  if (isTold || !sealsForSome(list)) return;
  const notice = await prepared(site, one, at);
  await site.db.transact(async (tx) => {
    if (!(await takeDailyNotice(tx, { to: addressKey(address), listId: list.id, now: at }))) return;
    await queueNotice(tx, list, { ...notice, inboxId: null, at });
    await noteTold(tx, memberId, at);
    tx.onCommit(() => site.wakeDelivery());
  });
}

function prepared(
  site: PipelineSite,
  { list, reader: { memberId, address }, waiting, reason }: KeylessReader,
  at: Date,
): Promise<PreparedNotice> {
  const days = list.settings.keep_for_keyless;
  const [first] = waiting;
  const kept =
    days === 0 || first === undefined ? null : { count: waiting.length, until: addDays(first.at, days) };
  return prepareNotice(site, list, {
    to: address,
    notice: waitingNotice(list, { address, why: reason, kept }),
    attachments: [],
    kind: "auto-generated",
    inReplyTo: null,
    effect: `digest:${list.id}:waiting:${memberId}:${dayNumber(at)}`,
  });
}
