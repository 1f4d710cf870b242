/** Settings on their way into and out of a list's row. */
import { AppError } from "#base";
import { type ListSettingChanges, type ListSettings, parseListSettings, withoutDefaults } from "#config";
import { clearAfterDecrypt, readStoredSettings } from "#lists";
import type { StoredList } from "#store";
import { wrongPatterns } from "../members/address-patterns.ts";

/** What the list does now, defaults filled in. */
export function settingsOf(list: Pick<StoredList, "settings">): ListSettings {
  return readStoredSettings(list.settings).settings;
}

/** @throws AppError bad-input with every mistake in a line */
export function readChanges(table: Readonly<Record<string, unknown>>): ListSettingChanges {
  const parsed = parseListSettings(table);
  const problems = parsed.ok ? patternProblems(parsed.value) : parsed.error;
  if (parsed.ok && problems.length === 0) return parsed.value;
  throw new AppError({ code: "bad-input", publicText: problems.join("\n") });
}

function patternProblems(changes: ListSettingChanges): readonly string[] {
  return (["ban_list", "subscribe_auto_approval"] as const).flatMap((name) =>
    wrongPatterns(changes[name] ?? "").map((problem) => `${name}: ${problem}`),
  );
}

/**
 * What is stored of the new settings.
 *
 * @throws AppError not-allowed where opened posts would leave in clear and nobody said so (S6)
 */
export function storableSettings(settings: ListSettings): ListSettingChanges {
  const { needsConfirmation, text } = clearAfterDecrypt(settings);
  if (needsConfirmation)
    throw new AppError({ code: "not-allowed", publicText: `Nothing was changed. ${text}` });
  return withoutDefaults(settings);
}
