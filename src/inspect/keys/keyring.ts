/** All keys of one run: read and described once, asked for by what signatures name. */
import {
  type Bytes,
  equalBytes,
  type Fingerprint,
  type KeyDescription,
  type ListSecret,
  type SignerHint,
  type SignerKey,
} from "#base";
import { describeKey, mergeKeys } from "#openpgp";
import { describeCertificate } from "#smime";
import type { PublicKey } from "./key-files.ts";
import { type NamedFiles, readKeyFiles, type UnusedFile } from "./read-key-files.ts";

export interface KeyFiles extends NamedFiles {
  /** Keys are described as they stood then. */
  readonly at: Date;
  /** `at` is this moment, not a time that somebody named; default: false. */
  readonly isNow?: boolean;
}

export interface KnownKey {
  readonly key: SignerKey;
  readonly description: KeyDescription;
}

export interface Keyring {
  readonly secrets: readonly ListSecret[];
  readonly known: readonly KnownKey[];
  readonly anchors: readonly Bytes[];
  /** Files of which nothing, or not everything, could be used. */
  readonly unused: readonly UnusedFile[];
  readonly at: Date;
  readonly isNow: boolean;
}

/** What the words of a report depend on besides the message. */
export type Given = Pick<Keyring, "isNow" | "secrets" | "unused">;

/** What a file holds and cannot be used is named in `unused`. */
export async function readKeyring(files: KeyFiles): Promise<Keyring> {
  const { keys, ...read } = await readKeyFiles(files);
  const { at, isNow = false } = files;
  return { ...read, known: await knownKeys(keys, at), at, isNow };
}

/** What cannot be described cannot have signed anything that counts; several copies of a key are one key. */
async function knownKeys(keys: readonly PublicKey[], at: Date): Promise<readonly KnownKey[]> {
  const known = new Map<Fingerprint, KnownKey>();
  for (const key of keys) {
    const read = await knownKey(key, at);
    if (read === null) continue;
    const { fingerprint } = read.key;
    const before = known.get(fingerprint);
    known.set(fingerprint, before === undefined ? read : await merged(before, read, at));
  }
  return [...known.values()];
}

async function knownKey({ scheme, bytes }: PublicKey, at: Date): Promise<KnownKey | null> {
  const described =
    scheme === "openpgp" ? await describeKey(bytes, at, { pinned: true }) : describeCertificate(bytes, at);
  if (!described.ok) return null;
  const { fingerprint } = described.value;
  return { key: { scheme, fingerprint, bytes, pinned: true }, description: described.value };
}

/** One copy may have what the other lacks: a renewal, a revocation, an address. */
async function merged(one: KnownKey, other: KnownKey, at: Date): Promise<KnownKey> {
  if (one.key.scheme === "smime") return one;
  const bytes = await mergeKeys(one.key.bytes, other.key.bytes);
  return (bytes.ok ? await knownKey({ scheme: "openpgp", bytes: bytes.value }, at) : null) ?? one;
}

/** Keys that a signature may have been made with. */
export function keysNamed(known: readonly KnownKey[], hints: readonly SignerHint[]): readonly SignerKey[] {
  return known.filter((one) => hints.some((hint) => isNamed(one, hint))).map(({ key }) => key);
}

function isNamed({ key, description }: KnownKey, hint: SignerHint): boolean {
  if (hint.scheme === "smime")
    return key.scheme === "smime" && (hint.certificate === null || equalBytes(hint.certificate, key.bytes));
  const ids = [hint.keyId, ...(hint.fingerprint === null ? [] : keyIdsOf(hint.fingerprint))];
  return ids.some((id) => description.signingKeyIds.includes(id));
}

/** The low 64 bits of a version 4 fingerprint, the high 64 bits of a later one (RFC 9580 §5.5.4). */
function keyIdsOf(fingerprint: Fingerprint): readonly string[] {
  return [fingerprint.slice(-16), fingerprint.slice(0, 16)];
}
