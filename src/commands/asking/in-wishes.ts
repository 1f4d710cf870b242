/** Which of several lists one wish is about: a question that has to be answered is asked once, and not once a list. */
import { readStoredSettings, usesKeys } from "#lists";
import type { StoredList } from "#store";

/** At least one list each. On a list with keys what somebody proved to another proves nothing (S2): it is asked by itself. */
export function inWishes(
  lists: readonly StoredList[],
  asOne: boolean,
): readonly (readonly [StoredList, ...StoredList[]])[] {
  const together = asOne ? lists.filter((list) => !listUsesKeys(list)) : [];
  const [first, ...others] = together;
  const alone = lists.filter((list) => !together.includes(list)).map((list) => [list] as const);
  return first === undefined ? alone : [[first, ...others], ...alone];
}

function listUsesKeys({ settings }: StoredList): boolean {
  return usesKeys(readStoredSettings(settings).settings);
}
