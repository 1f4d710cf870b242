import { usesKeys } from "#lists";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import { soleFrom } from "../start-flight.ts";
import { vouchedFrom } from "../vouched-from.ts";

/**
 * On a list with keys only who is vouched for is answered (S7): beside a signature that counts, what a trusted mail
 * server says of the From does that, and nothing else.
 */
export async function askMailServer(mail: InFlight, context: StepContext): Promise<StepResult> {
  if (!mail.trusted || !usesKeys(mail.list.settings)) return go(mail);
  const { message } = mail;
  const from = soleFrom(message);
  return go({ ...mail, vouchedFrom: vouchedFrom({ message, from, authservIds: context.authservIds }) });
}
