import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test, type TestContext } from "node:test";
import { temporaryFolder } from "../../../test/support/database.ts";
import { LogCheckpoint, mayCheckpointBeside } from "./log-checkpoint.ts";

test("a log of a thousand pages goes to the file without a checkpoint in the commit", async (t) => {
  const { writer, checkpoint, pages } = opened(t);
  write(writer, 4_200_000);
  assert.equal(pages().checkpointed, 0);
  checkpoint.committed();
  assert.equal(pages().checkpointed, 0);
  await checkpoint.settled();
  const { log, checkpointed } = pages();
  assert.ok(log >= 1000 && checkpointed === log, `${checkpointed} of ${log}`);
  await checkpoint.close();
});

test("a short log is left alone", async (t) => {
  const { writer, checkpoint, pages } = opened(t);
  write(writer, 400_000);
  checkpoint.committed();
  await checkpoint.settled();
  assert.equal(pages().checkpointed, 0);
  await checkpoint.close();
});

test("a writer that never rests does the rest itself, so that the log is written from its front again", (t) => {
  const { writer, checkpoint, pages } = opened(t);
  write(writer, 70_000_000);
  checkpoint.committed();
  assert.equal(pages().checkpointed, pages().log);
  write(writer, 10_000);
  assert.ok(pages().log < 100, `${pages().log} pages`);
});

test("a thread makes one checkpoint after another, and nothing is left of those before", async (t) => {
  const { writer, checkpoint, pages } = opened(t);
  const warned: string[] = [];
  const note = (warning: Error): void => void warned.push(warning.name);
  process.on("warning", note);
  t.after(() => process.off("warning", note));
  for (let round = 0; round < 12; round++) {
    write(writer, 4_200_000);
    checkpoint.committed();
    await checkpoint.settled();
    assert.equal(pages().checkpointed, pages().log);
  }
  await checkpoint.close();
  assert.deepEqual(warned, []);
});

test("a thread that could not work is followed by another", async (t) => {
  const { writer, checkpoint, pages, path } = opened(t);
  const gone = new LogCheckpoint({ path: join(path, "no-such-folder", "db"), writer });
  write(writer, 4_200_000);
  gone.committed();
  await gone.settled();
  gone.committed();
  await gone.close();
  assert.equal(pages().checkpointed, 0);
  checkpoint.committed();
  await checkpoint.close();
  assert.equal(pages().checkpointed, pages().log);
});

test("a SQLite that could lose pages of a log begun anew makes its checkpoints in the writer", () => {
  for (const version of ["3.46.1", "3.51.2", "3.9.0"])
    assert.equal(mayCheckpointBeside(version), false, version);
  for (const version of ["3.51.3", "3.53.4", "4.0.0"])
    assert.equal(mayCheckpointBeside(version), true, version);
});

function opened(t: TestContext) {
  const path = join(temporaryFolder(t), "db");
  const writer = new DatabaseSync(path);
  t.after(() => writer.close());
  writer.exec("pragma journal_mode = wal; pragma synchronous = normal; create table a (bytes blob)");
  const checkpoint = new LogCheckpoint({ path, writer });
  return { path, writer, checkpoint, pages: () => pagesOf(writer) };
}

function write(writer: DatabaseSync, octets: number): void {
  writer.prepare("insert into a values (zeroblob(?))").run(octets);
}

function pagesOf(writer: DatabaseSync): { log: number; checkpointed: number } {
  const row = writer.prepare("pragma wal_checkpoint(noop)").get() ?? {};
  return { log: Number(row["log"]), checkpointed: Number(row["checkpointed"]) };
}
