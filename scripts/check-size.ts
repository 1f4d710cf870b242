/** File size: aim at 60–200 lines; 400 is listed, 600 (a test: 800) is refused. Functions: .oxlintrc.json. */
import { sourceFiles } from "./support/source-files.ts";

const LISTED = 400;
const REFUSED = 600;
const REFUSED_TEST = 800;

export interface SizeReport {
  readonly refused: readonly string[];
  readonly listed: readonly string[];
}

export function checkSize(): SizeReport {
  const sizes = sourceFiles("src/**/*.ts", "scripts/**/*.ts", "test/**/*.ts").map(({ path, text }) => ({
    path,
    lines: text.split("\n").length - 1,
    refusedAbove: path.endsWith(".test.ts") ? REFUSED_TEST : REFUSED,
  }));
  const tooLong = sizes.filter(({ lines, refusedAbove }) => lines > refusedAbove);
  const long = sizes.filter(({ lines, refusedAbove }) => lines > LISTED && lines <= refusedAbove);
  return {
    refused: tooLong.map(
      ({ path, lines, refusedAbove }) => `${path}: ${lines} lines (at most ${refusedAbove})`,
    ),
    listed: long.map(({ path, lines }) => `${path}: ${lines} lines`),
  };
}
