/**
 * The master key as a file: one line, mode 0600, made once and never overwritten. A systemd credential
 * is read the same way.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError, type Random, view } from "#base";
import { KEY_BYTES } from "./at-rest.ts";
import { MasterKey } from "./master-key.ts";

const FIRST_WORD = "conclave-master-key-1";
const LINE = /^conclave-master-key-1 ([A-Za-z0-9+/]{43}=)\n?$/;
const OTHERS = 0o077;
const CREDENTIAL = 0o440;
const MAX_BYTES = 4096;

/**
 * Makes a new key and writes it durably.
 *
 * @throws AppError already-exists if the file is there: nothing is ever overwritten; not-allowed
 */
export async function createMasterKeyFile(path: string, random: Random): Promise<MasterKey> {
  const bytes = random.bytes(KEY_BYTES);
  const file = await openNew(path);
  try {
    await file.writeFile(`${FIRST_WORD} ${view(bytes).toString("base64")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
  return new MasterKey(bytes);
}

/**
 * @throws AppError not-found, not-allowed (others may read the file) or bad-config (no master key in it)
 */
export async function readMasterKeyFile(path: string): Promise<MasterKey> {
  const file = await openExisting(path);
  try {
    await refuseOpenToOthers(file, path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
    const match = LINE.exec(buffer.toString("latin1", 0, bytesRead));
    if (!match?.[1])
      throw new AppError({ code: "bad-config", publicText: `${path} is not a master key file.` });
    return new MasterKey(Buffer.from(match[1], "base64"));
  } finally {
    await file.close();
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "EEXIST") {
      const publicText = `The master key cannot be written to ${path} (${code}).`;
      throw new AppError({ code: "not-allowed", publicText, cause });
    }
    throw new AppError({
      code: "already-exists",
      publicText: `There is already a master key at ${path}. It is never overwritten: without it the database cannot be read.`,
      cause,
    });
  }
}

async function openExisting(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      const publicText = `There is no master key at ${path}. Put it back from your safe copy, or run "conclave init" for a new server.`;
      throw new AppError({ code: "not-found", publicText, cause });
    }
    throw new AppError({
      code: "not-allowed",
      publicText: `The master key at ${path} cannot be read (${code}).`,
      cause,
    });
  }
}

/**
 * Whether somebody besides the owner may use a secret file. A systemd credential is root's and given to its
 * service by an access control list, which shows as the right of root's group to read.
 */
export function isOpenToOthers({
  mode,
  uid,
  gid,
}: Readonly<Record<"mode" | "uid" | "gid", number>>): boolean {
  const isCredential = uid === 0 && gid === 0 && (mode & 0o777) === CREDENTIAL;
  return !isCredential && (mode & OTHERS) !== 0;
}

async function refuseOpenToOthers(file: FileHandle, path: string): Promise<void> {
  if (!isOpenToOthers(await file.stat())) return;
  throw new AppError({
    code: "not-allowed",
    publicText: `Others may read the master key at ${path}. Run: chmod 600 ${path}`,
  });
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
