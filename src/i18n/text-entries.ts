/** Cuts a file of Fluent messages into its messages, so that one with a mistake spoils no other. */

export interface TextEntry {
  /** "" for lines that belong to no message. */
  readonly key: string;
  readonly line: number;
  readonly text: string;
}

const BEGINNING = /^([a-zA-Z][\w-]*) *=/;

/** A message goes on while lines are indented, empty or begin with what ends a choice. Comments begin with `#`. */
export function textEntries(file: string): readonly TextEntry[] {
  const entries: { key: string; line: number; lines: string[] }[] = [];
  let open = false;
  for (const [index, line] of file.split(/\r?\n/).entries()) {
    const key = BEGINNING.exec(line)?.[1];
    if (key !== undefined) entries.push({ key, line: index + 1, lines: [line] });
    else if (open && /^(?:\s|\}|$)/.test(line)) entries.at(-1)?.lines.push(line);
    else if (!/^(?:#|\s*$)/.test(line)) entries.push({ key: "", line: index + 1, lines: [line] });
    open = key !== undefined || (open && !line.startsWith("#"));
  }
  return entries.map(({ key, line, lines }) => ({ key, line, text: lines.join("\n").trimEnd() }));
}
