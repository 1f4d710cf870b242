/**
 * GnuPG's keybox files (`pubring.kbx`): what people have at hand as their keyring. The format is that of GnuPG's
 * `kbx/keybox-blob.c`: blobs that begin with their length and type.
 */
import { type Bytes, fromLatin1, type Scheme, view } from "#base";

export interface KeyboxEntry {
  readonly scheme: Scheme;
  readonly bytes: Bytes;
}

const HEADER_SIZE = 20;
const TYPES: ReadonlyMap<number, Scheme> = new Map<number, Scheme>([
  [2, "openpgp"],
  [3, "smime"],
]);

/** A header blob stands first. */
export function isKeybox(file: Bytes): boolean {
  return fromLatin1(file.subarray(8, 12)) === "KBXf";
}

/** Keys and certificates of a keybox, as far as it can be followed. */
export function readKeybox(file: Bytes): readonly KeyboxEntry[] {
  const octets = view(file);
  const found: KeyboxEntry[] = [];
  for (let at = 0; at + HEADER_SIZE <= octets.length;) {
    const length = octets.readUInt32BE(at);
    if (length < HEADER_SIZE || at + length > octets.length) break;
    const entry = entryOf(octets.subarray(at, at + length));
    if (entry !== null) found.push(entry);
    at += length;
  }
  return found;
}

/** null: a header, an empty blob, or one of a kind that is not read. */
function entryOf(blob: Buffer): KeyboxEntry | null {
  const scheme = TYPES.get(blob[4] ?? 0);
  const [start, length] = [blob.readUInt32BE(8), blob.readUInt32BE(12)];
  return scheme === undefined ? null : { scheme, bytes: blob.subarray(start, start + length) };
}
