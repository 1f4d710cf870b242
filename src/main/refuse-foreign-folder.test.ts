import assert from "node:assert/strict";
import { chownSync, readdirSync } from "node:fs";
import { test } from "node:test";
import type { AppError } from "#base";
import { temporaryFolder } from "../../test/support/database.ts";
import { initialise } from "./initialise.ts";
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

const notRoot = process.getuid?.() === 0 ? false : "only root can give a folder away";

test("nothing is made in a folder of somebody else", { skip: notRoot }, async (t) => {
  const folder = temporaryFolder(t);
  chownSync(folder, 65_534, 65_534);
  await assert.rejects(initialise(folder), (error: AppError) => error.code === "not-allowed");
  assert.deepEqual(readdirSync(folder), []);
});
