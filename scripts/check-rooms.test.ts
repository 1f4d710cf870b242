import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { outsideProblems, roomProblems } from "./check-rooms.ts";
import type { Architecture } from "./support/read-architecture.ts";

const architecture: Architecture = {
  layers: new Map([
    ["base", 0],
    ["mime", 1],
    ["store", 2],
    ["main", 7],
  ]),
  packages: new Map([
    ["kysely", ["store"]],
    ["@scope/name", ["mime"]],
    ["node:net", ["store"]],
    ["node:vm", ["none"]],
  ]),
};

function problems(path: string, text: string): readonly string[] {
  return roomProblems({ path, text }, architecture);
}

describe("what a room may do", () => {
  const allowed: readonly (readonly [string, string, string])[] = [
    ["a lower room by its name", "src/mime/a.ts", 'import { ok } from "#base";'],
    ["a file of its own room", "src/mime/deep/a.ts", 'export * from "../b.ts";'],
    ["its package", "src/store/a.ts", 'import { Kysely } from "kysely/migration";'],
    ["its scoped package", "src/mime/a.ts", 'import x from "@scope/name/sub";'],
    ["a module of Node that only computes", "src/base/a.ts", 'import { join } from "node:path";'],
    ["development packages in a test", "src/mime/a.test.ts", 'import fc from "fast-check";'],
    ["another room's package in a test", "src/mime/a.test.ts", 'import "kysely";'],
    ["the support for tests in a test", "src/mime/a.test.ts", 'import "../../test/support/peers.ts";'],
    ["the environment in main", "src/main/a.ts", 'const home = process.env["HOME"];'],
    ["SQL in the store", "src/store/a.ts", 'sql`SELECT id FROM list`; db.selectFrom("list");'],
    ["a comment about SQL", "src/mime/a.ts", " * INSERT INTO is for the store"],
  ];
  for (const [what, path, text] of allowed) {
    test(what, () => assert.deepEqual(problems(path, text), []));
  }
});

describe("what a room may not do", () => {
  const refused: readonly (readonly [string, string, string, RegExp])[] = [
    ["a higher room", "src/base/a.ts", 'import { x } from "#mime";', /imports go down only/],
    ["a room of its layer", "src/mime/a.ts", 'import { x } from "#mime";', /imports go down only/],
    ["main", "src/store/a.ts", 'import { x } from "#main";', /imports go down only/],
    ["a type of a higher room", "src/base/a.ts", 'import type { X } from "#mime";', /imports go down only/],
    [
      "an import in several lines",
      "src/base/a.ts",
      'import {\n  x,\n  y,\n} from "#mime";',
      /imports go down/,
    ],
    ["an import when it runs", "src/base/a.ts", 'const x = await import("#mime");', /imports go down only/],
    ["an export from above", "src/base/a.ts", 'export { x } from "#mime";', /imports go down only/],
    ["a file behind a door", "src/store/a.ts", 'import { x } from "#base/ids.ts";', /is not a room/],
    [
      "a relative way around a door",
      "src/store/a.ts",
      'import { x } from "../base/ids.ts";',
      /outside its room/,
    ],
    [
      "tests' support in a source",
      "src/mime/a.ts",
      'import "../../test/support/peers.ts";',
      /outside its room/,
    ],
    ["an import without ending", "src/mime/a.ts", 'import { x } from "./b";', /write the ending/],
    ["another room's package", "src/mime/a.ts", 'import { Kysely } from "kysely";', /only store may import/],
    ["an unlisted package", "src/mime/a.ts", 'import x from "left-pad";', /not in the package table/],
    ["a socket", "src/mime/a.ts", 'import { connect } from "node:net";', /only store may import/],
    ["running code", "src/store/a.ts", 'import { runInNewContext } from "node:vm";', /no room may import/],
    ["the environment", "src/mime/a.ts", 'const home = process.env["HOME"];', /process\.env/],
    ["an exit code", "src/mime/a.ts", "process.exitCode = 1;", /an exit code/],
    ["a signal", "src/mime/a.ts", 'process.once("SIGTERM", stop);', /a signal/],
    ["SQL", "src/mime/a.ts", "const query = `DELETE FROM list`;", /SQL/],
    ["a query", "src/mime/a.ts", 'await tx.insertInto("list").execute();', /SQL/],
  ];
  for (const [what, path, text, wanted] of refused) {
    test(what, () => {
      const found = problems(path, text);
      assert.equal(found.length, 1);
      assert.match(found[0] ?? "", wanted);
    });
  }

  test("says where", () => {
    assert.match(
      problems("src/base/a.ts", '\n\nimport { x } from "#mime";')[0] ?? "",
      /^src\/base\/a\.ts:3 /,
    );
  });

  test("tests and scripts go around a door, except to start main", () => {
    const text = 'import "../src/mime/a.ts";\nimport "../src/main/cli.ts";\nimport "#mime";';
    const found = outsideProblems({ path: "test/a.test.ts", text });
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /^test\/a\.test\.ts:1 /);
  });
});
