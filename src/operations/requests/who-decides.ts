/**
 * Who is asked for a yes, and hears of it at once. Mailman asks owners and moderators who may come and go; Sympa's scenarios
 * ask owners. Who reads what is sealed is the owners' business alone.
 */
import type { ListSettings } from "#config";
import { usesKeys } from "#lists";
import { listStaff, type Reader, type StoredList, type StoredMember } from "#store";
import { settingsOf } from "../lists/list-settings-of.ts";

const COMING_AND_GOING = ["subscribe", "unsubscribe"] as const;

/** What moderators decide too, as scenarios name it: nothing where keys are used or a scenario says who may. */
export function decidedByModerators(settings: ListSettings): readonly string[] {
  return usesKeys(settings) ? [] : COMING_AND_GOING.filter((name) => settings[name] === "");
}

/** Whom a list asks. */
export async function decidersOf(
  tx: Reader,
  list: StoredList,
  functionName: string,
): Promise<readonly StoredMember[]> {
  const byModerators = decidedByModerators(settingsOf(list)).includes(functionName);
  return (await listStaff(tx, list.id)).filter(({ owner }) => owner || byModerators);
}

/** `admin_immed_notify`: else they read of it in the summary of the day. */
export function toldAtOnce(list: StoredList): boolean {
  return settingsOf(list).admin_immed_notify === "yes";
}
