import { writeFile } from "node:fs/promises";
import { AppError, type Bytes } from "#base";

/** Only the owner may read it, and nothing is overwritten. @throws AppError already-exists, not-allowed */
export async function writeNewFile(path: string, bytes: Bytes): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === "EEXIST";
    throw new AppError({
      code: exists ? "already-exists" : "not-allowed",
      publicText: exists ? `${path} is there already. Name a new file.` : `${path} cannot be written.`,
      cause,
    });
  }
}
