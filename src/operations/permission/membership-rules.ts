/**
 * What a list's settings say of who joins, beside its scenario: `ban_list` is stricter than any, and
 * `subscribe_auto_approval` stands for an owner's yes, once the address is proven.
 */
import type { EmailAddress, Person } from "#base";
import type { StoredList } from "#store";
import { settingsOf } from "../lists/list-settings-of.ts";
import { isAmong } from "../members/address-patterns.ts";
import { isBanned } from "../members/come-and-go.ts";
import type { Permission } from "./authorize.ts";

export interface Joining {
  readonly list: StoredList | null;
  readonly function: string;
  readonly actor: Person;
  readonly email: EmailAddress;
}

/** Nobody is told that there is a ban: it reads as any refusal. */
export async function byMembershipRules(permission: Permission, joining: Joining): Promise<Permission> {
  const { list, actor, email } = joining;
  if (list === null || joining.function !== "subscribe") return permission;
  const settings = settingsOf(list);
  const { by } = permission;
  if (await isBanned(list, email)) return { do: "refused", why: "refused", quiet: false, by };
  if (permission.do !== "ask-owner" || (await isAmong(settings.subscribe_auto_approval, email)) !== true)
    return permission;
  const { notify, quiet } = permission;
  const isProven = actor.method !== "smtp" && actor.method !== "dkim";
  return isProven ? { do: "allowed", notify, quiet, by } : { do: "prove", address: email, quiet, by };
}
