import assert from "node:assert/strict";
import { test } from "node:test";
import type { AppError } from "#base";
import { temporaryFolder } from "../../test/support/database.ts";
import { refuseForeignFolder } from "./refuse-foreign-folder.ts";

test("a folder is worked on by its owner, not even by root for somebody else", async (t) => {
  const folder = temporaryFolder(t);
  await refuseForeignFolder(folder);
  const somebodyElse = (process.getuid?.() ?? 0) + 1;
  await assert.rejects(
    refuseForeignFolder(folder, somebodyElse),
    (error: AppError) => error.code === "not-allowed" && error.publicText.includes("sudo -u"),
  );
});
