/** Digests, or posts one by one, of a list that has none: told before anybody is asked about it. */
import { readStoredSettings } from "#lists";
import type { StoredList } from "#store";

/** null: the list has it. */
export function refusesDigest(
  { settings }: StoredList,
  { reads }: { readonly reads: boolean },
): "command-no-digests" | "command-digests-only" | null {
  const { digestable, nondigestable } = readStoredSettings(settings).settings;
  if (reads) return digestable === "no" ? "command-no-digests" : null;
  return digestable === "yes" && nondigestable === "no" ? "command-digests-only" : null;
}
