import { readdir } from "node:fs/promises";
import { AppError } from "#base";

/** The names of the plain files of a folder, in order. @throws AppError bad-input */
export async function readFolder(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted();
  } catch (cause) {
    throw new AppError({ code: "bad-input", publicText: `The folder ${path} cannot be read.`, cause });
  }
}
