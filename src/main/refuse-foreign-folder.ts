/**
 * Work on a data folder is done by its owner only. Root could do it too, but would leave files that the
 * server's own user cannot open afterwards.
 */
import { stat } from "node:fs/promises";
import { AppError } from "#base";

/** @throws AppError not-allowed */
export async function refuseForeignFolder(folder: string, user = process.getuid?.()): Promise<void> {
  const { uid } = await stat(folder);
  if (user === undefined || uid === user) return;
  throw new AppError({
    code: "not-allowed",
    publicText: `${folder} belongs to user ${uid}, and you are user ${user}. Run this as that user (sudo -u '#${uid}' …), or give the folder to yours.`,
  });
}
