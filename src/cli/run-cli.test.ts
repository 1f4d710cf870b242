import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { AppError, err, ok } from "#base";
import type { Outcome } from "#operations";
import { runCliOn } from "../../test/support/run-cli-on.ts";

/** The command line with a site that gives one answer to everything. */
function run(words: readonly string[], answer: Outcome<unknown>) {
  return runCliOn({ call: () => Promise.resolve(answer as never) }, words);
}

const ESCAPE = "\u{1b}[2J\u{202e}";

test("what comes from outside cannot steer the terminal, in results or in errors", async () => {
  const waiting = {
    id: 1,
    list: "a@example.org",
    sender: ESCAPE,
    heldAt: "",
    size: 1,
    kind: "held",
    code: "x",
  };
  const listed = await run(["held", "list"], ok([waiting]));
  const publicText = `The file holds 2 keys:\n  Mallory ${ESCAPE}`;
  const refused = await run(
    ["list", "show", "a@example.org"],
    err(new AppError({ code: "bad-input", publicText })),
  );
  for (const text of [listed.out, refused.notes]) {
    assert.ok(text.includes("�[2J�") && !text.includes("\u{1b}"), JSON.stringify(text));
  }
  assert.match(refused.notes, /^conclave: The file holds 2 keys:\n {2}Mallory/);
});

test("a fault of ours is said with its detail", async () => {
  const error = AppError.fromUnknown(new TypeError("x is not a function"));
  const { status, notes } = await run(["list", "list"], err(error));
  assert.equal(status, 70);
  assert.match(notes, /Something went wrong inside the server\.\n {2}\(TypeError: x is not a function\)/);
});

test("hints are for people: neither --json nor --quiet has them", async () => {
  const hinted = await run(["list", "list"], ok([]));
  assert.match(hinted.notes, /^Next: /);
  for (const option of ["--json", "--quiet"]) {
    assert.equal((await run(["list", "list", option], ok([]))).notes, "");
  }
});

test("the version is printed", async () => {
  assert.deepEqual(await run(["--version"], ok(null)), { status: 0, out: "1.2.3\n", notes: "" });
});

test("ca trust warns that the site's authorities stop counting on the list, and names the command that keeps them", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "ca-trust-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "ca.pem");
  await writeFile(file, "an authority");
  const asked = async (endsSite: boolean) =>
    (
      await run(
        ["ca", "trust", file, "--list", "team@example.org"],
        ok({ authorities: [], leftOut: 0, endsSite }),
      )
    ).notes;
  assert.match(
    await asked(true),
    /does not count there any more.*conclave ca trust FILE --list team@example\.org/,
  );
  assert.doesNotMatch(await asked(false), /any more/);
});
