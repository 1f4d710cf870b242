/** `name=value` words of the command line as settings. */
import { type ListSettingChanges, parseSettingWord } from "#config";
import { usageError } from "../session.ts";

/** @throws AppError bad-input with a line for every wrong word */
export function settingWords(words: readonly string[]): ListSettingChanges {
  const problems: string[] = [];
  let changes: ListSettingChanges = {};
  for (const word of words) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined) {
      problems.push(`“${word}” is not of the form name=value`);
      continue;
    }
    const parsed = parseSettingWord(name, value);
    if (parsed.ok) changes = { ...changes, ...parsed.value };
    else problems.push(...parsed.error);
  }
  if (problems.length > 0) throw usageError(problems.join("\n"));
  return changes;
}
