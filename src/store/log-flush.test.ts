import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../../test/support/database.ts";
import { LogFlush } from "./log-flush.ts";

test("who asks while a flush runs gets one that began after the question, and shares it", async (t) => {
  const path = join(temporaryFolder(t), "db");
  writeFileSync(`${path}-wal`, "frames");
  const log = new LogFlush(path);
  t.after(() => log.close());
  const first = log.flushed();
  const [second, third] = [log.flushed(), log.flushed()];
  assert.notEqual(first, second);
  assert.equal(second, third);
  await third;
  assert.notEqual(log.flushed(), third);
  await log.flushed();
});

test("a log that cannot be flushed is an error for everybody who waits, and is tried again", async (t) => {
  const path = join(temporaryFolder(t), "db");
  const log = new LogFlush(path);
  t.after(() => log.close());
  await assert.rejects(log.flushed(), { code: "ENOENT" });
  writeFileSync(`${path}-wal`, "frames");
  await log.flushed();
});
