/**
 * The folder `task_models` in the layout of Sympa's `tasks/`: the models of certificate tasks that are there are taken at
 * each start, with the file of addresses that one names. What is refused is left out, and the task runs as it did before.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, type Clock, type Logger } from "#base";
import { taskModelFrom } from "#operations";
import { type Database, storeTaskModel } from "#store";

export interface TaskModelSite {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** As `daily` in Sympa's parameters of tasks names them. */
const FILES = ["chk_cert_expiration.daily.task", "crl_update.daily.task"];

export async function takeTaskModels({ db, clock, logger }: TaskModelSite, folder: string): Promise<void> {
  for (const file of FILES) {
    try {
      const model = await readIfThere(join(folder, file));
      if (model === null) continue;
      const { name } = taskModelFrom(model, "");
      const addresses = await readIfThere(join(folder, name));
      await db.transact((tx) => storeTaskModel(tx, taskModelFrom(model, addresses ?? ""), clock.now()));
    } catch (thrown) {
      logger.warn("task-models.not-taken", { file, code: AppError.fromUnknown(thrown).code });
    }
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw thrown;
  }
}
