/** The lines of `topics`, as Mailman's owners write them: `name: expression`. A name may come again with another one. */
export interface TopicLine {
  readonly name: string;
  readonly expression: string;
}

const LINE = /^\s*([^\s:,][^:,]*?)\s*:\s*(\S.*?)\s*$/;

/** What is no such line is passed over. */
export function topicLines(setting: string): readonly TopicLine[] {
  return setting.split("\n").flatMap((line) => {
    const [, name, expression] = LINE.exec(line) ?? [];
    return name === undefined || expression === undefined ? [] : [{ name, expression }];
  });
}

/** Whether each line is one, or empty. */
export function areTopicLines(setting: string): boolean {
  return setting.split("\n").every((line) => line.trim() === "" || LINE.test(line));
}
