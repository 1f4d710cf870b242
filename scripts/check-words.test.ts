import assert from "node:assert/strict";
import { test } from "node:test";
import { wordProblems } from "./check-words.ts";

test("refuses a silenced tool and unfinished work, with the line", () => {
  const silenced = "const a = 1;\n// @ts-ignore\n/* oxlint-disable */ // TODO later";
  const found = wordProblems({ path: "src/mime/a.ts", text: silenced });
  assert.equal(found.length, 2);
  assert.match(found[0] ?? "", /^src\/mime\/a\.ts:2 /);
});

test("refuses a file whose name says nothing", () => {
  for (const path of ["src/mime/utils.ts", "src/mime/helpers/a.ts", "src/common/a.ts"]) {
    assert.equal(wordProblems({ path, text: "" }).length, 1);
  }
});

test("takes a file that names its one thing", () => {
  assert.deepEqual(wordProblems({ path: "src/mime/format-field.ts", text: "const methods = 1;" }), []);
});
