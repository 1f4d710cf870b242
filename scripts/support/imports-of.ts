/** A module named by an `import`, `export … from` or `import()`. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

const STATEMENT = /^(?:import|export)\s(?:[^"';]*?\sfrom\s)?"([^"\n]+)"/gm;
const CALL = /\bimport\(\s*"([^"\n]+)"\s*\)/g;

/** All imports of a source file that prettier has formatted: statements begin a line, quotes are double. */
export function importsOf(text: string): readonly Import[] {
  return [STATEMENT, CALL].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      specifier: match[1] ?? "",
      line: text.slice(0, match.index).split("\n").length,
    })),
  );
}
