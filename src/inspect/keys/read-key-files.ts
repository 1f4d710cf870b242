/** All key files of one run, read; whose certificates a private key can use is looked for in all of them. */
import { type Bytes, equalBytes, type ListSecret } from "#base";
import { revokeKeys } from "#openpgp";
import type { KeyFile, KeyFileProblem, PublicKey, Read } from "./key-files.ts";
import { piecesOf } from "./key-pieces.ts";
import { readAuthorityFile, readChain, readPublicFile } from "./public-files.ts";
import { readSecretFile } from "./secret-files.ts";
import { lockOf, type OldLock } from "./old-locks.ts";

export interface NamedFiles {
  readonly secrets: readonly KeyFile[];
  readonly keys: readonly KeyFile[];
  readonly anchors: readonly KeyFile[];
  /** Each is tried on what is locked. */
  readonly passphrases: readonly string[];
}

export interface UnusedFile {
  readonly path: string;
  readonly option: "--secret" | "--key" | "--ca";
  readonly why: KeyFileProblem;
  /** Something else of the file is in use. */
  readonly partly: boolean;
  /** What locks the file, if it is too old; null: none that is known. */
  readonly lock: OldLock | null;
}

export interface ReadFiles {
  readonly secrets: readonly ListSecret[];
  readonly keys: readonly PublicKey[];
  readonly anchors: readonly Bytes[];
  readonly unused: readonly UnusedFile[];
}

export async function readKeyFiles(files: NamedFiles): Promise<ReadFiles> {
  const anchors = await readEach(files.anchors, "--ca", readAuthorityFile);
  const keys = await readEach(files.keys, "--key", readPublicFile);
  const besides = files.secrets.flatMap(({ bytes }) => readChain(bytes).found);
  const named = keys.found.filter(({ scheme }) => scheme === "smime").map(({ bytes }) => bytes);
  const { passphrases } = files;
  const certificates = [...besides, ...named, ...anchors.found];
  const secrets = await readEach(files.secrets, "--secret", (file) =>
    readSecretFile(file, { passphrases, certificates }),
  );
  const used = secrets.found.flatMap((secret) => secret.certificates);
  const isUsed = ({ bytes }: KeyFile): boolean =>
    readChain(bytes).found.some((one) => used.some((other) => equalBytes(one, other)));
  const helping = new Set(files.secrets.filter(isUsed).map(({ path }) => path));
  const alone = secrets.unused.filter(({ why, path }) => why !== "is-public" || !helping.has(path));
  return {
    secrets: secrets.found,
    keys: revoked(keys.found, files.keys),
    anchors: anchors.found,
    unused: [...anchors.unused, ...keys.unused, ...alone],
  };
}

/** A revocation counts whichever of the files it stands in. */
function revoked(keys: readonly PublicKey[], files: readonly KeyFile[]): readonly PublicKey[] {
  const pieces = files.flatMap(({ bytes }) => piecesOf(bytes)).filter(({ scheme }) => scheme === "openpgp");
  const [ours, others] = [keys.filter(isOpenpgp), keys.filter((key) => !isOpenpgp(key))];
  const octets = revokeKeys(
    ours.map(({ bytes }) => bytes),
    pieces.map(({ bytes }) => bytes),
  );
  return [...octets.map((bytes) => ({ scheme: "openpgp" as const, bytes })), ...others];
}

function isOpenpgp({ scheme }: PublicKey): boolean {
  return scheme === "openpgp";
}

interface Each<T> {
  readonly found: readonly T[];
  readonly unused: readonly UnusedFile[];
}

async function readEach<T>(
  files: readonly KeyFile[],
  option: UnusedFile["option"],
  read: (file: Bytes) => Read<T> | Promise<Read<T>>,
): Promise<Each<T>> {
  const all: T[] = [];
  const unused: UnusedFile[] = [];
  for (const { path, bytes } of files) {
    const { found, problem } = await read(bytes);
    all.push(...found);
    if (problem === null) continue;
    const lock = problem === "weak-algorithm" ? lockOf(bytes) : null;
    unused.push({ path, option, why: problem, partly: found.length > 0, lock });
  }
  return { found: all, unused };
}
