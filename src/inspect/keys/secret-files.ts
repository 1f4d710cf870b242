/** Secret keys of files as an operator names them, each on its own: one that stays locked is told beside the others. */
import { type Bytes, type Fingerprint, LIMITS, type ListSecret, type Result } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import type { KeyFileProblem, Read } from "./key-files.ts";
import { type Piece, piecesOf } from "./key-pieces.ts";
import { lockOf } from "./old-locks.ts";
import { readChain, readPublicFile } from "./public-files.ts";
import { whyNoKey } from "./wrong-key-file.ts";

export interface Unlocking {
  /** Each is tried on each key. */
  readonly passphrases: readonly string[];
  /** Those of other files: a private key is of most use with its certificate. */
  readonly certificates: readonly Bytes[];
}

type Unlock = (passphrase: string | null) => Promise<Result<readonly ListSecret[], smime.UnlockError>>;

/** `is-public`: there is no secret key in it; its certificates may be those of secret keys in other files. */
export async function readSecretFile(file: Bytes, unlocking: Unlocking): Promise<Read<ListSecret>> {
  if (file.length > LIMITS.keyFileBytes) return { found: [], problem: "too-large" };
  const locked = await lockedKeys(file, unlocking.certificates);
  const found = new Map<Fingerprint, ListSecret>();
  let problem: KeyFileProblem | null = null;
  for (const unlock of locked) {
    const one = await unlocked(unlock, unlocking.passphrases);
    for (const secret of one.found) found.set(secret.fingerprint, secret);
    problem ??= one.problem;
  }
  const secrets = [...found.values()];
  if (secrets.length > 0) return { found: secrets, problem: problem ?? whyIncomplete(file, secrets) };
  if (problem === null || problem === "no-key" || problem === "malformed") problem = await whyNone(file);
  return { found: [], problem };
}

async function lockedKeys(file: Bytes, certificates: readonly Bytes[]): Promise<readonly Unlock[]> {
  const found: Unlock[] = [];
  const unlocking = openpgp.startUnlocking();
  for (const piece of piecesOf(file)) {
    if (piece.scheme === "openpgp") found.push(...(await openpgpKeys(piece, unlocking)));
    else if (piece.label === null || PRIVATE.test(piece.label))
      found.push((passphrase) => smime.unlockPrivateKeys(piece.bytes, passphrase, certificates));
  }
  return found;
}

const PRIVATE = /PRIVATE KEY$|^PKCS12$/;

async function openpgpKeys({ bytes }: Piece, unlocking: openpgp.Unlocking): Promise<readonly Unlock[]> {
  const keys = await openpgp.readKeys(bytes);
  if (!keys.ok) return [() => Promise.resolve(keys)];
  return keys.value
    .filter(openpgp.isSecretKey)
    .map((key) => (passphrase) => openpgp.unlockSecrets(key, passphrase, unlocking));
}

/** With whichever passphrases open something of it; a reason that is no passphrase's comes first. */
async function unlocked(unlock: Unlock, passphrases: readonly string[]): Promise<Read<ListSecret>> {
  const found = new Map<Fingerprint, ListSecret>();
  let problem: KeyFileProblem | null = null;
  for (const passphrase of [null, ...passphrases]) {
    const secrets = await unlock(passphrase);
    if (!secrets.ok && (problem === null || isOfPassphrase(problem))) problem = secrets.error;
    for (const secret of secrets.ok ? secrets.value : [])
      if (!found.has(secret.fingerprint)) found.set(secret.fingerprint, secret);
  }
  return { found: [...found.values()], problem: found.size > 0 ? null : problem };
}

function isOfPassphrase(problem: KeyFileProblem): boolean {
  return problem === "needs-passphrase" || problem === "wrong-passphrase";
}

/** Old PKCS#12 files lock the certificate with less than the key, so that it is missing. */
function whyIncomplete(file: Bytes, secrets: readonly ListSecret[]): KeyFileProblem | null {
  const alone = secrets.some(({ scheme, certificates }) => scheme === "smime" && certificates.length === 0);
  return alone && lockOf(file) !== null ? "weak-algorithm" : null;
}

async function whyNone(file: Bytes): Promise<KeyFileProblem> {
  const { found } = await readPublicFile(file);
  return found.length + readChain(file).found.length > 0 ? "is-public" : whyNoKey(file);
}
