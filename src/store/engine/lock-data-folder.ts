/**
 * One process per data folder: the server, or the CLI while no server runs. The lock is the system's
 * own on a file of SQLite, so it is gone the moment its holder dies, however it dies.
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError, err, ok, type Result } from "#base";
import { isBusy } from "./database-error.ts";

export interface FolderLock {
  release(): void;
}

/** @throws AppError unavailable if the folder cannot be written */
export function lockDataFolder(folder: string): Result<FolderLock, "in-use"> {
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
    file.exec("pragma journal_mode = memory; begin exclusive");
    const held = file;
    return ok({ release: () => held.close() });
  } catch (thrown) {
    file?.close();
    if (isBusy(thrown)) return err("in-use");
    const publicText = `The data folder ${folder} cannot be written.`;
    throw new AppError({ code: "unavailable", publicText, cause: thrown });
  }
}
