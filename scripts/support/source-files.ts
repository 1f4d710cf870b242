import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run-program.ts";

export interface SourceFile {
  /** Relative to the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files of the checkout that match, sorted; test data and generated folders are left out. */
export function sourceFiles(...patterns: readonly string[]): readonly SourceFile[] {
  const paths = globSync([...patterns], { cwd: ROOT, exclude: isLeftOut });
  return paths.toSorted().map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

function isLeftOut(path: string): boolean {
  return /(?:^|\/)(?:node_modules|dist)(?:\/|$)|^test\/(?:corpus|golden)(?:\/|$)/.test(path);
}
