/** What orders something counts once (S4): marked before it is carried out, so that of two that come at once one is. */
import type { Decision } from "#lists";
import type { InFlight } from "../in-flight.ts";
import { takeKeysAlong } from "../keys-along/take-keys-along.ts";
import { rememberMessage, seenBefore } from "../inbox/seen-before.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";
import type { PipelineSite } from "../site.ts";

/** null: it is the first of its kind, or this very mail again after a crash. What was replayed is refused, never held. */
export async function markOnce(site: PipelineSite, mail: InFlight): Promise<Decision | null> {
  const before = await site.db.transact(async (tx) => {
    const seen = await seenBefore(tx, mail);
    if (seen === null) {
      await rememberMessage(tx, mail);
      if (isSignedInTime(mail.signedAt, mail.arrivedAt)) await takeKeysAlong(tx, mail);
    }
    return seen;
  });
  return before === null ? null : refusedOnce(before);
}

/** What would make a post wait refuses what orders something. */
export function refusedOnce(before: Decision): Decision {
  return before.do === "accept" || before.do === "silent" ? before : { ...before, do: "discard" };
}
