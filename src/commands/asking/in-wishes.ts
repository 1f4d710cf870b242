/** Which of several lists one wish is about: a question that has to be answered is asked once, and not once a list. */
import type { StoredList } from "#store";

/** At least one list each. @param together those among them that one wish is about */
export function inWishes(
  lists: readonly StoredList[],
  together: readonly StoredList[],
): readonly (readonly [StoredList, ...StoredList[]])[] {
  const [first, ...others] = together;
  const alone = lists.filter((list) => !together.includes(list)).map((list) => [list] as const);
  return first === undefined ? alone : [[first, ...others], ...alone];
}
