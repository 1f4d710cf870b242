/** The lines of `topics`, as Mailman's owners write them: `name: expression`. A name may come again with another one. */
export interface TopicLine {
  readonly name: string;
  readonly expression: string;
}

/** What is no such line is passed over. */
export function topicLines(setting: string): readonly TopicLine[] {
  return setting.split("\n").flatMap((line) => readLine(line) ?? []);
}

/** Whether each line is one, or empty. */
export function areTopicLines(setting: string): boolean {
  return setting.split("\n").every((line) => line.trim() === "" || readLine(line) !== null);
}

/** In time that grows with the line and no faster, however many blanks there are (S10). */
function readLine(line: string): TopicLine | null {
  const [, name, expression] = /^([^:,]+):\s*(\S.*)$/.exec(line.trim()) ?? [];
  return name === undefined || expression === undefined ? null : { name: name.trimEnd(), expression };
}
