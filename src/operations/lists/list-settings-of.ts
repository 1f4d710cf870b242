/** Settings on their way into and out of a list's row. */
import { AppError } from "#base";
import { type ListSettingChanges, type ListSettings, parseListSettings, withoutDefaults } from "#config";
import { clearAfterDecrypt, keepsPosts, readStoredSettings, usesKeys } from "#lists";
import type { StoredList } from "#store";

/** What the list does now, defaults filled in. */
export function settingsOf(list: Pick<StoredList, "settings">): ListSettings {
  return readStoredSettings(list.settings).settings;
}

/** For operators: the command line speaks English, whatever the list speaks. */
export function inEnglish(settings: ListSettings): ListSettings {
  return { ...settings, language: "en" };
}

/** @throws AppError bad-input with every mistake in a line */
export function readChanges(table: Readonly<Record<string, unknown>>): ListSettingChanges {
  const parsed = parseListSettings(table);
  if (parsed.ok) return parsed.value;
  throw new AppError({ code: "bad-input", publicText: parsed.error.join("\n") });
}

/**
 * What is stored of the new settings.
 *
 * @throws AppError not-allowed where opened posts would leave in clear and nobody said so (S6), bad-input where files would
 * be taken out of posts that nobody keeps
 */
export function storableSettings(settings: ListSettings): ListSettingChanges {
  const { needsConfirmation, text } = clearAfterDecrypt(settings);
  if (needsConfirmation)
    throw new AppError({ code: "not-allowed", publicText: `Nothing was changed. ${text}` });
  if (settings.scrub_nondigest !== "no" && !keepsPosts(settings))
    throw new AppError({ code: "bad-input", publicText: scrubsForGood(settings) });
  return withoutDefaults(settings);
}

function scrubsForGood(settings: ListSettings): string {
  const keeping = usesKeys(settings) ? "archive=yes archive_with_keys=confirmed" : "archive=yes";
  return `Nothing was changed. scrub_nondigest=${settings.scrub_nondigest} takes files out of copies, and members get them out of the posts that the list keeps. It keeps none: set ${keeping} as well, or scrub_nondigest=no.`;
}
