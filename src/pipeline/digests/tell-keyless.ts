/** Readers whose key does not work hear that posts wait, at most once a day; their digest comes when it does. */
import { addDays, addressKey, dayNumber } from "#base";
import { familiesFor, settingsForOpened } from "#lists";
import { advanceReaders, noteTold, takeDailyNotice, waitingFor } from "#store";
import { waitingNotice } from "../notices/notices.ts";
import { type PreparedNotice, prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";
import type { KeylessReader } from "./plan-digests.ts";

export async function tellKeyless(site: PipelineSite, keyless: readonly KeylessReader[]): Promise<void> {
  for (const one of keyless) await tell(site, one);
}

async function tell(site: PipelineSite, one: KeylessReader): Promise<void> {
  const { list, reader, range } = one;
  const { memberId, address } = reader;
  const at = site.clock.now();
  const keeps = list.settings.keep_for_keyless > 0;
  const known = await site.db.read((tx) => waitingFor(tx, [memberId]));
  const toldAt = known.get(memberId)?.toldAt ?? null;
  const isTold = toldAt !== null && dayNumber(toldAt) === dayNumber(at);
  // Where the list seals for nobody, a key would change nothing.
  const seals = familiesFor(settingsForOpened(list.settings), "distrib_encrypt").length > 0;
  const notice = isTold || !seals ? null : await prepared(site, one, at);
  await site.db.transact(async (tx) => {
    if (!keeps && !(await advanceReaders(tx, [reader], range)).has(memberId)) return;
    if (notice === null) return;
    if (!(await takeDailyNotice(tx, { to: addressKey(address), listId: list.id, now: at }))) return;
    await queueNotice(tx, list, { ...notice, inboxId: null, at });
    await noteTold(tx, memberId, at);
    tx.onCommit(() => site.wakeDelivery());
  });
}

function prepared(
  site: PipelineSite,
  { list, reader: { memberId, address }, range, reason }: KeylessReader,
  at: Date,
): Promise<PreparedNotice> {
  const days = list.settings.keep_for_keyless;
  const [first] = range.posts;
  const kept =
    days === 0 || first === undefined ? null : { count: range.posts.length, until: addDays(first.at, days) };
  return prepareNotice(site, list, {
    to: address,
    notice: waitingNotice(list, { address, why: reason, kept }),
    attachments: [],
    kind: "auto-generated",
    inReplyTo: null,
    effect: `digest:${list.id}:waiting:${memberId}:${dayNumber(at)}`,
  });
}
