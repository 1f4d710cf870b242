import { AppError } from "#base";
import type { OwnTexts } from "#i18n";
import { type List, readStoredSettings } from "#lists";
import type { StoredList } from "#store";

/**
 * A stored setting that cannot be read is a fault to be seen, not to be guessed around.
 *
 * @param texts how the site words what the list says; absent: as we do
 */
export function toList({ id, address, displayName, settings: stored }: StoredList, texts?: OwnTexts): List {
  const { settings, problems } = readStoredSettings(stored);
  if (problems.length === 0) return { id, address, displayName, settings, texts };
  throw new AppError({
    code: "bad-config",
    publicText: `The settings of ${address} are not valid.`,
    detail: problems.join("; "),
  });
}
