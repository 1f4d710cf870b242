/** What goes with everybody who joins or leaves: whether they may, and who is written to. */
import { AppError, type EmailAddress, keyUsability, sameAddress } from "#base";
import { usesKeys } from "#lists";
import {
  encodeRecipient,
  keysOfMembers,
  listStaff,
  type Reader,
  type StoredList,
  type StoredMember,
  type Transactor,
} from "#store";
import { order } from "../held/errand-order.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import type { Context } from "../operation.ts";
import { isAmong } from "./address-patterns.ts";

/** Days in which who left may undo it. */
export const UNDO_DAYS = 7;

/**
 * Only the operator reads that there is a ban.
 *
 * @throws AppError not-allowed
 */
export async function refuseBanned(
  { actor }: Pick<Context, "actor">,
  list: StoredList,
  address: EmailAddress,
): Promise<void> {
  if (!(await isBanned(list, address))) return;
  const publicText =
    actor.kind === "operator"
      ? `${address} is banned from ${list.address}: see the setting ban_list.`
      : `${address} cannot join ${list.address}.`;
  throw new AppError({ code: "not-allowed", publicText });
}

/** Where it would cost too much to find out, everybody is. */
export async function isBanned(list: StoredList, address: EmailAddress): Promise<boolean> {
  return (await isAmong(settingsOf(list).ban_list, address)) !== false;
}

export interface Change {
  readonly address: EmailAddress;
  /** unread: they look after the list still, and get its posts no more. */
  readonly change: "joined" | "left" | "unread" | "added" | "removed";
  readonly at: Date;
  /** A scenario says that the owners hear of it, whatever the settings say. */
  readonly notify?: boolean;
  /** Who did it to somebody else, and need not be told; null: they themselves. */
  readonly by?: EmailAddress | null;
}

/**
 * Each owner hears of it, if the list says so, and each moderator; if only a scenario does, the owners. Who reads what is
 * sealed is the owners' business alone.
 */
export async function tellOwners(tx: Transactor, list: StoredList, change: Change): Promise<void> {
  const { at, address, notify = false, by = null } = change;
  const settings = settingsOf(list);
  const byScenario = settings.admin_notify_mchanges !== "yes";
  if (byScenario && !notify) return;
  const told = (await listStaff(tx, list.id)).filter(
    ({ owner }) => owner || (!byScenario && !usesKeys(settings)),
  );
  const knows = change.change === "unread" ? address : by;
  for (const { id, address: to } of told)
    if (knows === null || !sameAddress(to, knows))
      await order(
        tx,
        { listId: list.id, at },
        { do: "tell-change", owner: id, address, change: change.change, by, byScenario },
      );
}

interface ChangeOfOther extends Pick<Change, "address"> {
  readonly context: Pick<Context, "actor" | "clock">;
  readonly change: "added" | "removed";
}

/** The other owners hear what one of them did by mail. */
export async function tellOfOther(
  tx: Transactor,
  list: StoredList,
  { context: { actor, clock }, ...what }: ChangeOfOther,
): Promise<void> {
  if (actor.kind === "operator") return;
  await tellOwners(tx, list, { ...what, at: clock.now(), notify: true, by: actor.address });
}

/** The key that a last mail to them is sealed to, while it is still bound; null: it goes in clear. */
export async function lastKey(
  tx: Reader,
  list: StoredList,
  { member, at }: { readonly member: StoredMember; readonly at: Date },
): Promise<string | null> {
  if (!usesKeys(settingsOf(list))) return null;
  const keys = await keysOfMembers(tx, [member.id]);
  const usable = keys.map((key) => keyUsability(key, at).usable).find((one) => one !== null);
  return usable === undefined ? null : encodeRecipient(usable);
}
