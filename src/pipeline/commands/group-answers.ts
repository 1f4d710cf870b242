/** Who says what came of a mail's commands, and to whom: one answer for each of both. */
import { addressKey, type EmailAddress } from "#base";
import type { CommandResult } from "#commands";
import type { StoredList } from "#store";

export interface AnswerGroup {
  /** null: the site says it. */
  readonly list: StoredList | null;
  readonly to: EmailAddress;
  readonly results: readonly CommandResult[];
}

export interface Speaking {
  /** Whom is told what names nobody else; null: nobody. */
  readonly to: EmailAddress | null;
  /** Who says it. */
  readonly speaker: (result: CommandResult) => StoredList | null;
}

/** A mail that asked nothing is told so. What has no lines is told nobody: a scenario wants it quiet. */
export function groupAnswers(
  results: readonly CommandResult[],
  { to, speaker }: Speaking,
): readonly AnswerGroup[] {
  if (results.length === 0) return to === null ? [] : [{ list: null, to, results: [] }];
  const groups = new Map<string, AnswerGroup>();
  for (const result of results) {
    const receiver = result.to ?? to;
    if (receiver === null || result.lines.length === 0) continue;
    const list = speaker(result);
    const name = `${list?.id ?? 0} ${addressKey(receiver)}`;
    const before = groups.get(name)?.results ?? [];
    groups.set(name, { list, to: receiver, results: [...before, result] });
  }
  return [...groups.values()];
}
