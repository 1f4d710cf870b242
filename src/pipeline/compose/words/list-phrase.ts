import type { List } from "#lists";

/** What a list without keys calls itself beside its address: what it is for, or its name. */
export function listPhrase({ displayName, settings }: List): string {
  return settings.description === "" ? displayName : settings.description;
}
