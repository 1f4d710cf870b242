/**
 * In whose name a password is tried: owners and moderators are counted one by one, as far as a mail can be theirs. Where
 * mail servers are trusted one of them has to vouch for the From, and strangers use up nobody's tries but theirs. Where none
 * is, the mail must have been sent for the address in From; who forges the envelope sender as well uses up theirs.
 */
import { addressKey, type EmailAddress, parseEmailAddress, sameAddress } from "#base";
import { memberByAddress, type PasswordTrial, type Reader } from "#store";
import type { InFlight, StepContext } from "../in-flight.ts";
import { soleFrom } from "../start-flight.ts";
import { vouchedFrom } from "../facts/vouched-from.ts";

type Tried = Pick<InFlight, "list" | "message" | "arrivedAt" | "trusted" | "envelopeFrom">;

export async function passwordTrial(
  tx: Reader,
  mail: Tried,
  { authservIds }: Pick<StepContext, "authservIds">,
): Promise<PasswordTrial> {
  const { list, arrivedAt: now } = mail;
  const from = likelyFrom(mail, authservIds);
  const member = from === null ? null : await memberByAddress(tx, list.id, from);
  const isStaff = member !== null && (member.owner || member.moderator);
  return { listId: list.id, by: isStaff ? addressKey(member.address) : "anybody", now };
}

/** null: anybody can have written it. */
function likelyFrom(
  { message, trusted, envelopeFrom }: Tried,
  authservIds: readonly string[],
): EmailAddress | null {
  const from = soleFrom(message);
  if (from === null) return null;
  if (authservIds.length > 0) return trusted ? vouchedFrom({ message, from, authservIds }) : null;
  const envelope = parseEmailAddress(envelopeFrom);
  return envelope.ok && sameAddress(envelope.value, from) ? from : null;
}
