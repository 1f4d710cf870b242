/** What the program says about itself, as golden files. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { assertGolden } from "../support/golden.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "conclave");
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "cli-help.txt": ["--help"],
  "cli-pipeline.txt": ["pipeline"],
  "cli-list-help.txt": ["list", "--help"],
  "cli-member-help.txt": ["member", "--help"],
  "cli-key-help.txt": ["key", "--help"],
  "cli-held-help.txt": ["held", "--help"],
  "cli-queue-help.txt": ["queue", "--help"],
};

for (const [file, words] of Object.entries(PAGES)) {
  test(`conclave ${words.join(" ")}`, () => {
    const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
    const done = spawnSync(PROGRAM, words, { env, encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
    assertGolden(file, done.stdout);
  });
}
