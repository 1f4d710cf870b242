/** Files as `inspect` reads them: whatever is named gives octets or the reason why not, and nothing is read without end. */
import { open } from "node:fs/promises";
import { AppError, type Bytes, concatBytes, err, LIMITS, ok, type Result } from "#base";
import type { Terminal } from "../cli-ports.ts";
import { usageError } from "../session.ts";

export type Unread = "cannot-be-read" | "not-a-file" | "file-too-large";

/** `-` is standard input. */
export async function readMessageFile(terminal: Terminal, path: string): Promise<Result<Bytes, Unread>> {
  const limit = LIMITS.messageBytes;
  try {
    const bytes = path === "-" ? await terminal.readStdin(limit) : await readAtMost(path, limit + 1);
    return bytes.length > limit ? err("file-too-large") : ok(bytes);
  } catch (thrown) {
    return err((thrown as NodeJS.ErrnoException).code === "EISDIR" ? "not-a-file" : "cannot-be-read");
  }
}

const CHUNK = 64 * 1024;

/** Pipes and devices have no size, so that only reading tells how much there is. */
async function readAtMost(path: string, most: number): Promise<Bytes> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    // One octet more than there should be: the end is found without another read.
    const chunk = size > 0 ? size + 1 : CHUNK;
    const chunks: Bytes[] = [];
    for (let length = 0; length < most;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(chunk, most - length)));
      if (bytesRead === 0) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
      if (length === size) break;
    }
    return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concatBytes(...chunks);
  } finally {
    await handle.close();
  }
}

/**
 * A key file that is not there is a slip of the finger: nothing is judged without it.
 *
 * @param what "key file"
 */
export async function readNamedFile(path: string, what: string): Promise<Bytes> {
  if (path === "-") throw usageError(`Name a ${what}: standard input (-) is for a message.`);
  try {
    return await readAtMost(path, LIMITS.keyFileBytes + 1);
  } catch (cause) {
    const publicText = `The ${what} ${path} ${whyUnread(cause)}.`;
    throw new AppError({ code: "bad-input", publicText, cause });
  }
}

function whyUnread(thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "EISDIR") return "is a folder: name the files in it";
  return code === "ENOENT" ? "does not exist" : "cannot be read";
}
