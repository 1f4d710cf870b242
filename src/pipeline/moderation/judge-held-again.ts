/**
 * Posts that wait because nobody could say yet whether their signer's certificate was revoked are judged again when
 * answers may be there, by all rules, as they came, and by what is known at present. One that would still wait stays where
 * it is: nobody is told anew.
 */
import {
  acceptHeld,
  heldForReason,
  heldMessage,
  type HeldRow,
  inboxById,
  listById,
  type Reader,
} from "#store";
import type { PipelineSite } from "../site.ts";
import { type Arrival, type Arrived, startFlight } from "../start-flight.ts";
import { toList } from "../to-list.ts";
import { walkTable } from "../inbox/walk-table.ts";

/** Of each list, the newest first: an older one may wait for an answer that never comes, and other lists wait for none of it. */
const MOST = 100;
const WAITS = "revocation-unknown";

/** How many do not wait for it any more; the inbox has them again. */
export async function judgeHeldAgain(site: PipelineSite, stop: AbortSignal): Promise<number> {
  const waiting = await site.db.read((tx) => heldForReason(tx, WAITS, MOST));
  let released = 0;
  for (const row of waiting) {
    if (stop.aborted) break;
    if (await stillWaits(site, row)) continue;
    const inbox = await site.db.transact((tx) => acceptHeld(tx, row.id, "nobody"));
    if (inbox !== null) released += 1;
  }
  return released;
}

async function stillWaits(site: PipelineSite, row: HeldRow): Promise<boolean> {
  const found = await site.db.read((tx) => asItCame(tx, row));
  if (found === null) return true;
  const arrival = { ...found.arrival, judgedAt: site.clock.now() };
  const { mail, refused } = startFlight(site.keyring, arrival, found.arrived);
  if (refused !== null) return true;
  const { decision } = await walkTable(site, mail);
  return decision.do === "hold" && decision.code === WAITS;
}

/** null: somebody decided meanwhile. */
async function asItCame(
  tx: Reader,
  { id, inboxId, listId }: HeldRow,
): Promise<{ readonly arrival: Arrival; readonly arrived: Arrived } | null> {
  const [arrival, raw, list] = [
    await inboxById(tx, inboxId),
    await heldMessage(tx, id),
    await listById(tx, listId),
  ];
  if (arrival === null || raw === null || list === null) return null;
  return { arrival, arrived: { list: toList(list), door: "post", raw } };
}
