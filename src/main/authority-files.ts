/**
 * `cafile` and `capath`: bundles and folders of certificates of authorities. They are looked at again after a few seconds,
 * and read again only when one of them has changed.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type AuthorityFiles,
  type AuthorityFilesRead,
  type Bytes,
  LIMITS,
  type NamedAuthorities,
} from "#base";

const LOOK_MS = 3000;

/** @param folder the data folder, which relative paths are seen from */
export function authorityFiles(folder: string, site: NamedAuthorities): AuthorityFiles {
  const known = new Map<string, Known>();
  const read = (named: NamedAuthorities): Promise<AuthorityFilesRead> => remembered(known, folder, named);
  return { ofList: read, ofSite: () => read(site) };
}

interface Known {
  readonly lookedAt: number;
  /** Times and sizes of the files. */
  readonly seen: string;
  readonly read: AuthorityFilesRead;
}

async function remembered(
  known: Map<string, Known>,
  folder: string,
  { cafile, capath }: NamedAuthorities,
): Promise<AuthorityFilesRead> {
  const name = JSON.stringify([cafile, capath]);
  const before = known.get(name);
  const lookedAt = Date.now();
  if (before !== undefined && lookedAt - before.lookedAt < LOOK_MS) return before.read;
  const found = await look(
    cafile === "" ? null : resolve(folder, cafile),
    capath === "" ? null : resolve(folder, capath),
  );
  const seen = found.files.map(({ path, state }) => `${path} ${state}`).join("\n");
  const isSame = before?.seen === seen && before.read.missing === found.missing;
  const read = isSame ? before.read : await readAll(found);
  known.set(name, { lookedAt, seen, read });
  return read;
}

interface Looked {
  readonly files: readonly { readonly path: string; readonly state: string }[];
  readonly missing: string | null;
}

/** Hashed names or any other: every plain file of the folder counts. */
async function look(file: string | null, folder: string | null): Promise<Looked> {
  const names = folder === null ? [] : await readdir(folder).catch(() => null);
  const inFolder = (names ?? []).toSorted().map((name) => join(folder ?? "", name));
  const files: { path: string; state: string }[] = [];
  for (const path of [...(file === null ? [] : [file]), ...inFolder].slice(0, LIMITS.keysPerFile)) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true && found.size <= LIMITS.keyFileBytes)
      files.push({ path, state: `${found.mtimeMs} ${found.size} ${found.ino}` });
  }
  const isMissing = file !== null && !files.some(({ path }) => path === file);
  return { files, missing: isMissing ? file : names === null ? folder : null };
}

async function readAll({ files, missing }: Looked): Promise<AuthorityFilesRead> {
  const read: Bytes[] = [];
  for (const { path } of files) {
    const bytes = await readFile(path).catch(() => null);
    if (bytes !== null) read.push(bytes);
  }
  return { files: read, missing };
}
