/** Key files: what is read of them, and what keeps one from being used. */
import type { Bytes, Scheme } from "#base";
import type { UnlockError } from "#smime";
import type { WrongFile } from "./wrong-key-file.ts";

export interface KeyFile {
  readonly path: string;
  readonly bytes: Bytes;
}

export type KeyFileProblem = UnlockError | WrongFile;

/** Octets of keys and certificates; `problem`: why nothing, or not everything, of the file counts. */
export interface Read<T> {
  readonly found: readonly T[];
  readonly problem: KeyFileProblem | null;
}

export interface PublicKey {
  readonly scheme: Scheme;
  readonly bytes: Bytes;
}
