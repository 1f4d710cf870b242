import type { ListSettings } from "#config";
import { usesKeys } from "./families.ts";

/** Whether a list keeps what it distributes: on a list with keys only where its owner said so in words. */
export function keepsPosts(settings: ListSettings): boolean {
  if (settings.archive === "no") return false;
  return !usesKeys(settings) || settings.archive_with_keys === "confirmed";
}
