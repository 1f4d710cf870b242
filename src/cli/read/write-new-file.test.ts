import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { utf8 } from "#base";
import { mustBeNew, writeNewFile } from "./write-new-file.ts";

test("a file is written for its owner alone, and never over another", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "conclave-new-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "a.p12");
  await mustBeNew(path);
  await writeNewFile(path, utf8("first"));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  await assert.rejects(mustBeNew(path), { code: "already-exists" });
  await assert.rejects(writeNewFile(path, utf8("second")), { code: "already-exists" });
  assert.equal(readFileSync(path, "utf8"), "first");
});
