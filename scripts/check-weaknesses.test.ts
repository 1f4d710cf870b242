/** Every weakness that docs/reference/known-weaknesses.md names has a test that is there. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT } from "./support/run-program.ts";

const PAGE = join(ROOT, "docs/reference/known-weaknesses.md");

test("every line of the weaknesses found elsewhere leads to a test", () => {
  const rows = readFileSync(PAGE, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:-|weakness|damage)/.test(line));
  assert.ok(rows.length > 30);
  for (const row of rows) {
    const [, path = ""] = /\]\(([^)]+\.test\.ts)\) *\|$/.exec(row) ?? [];
    assert.ok(path !== "" && existsSync(join(dirname(PAGE), path)), row);
  }
});
