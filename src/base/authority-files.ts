import type { Bytes } from "./bytes.ts";

/** `cafile` and `capath`, of a list or of the site: paths, "" for none. */
export interface NamedAuthorities {
  readonly cafile: string;
  readonly capath: string;
}

export interface AuthorityFilesRead {
  /** Whatever is in them: PEM or DER. The same object until one of them changes. */
  readonly files: readonly Bytes[];
  /** A path that cannot be read; null: all are there. */
  readonly missing: string | null;
}

/** Reads the files that a list names; where it names no authority at all, those of the site. */
export interface AuthorityFiles {
  ofList(named: NamedAuthorities): Promise<AuthorityFilesRead>;
  ofSite(): Promise<AuthorityFilesRead>;
}

const NOTHING: AuthorityFilesRead = { files: [], missing: null };

/** A site that names none. */
export const NO_AUTHORITY_FILES: AuthorityFiles = {
  ofList: () => Promise.resolve(NOTHING),
  ofSite: () => Promise.resolve(NOTHING),
};
