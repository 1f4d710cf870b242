import { AppError } from "#base";
import { listSettings, parseListSettings } from "#config";
import type { List } from "#lists";
import type { StoredList } from "#store";

/** A stored setting that this version does not know is a fault to be seen, not to be guessed around. */
export function toList(stored: StoredList): List {
  const settings = parseListSettings(stored.settings);
  if (!settings.ok) {
    throw new AppError({
      code: "bad-config",
      publicText: `The settings of ${stored.address} are not valid.`,
      detail: settings.error.join("; "),
    });
  }
  return {
    id: stored.id,
    address: stored.address,
    displayName: stored.displayName,
    settings: listSettings(settings.value),
  };
}
