/** Hashes of signed mail, and which of them still count (threat model, "Which rule wins"). */
import { hash } from "node:crypto";
import type { Bytes } from "#base";
import { OID } from "../asn1/oids.ts";

export interface Digest {
  /** Node's name of it. */
  readonly name: string;
  readonly weak: boolean;
  /** Octets that it gives. */
  readonly length: number;
  /** A function of any length (RFC 8702 §2): only algorithms that sign without a hash of their own go with it. */
  readonly extendable: boolean;
}

function fixed(name: string, length: number): Digest {
  return { name, weak: false, length, extendable: false };
}

function extendable(name: string, length: number): Digest {
  return { name, weak: false, length, extendable: true };
}

export const DIGESTS: Readonly<Record<string, Digest>> = {
  [OID.md5]: { ...fixed("md5", 16), weak: true },
  [OID.sha1]: { ...fixed("sha1", 20), weak: true },
  [OID.sha224]: fixed("sha224", 28),
  [OID.sha256]: fixed("sha256", 32),
  [OID.sha384]: fixed("sha384", 48),
  [OID.sha512]: fixed("sha512", 64),
  [OID.sha512Bits256]: fixed("sha512-256", 32),
  [OID.sha3Bits224]: fixed("sha3-224", 28),
  [OID.sha3Bits256]: fixed("sha3-256", 32),
  [OID.sha3Bits384]: fixed("sha3-384", 48),
  [OID.sha3Bits512]: fixed("sha3-512", 64),
  [OID.shake128]: extendable("shake128", 32),
  [OID.shake256]: extendable("shake256", 64),
  // Its length is a parameter; only 512 bits are used in CMS (RFC 8419 §2.3).
  [OID.shake256Len]: extendable("shake256", 64),
};

/** The hash by Node's name of it. */
export function digest(name: string, bytes: Bytes): Bytes {
  return hash(name, bytes, "buffer");
}

/** The hash of this algorithm, in the length that CMS gives it. */
export function digestBy({ name, length, extendable: any }: Digest, bytes: Bytes): Bytes {
  return any ? hash(name, bytes, { outputEncoding: "buffer", outputLength: length }) : digest(name, bytes);
}

/** As people write it: "SHA-256", "SHA3-256", "SHAKE256". */
export function digestText({ name }: Digest): string {
  return name.toUpperCase().replace(/^SHA(?=\d{2})/, "SHA-");
}
