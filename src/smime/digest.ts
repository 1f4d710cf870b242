/** Hashes of signed mail, and which of them still count (threat model, "Which rule wins"). */
import { hash } from "node:crypto";
import type { Bytes } from "#base";
import { OID } from "./oids.ts";

export interface Digest {
  /** Node's name of it. */
  readonly name: string;
  readonly weak: boolean;
}

export const DIGESTS: Readonly<Record<string, Digest>> = {
  [OID.md5]: { name: "md5", weak: true },
  [OID.sha1]: { name: "sha1", weak: true },
  [OID.sha224]: { name: "sha224", weak: false },
  [OID.sha256]: { name: "sha256", weak: false },
  [OID.sha384]: { name: "sha384", weak: false },
  [OID.sha512]: { name: "sha512", weak: false },
};

export function digest(name: string, bytes: Bytes): Bytes {
  return hash(name, bytes, "buffer");
}
