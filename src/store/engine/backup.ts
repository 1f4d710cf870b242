/** A consistent copy of a SQLite database while the server runs. It is useless without the master key. */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "#base";

/** @throws AppError already-exists if there is a file already, unavailable if it cannot be written */
export async function backupSqlite(source: string, target: string): Promise<void> {
  makeEmpty(target);
  const database = new DatabaseSync(source, { readOnly: true, timeout: 1000 });
  try {
    database.prepare("vacuum into ?").run(target);
  } finally {
    database.close();
  }
  flush(target);
}

/** SQLite leaves it to the system when the copy is written to disk. */
function flush(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function makeEmpty(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
    throw new AppError({
      code: exists ? "already-exists" : "unavailable",
      publicText: exists ? `${path} is there already. Name a new file.` : `${path} cannot be written.`,
      cause,
    });
  }
}
