import { usesKeys } from "#lists";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import type { ServedDoor } from "../served-door.ts";
import { soleFrom } from "../start-flight.ts";
import { vouchedFrom } from "../facts/vouched-from.ts";

/** Lists without keys answer who wrote to these as Mailman does. */
const ANSWERED_ANYWAY: readonly ServedDoor[] = ["post", "owner"];

/**
 * On a list with keys only who is vouched for is answered (S7): beside a signature that counts, what a trusted mail
 * server says of the From does that, and nothing else.
 */
export async function askMailServer(mail: InFlight, context: StepContext): Promise<StepResult> {
  const isAsked = usesKeys(mail.list.settings) || !ANSWERED_ANYWAY.includes(mail.door);
  if (!mail.trusted || !isAsked) return go(mail);
  const { message } = mail;
  const from = soleFrom(message);
  return go({ ...mail, vouchedFrom: vouchedFrom({ message, from, authservIds: context.authservIds }) });
}
