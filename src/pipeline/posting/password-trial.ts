/**
 * In whose name a password is tried: owners and moderators are counted one by one, so that strangers use up nobody's tries
 * but theirs.
 */
import { addressKey } from "#base";
import { memberByAddress, type PasswordTrial, type Reader } from "#store";
import type { InFlight } from "../in-flight.ts";
import { soleFrom } from "../start-flight.ts";

export async function passwordTrial(
  tx: Reader,
  { list, message, arrivedAt: now }: Pick<InFlight, "list" | "message" | "arrivedAt">,
): Promise<PasswordTrial> {
  const from = soleFrom(message);
  const member = from === null ? null : await memberByAddress(tx, list.id, from);
  const isStaff = member !== null && (member.owner || member.moderator);
  return { listId: list.id, by: isStaff ? addressKey(member.address) : "anybody", now };
}
