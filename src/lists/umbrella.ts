/** Lists whose members are lists: mail about a membership is for the people behind such a member, not for its readers. */
import { type EmailAddress, parseEmailAddress } from "#base";
import { usesKeys } from "./families.ts";
import type { List } from "./list.ts";

/** Somebody on a list, or not yet or no more: then they have no office there. */
export interface Reached {
  readonly address: EmailAddress;
  readonly owner?: boolean;
  readonly moderator?: boolean;
}

/**
 * Where mail about a membership goes: with `umbrella_list` to the address with `umbrella_member_suffix`
 * before its @. Owners and moderators are people, who are written to directly. On a list with keys always to the member,
 * whose key it is sealed to.
 */
export function membershipAddress(
  { settings }: Pick<List, "settings">,
  { address: member, owner = false, moderator = false }: Reached,
): EmailAddress {
  if (settings.umbrella_list === "no" || usesKeys(settings) || owner || moderator) return member;
  const at = member.lastIndexOf("@");
  const address = parseEmailAddress(
    `${member.slice(0, at)}${settings.umbrella_member_suffix}${member.slice(at)}`,
  );
  return address.ok ? address.value : member;
}
