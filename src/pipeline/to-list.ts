import { AppError } from "#base";
import { type List, readStoredSettings } from "#lists";
import type { StoredList } from "#store";

/** A stored setting that cannot be read is a fault to be seen, not to be guessed around. */
export function toList({ id, address, displayName, settings: stored }: StoredList): List {
  const { settings, problems } = readStoredSettings(stored);
  if (problems.length === 0) return { id, address, displayName, settings };
  throw new AppError({
    code: "bad-config",
    publicText: `The settings of ${address} are not valid.`,
    detail: problems.join("; "),
  });
}
