/** Words and file names that never stay: silenced tools, unfinished work, rooms for everything. */
import { sourceFiles, type SourceFile } from "./support/source-files.ts";

const WORDS = /@ts-(?:ignore|expect-error|nocheck)|lint-disable|prettier-ignore|\b(?:TODO|FIXME|HACK)\b/;
const EVERYTHING_ROOM = /(?:^|\/)(?:utils?|helpers?|common|misc|manager)(?:\.|\/)/;

export function checkWords(): readonly string[] {
  return sourceFiles("{src,scripts,test}/**/*.ts")
    .filter(({ path }) => !path.startsWith("scripts/check-words"))
    .flatMap(wordProblems);
}

export function wordProblems({ path, text }: SourceFile): readonly string[] {
  const name = EVERYTHING_ROOM.test(path) ? [`${path}: name it after the thing that it exports`] : [];
  const words = text.split("\n").flatMap((line, index) => {
    const word = WORDS.exec(line)?.[0];
    return word === undefined ? [] : [`${path}:${index + 1} has ${word}`];
  });
  return [...name, ...words];
}
