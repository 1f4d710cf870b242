/** The thread's side of LogCheckpoint: one passive checkpoint per question. It reads no row and writes none. */
import { DatabaseSync } from "node:sqlite";
import { parentPort } from "node:worker_threads";
import type { ToCheckpoint } from "./log-checkpoint.ts";

const port = parentPort;
if (port === null) throw new Error("this file is run in a thread");
let database: DatabaseSync | null = null;

port.on("message", (path: ToCheckpoint) => {
  if (path === null) return end();
  database ??= open(path);
  database.exec("pragma wal_checkpoint(passive)");
  port.postMessage(null, []);
});

/** `normal`: a checkpoint flushes the log before it writes, and the database file before the log is used anew. */
function open(path: string): DatabaseSync {
  const opened = new DatabaseSync(path);
  opened.exec("pragma synchronous = normal; pragma wal_autocheckpoint = 0");
  return opened;
}

function end(): void {
  database?.close();
  port?.close();
}
