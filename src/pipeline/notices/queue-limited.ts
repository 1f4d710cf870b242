/** Queues a notice within the limits of answers and of notices to owners (S7). */
import { addressKey } from "#base";
import { answerLimits, OWNER_NOTICES } from "#operations";
import { takeAnswer, takeOwnerNotice, type Transactor } from "#store";
import type { InFlight } from "../in-flight.ts";
import { type PreparedNotice, queueNotice } from "./send-notice.ts";

/** What an owner is not told now stands in the next notice, and in the summary of the day. */
export async function queueLimited(
  tx: Transactor,
  { list, inboxId }: InFlight,
  { notice, at }: { notice: PreparedNotice; at: Date },
): Promise<void> {
  const who = { to: addressKey(notice.request.to), listId: list.id, now: at };
  const may =
    notice.request.kind === "auto-replied"
      ? await takeAnswer(tx, { ...who, ...answerLimits(list.settings) })
      : await takeOwnerNotice(tx, { ...who, ...OWNER_NOTICES });
  if (may) await queueNotice(tx, list, { ...notice, inboxId, at });
}
