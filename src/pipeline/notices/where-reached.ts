import type { EmailAddress } from "#base";
import { type List, membershipAddress } from "#lists";
import { memberByAddress, type Reader } from "#store";

/** Where mail about the membership of an address goes, whether or not it is on the list. */
export async function whereReached(tx: Reader, list: List, address: EmailAddress): Promise<EmailAddress> {
  if (membershipAddress(list, { address }) === address) return address;
  const person = await memberByAddress(tx, list.id, address);
  const { owner = false, moderator = false } = person ?? {};
  return membershipAddress(list, { address, owner, moderator });
}
