/** Scenarios and search filters as one text: each file below a line `=== NAME`. So a list keeps its own. */
import type { ScenarioFolder } from "./scenario-files.ts";

const HEAD = /^=== +([\w.-]+) *$/;
const FILTER = /\.(?:txt|ldap|sql)$/;

/** What stands above the first head belongs to no file. */
export function readFolderText(text: string): ScenarioFolder {
  const files = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split(/\r\n|\n/)) {
    const name = HEAD.exec(line)?.[1];
    if (name === undefined) lines.push(line);
    else files.set(name, (lines = []));
  }
  return folderOf([...files].map(([name, content]) => [name, `${content.join("\n").trimEnd()}\n`]));
}

export function writeFolderText({ scenarios, filters }: ScenarioFolder): string {
  return [...scenarios, ...filters].map(([name, text]) => `=== ${name}\n${text.trimEnd()}\n`).join("\n");
}

/** @param text null: the file goes */
export function withFile(folder: ScenarioFolder, name: string, text: string | null): ScenarioFolder {
  const others = [...folder.scenarios, ...folder.filters].filter(([other]) => other !== name);
  return folderOf(text === null ? others : [...others, [name, text]]);
}

/** Whether the text can be kept: no line of it reads as the head of another file. */
export function fitsFolderText(text: string): boolean {
  return !text.split(/\r\n|\n/).some((line) => HEAD.test(line));
}

function isFilterName(name: string): boolean {
  return FILTER.test(name);
}

function folderOf(files: readonly (readonly [string, string])[]): ScenarioFolder {
  return {
    scenarios: new Map(files.filter(([name]) => !isFilterName(name))),
    filters: new Map(files.filter(([name]) => isFilterName(name))),
  };
}
