/** Key files as an operator names them, read as far as they can be: what could not be used is told, not hidden. */
import {
  type Bytes,
  fromLatin1,
  LIMITS,
  type ListSecret,
  type Result,
  type Scheme,
  type WhyCode,
} from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";

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

/** Public keys, keyrings, certificates in PEM or DER, PKCS#7 bundles. */
export async function readPublicFile(file: Bytes): Promise<Read<PublicKey>> {
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
 * Secret keys of one file. `certificates` came in other files: a private key is of use with its certificate only.
 */
export async function readSecretFile(
  file: Bytes,
  passphrase: string | null,
  certificates: readonly Bytes[],
): Promise<Read<ListSecret>> {
  if (schemeOf(file) === "openpgp") return told(await openpgp.unlockSecrets(file, passphrase));
  const secrets = await smime.unlockSecrets(file, passphrase, certificates);
  // A certificate alone is there for a private key in another file.
  if (!secrets.ok && secrets.error === "no-key" && readChain(file).found.length > 0) return NOTHING;
  return told(secrets);
}

const NOTHING = { found: [], problem: null };

function told<T>(read: Result<readonly T[], KeyFileProblem | WhyCode>): Read<T> {
  return read.ok ? { found: read.value, problem: null } : { found: [], problem: read.error };
}
