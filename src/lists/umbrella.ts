/** Lists whose members are lists: mail about a membership is for the people behind such a member, not for its readers. */
import { type EmailAddress, parseEmailAddress } from "#base";
import { usesKeys } from "./families.ts";
import type { List } from "./list.ts";

/**
 * Where mail about the membership of an address goes: with `umbrella_list` to the address with `umbrella_member_suffix`
 * before its @. On a list with keys always to the member, whose key it is sealed to.
 */
export function membershipAddress({ settings }: Pick<List, "settings">, member: EmailAddress): EmailAddress {
  if (settings.umbrella_list === "no" || usesKeys(settings)) return member;
  const at = member.lastIndexOf("@");
  const address = parseEmailAddress(
    `${member.slice(0, at)}${settings.umbrella_member_suffix}${member.slice(at)}`,
  );
  return address.ok ? address.value : member;
}
