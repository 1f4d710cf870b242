/**
 * `LIST-bounces`: what comes back is kept closed for two weeks. Whose copy it was counts only by a fresh
 * tag in the return path; its content proves nothing and never leaves the server.
 */
import { addDays } from "#base";
import { say } from "#i18n";
import { type Decision, readDoor, voiceOf } from "#lists";
import { finishInbox, holdInbox } from "#store";
import type { InFlight } from "../in-flight.ts";
import type { PipelineSite } from "../site.ts";

export const BOUNCE_DAYS = 14;

/** Always accepts. The row is kept as refused, so that nobody can let it out. */
export async function keepBounce(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const at = site.clock.now();
  const tag = readDoor(mail.rcptTo).find((reading) => reading.kind === "bounces")?.tag ?? "";
  const member = site.bouncedMember(mail.list.address, tag);
  await site.db.transact(async (tx) => {
    await holdInbox(tx, {
      inboxId: mail.inboxId,
      listId: mail.list.id,
      kind: "refused",
      code: "bounce",
      publicText: say(voiceOf(mail.list), "reason-bounce"),
      detail: member === null ? "about nobody known" : `about member ${member}`,
      sender: mail.envelopeFrom,
      heldAt: at,
      until: addDays(at, BOUNCE_DAYS),
    });
    await finishInbox(tx, mail.inboxId, { decision: "accept", code: "bounce", now: at });
  });
  return { do: "accept" };
}
