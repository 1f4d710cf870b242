/** Key files as an operator names them, read as far as they can be: what could not be used is told, not hidden. */
import {
  type Bytes,
  type Fingerprint,
  fromLatin1,
  LIMITS,
  type ListSecret,
  type Result,
  type Scheme,
  type WhyCode,
} from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import { isKeybox, readKeybox } from "./keybox.ts";

export interface KeyFile {
  readonly path: string;
  readonly bytes: Bytes;
}

export type KeyFileProblem = smime.UnlockError;

/** Octets of keys and certificates; `problem`: why nothing, or not everything, of the file counts. */
interface Read<T> {
  readonly found: readonly T[];
  readonly problem: KeyFileProblem | null;
}

export interface PublicKey {
  readonly scheme: Scheme;
  readonly bytes: Bytes;
}

const PGP_ARMOUR = /-----BEGIN PGP /;
const PEM_BLOCK = /-----BEGIN ([A-Z0-9 #]+)-----[^-]*-----END \1-----/g;
const DER_SEQUENCE = 0x30;

/** Armour decides; else binary packets have the high bit, DER has not (RFC 9580 §4.2). */
function schemeOf(file: Bytes): Scheme {
  if (PGP_ARMOUR.test(fromLatin1(file))) return "openpgp";
  return ((file[0] ?? 0) & 0x80) === 0 ? "smime" : "openpgp";
}

/** Public keys, keyrings and keyboxes, certificates in PEM or DER, PKCS#7 bundles. */
export async function readPublicFile(file: Bytes): Promise<Read<PublicKey>> {
  if (isKeybox(file)) return { found: readKeybox(file), problem: null };
  const scheme = schemeOf(file);
  const { found, problem } = scheme === "openpgp" ? told(await openpgp.readKeys(file)) : readChain(file);
  return { found: found.map((bytes) => ({ scheme, bytes })), problem };
}

/** Certificates one by one: a broken one takes no other with it. */
export function readChain(file: Bytes): Read<Bytes> {
  const all = smime.readCertificates(file);
  const blocks = file[0] === DER_SEQUENCE ? [] : fromLatin1(file).matchAll(PEM_BLOCK);
  if (all.ok || file.length > LIMITS.keyFileBytes) return told(all);
  const found = [...blocks].flatMap(([block]) => {
    const one = smime.readCertificates(Buffer.from(block, "latin1"));
    return one.ok ? one.value : [];
  });
  return { found, problem: all.error };
}

/**
 * Secret keys of one file, with whichever passphrases open them. `certificates` came in other files: a private key is
 * of most use with its certificate.
 */
export async function readSecretFile(
  file: Bytes,
  passphrases: readonly string[],
  certificates: readonly Bytes[],
): Promise<Read<ListSecret>> {
  const unlock = schemeOf(file) === "openpgp" ? openpgp.unlockSecrets : smime.unlockPrivateKeys;
  const found = new Map<Fingerprint, ListSecret>();
  let problem: KeyFileProblem | null = null;
  for (const passphrase of [null, ...passphrases]) {
    const secrets = await unlock(file, passphrase, certificates);
    if (!secrets.ok) problem = secrets.error;
    for (const secret of secrets.ok ? secrets.value : [])
      if (!found.has(secret.fingerprint)) found.set(secret.fingerprint, secret);
  }
  if (found.size > 0) return { found: [...found.values()], problem: null };
  // A certificate alone is there for a private key in another file.
  return problem === "no-key" && readChain(file).found.length > 0 ? NOTHING : { found: [], problem };
}

const NOTHING = { found: [], problem: null };

function told<T>(read: Result<readonly T[], KeyFileProblem | WhyCode>): Read<T> {
  return read.ok ? { found: read.value, problem: null } : { found: [], problem: read.error };
}
