import { lstat, writeFile } from "node:fs/promises";
import { AppError, type Bytes } from "#base";

/** Only the owner may read it, and nothing is overwritten. @throws AppError already-exists, not-allowed */
export async function writeNewFile(path: string, bytes: Bytes): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
    if (exists) throw isThere(path);
    throw new AppError({ code: "not-allowed", publicText: `${path} cannot be written.`, cause });
  }
}

/** Before work whose only outcome goes into the file. @throws AppError already-exists */
export async function mustBeNew(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found !== null) throw isThere(path);
}

function isThere(path: string): AppError {
  return new AppError({
    code: "already-exists",
    publicText: `${path} is there already. Name a new file.`,
  });
}
