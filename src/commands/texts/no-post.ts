/** Posts that somebody asked for and that are not there: why, if the list keeps none at all. */
import { keepsPosts, readStoredSettings, usesKeys } from "#lists";
import type { StoredList } from "#store";
import type { Desk } from "../desk.ts";
import { phrase } from "./phrase.ts";

/** Under which name it is asked who may have posts that are kept. */
export const ARCHIVE_FUNCTION = "archive_mail_access";

export function noPost(desk: Pick<Desk, "language">, list: Pick<StoredList, "settings">): string {
  return keepsNothing(desk, list) ?? phrase(desk, "command-no-such-post");
}

/** null: it keeps those that come. */
export function keepsNothing(
  desk: Pick<Desk, "language">,
  { settings: stored }: Pick<StoredList, "settings">,
): string | null {
  const { settings } = readStoredSettings(stored);
  if (keepsPosts(settings)) return null;
  const isForKeys = settings.archive !== "no" && usesKeys(settings);
  return phrase(desk, isForKeys ? "command-keeps-nothing-keys" : "command-keeps-nothing");
}
