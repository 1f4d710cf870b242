/** Keys and certificates of files as an operator names them: what could not be used is told, not hidden. */
import { type Bytes, LIMITS } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import type { PublicKey, Read } from "./key-files.ts";
import { piecesOf } from "./key-pieces.ts";
import { isKeybox, readKeybox } from "./keybox.ts";
import { whyNoPublicKey } from "./wrong-key-file.ts";

/** Public keys, keyrings and keyboxes, certificates in PEM or DER, PKCS#7 bundles, in any mixture of armour. */
export async function readPublicFile(file: Bytes): Promise<Read<PublicKey>> {
  if (file.length > LIMITS.keyFileBytes) return { found: [], problem: "too-large" };
  if (isKeybox(file)) return { found: readKeybox(file), problem: null };
  const keys = await readOpenpgp(file);
  const certificates = readChain(file);
  const people = certificates.found.filter((bytes) => !smime.isOnlyAuthority(bytes));
  if (keys.found.length + people.length === 0 && keys.revokes) return NOTHING;
  if (keys.found.length + people.length === 0)
    return {
      found: [],
      problem: certificates.found.length > 0 ? "is-authority" : (keys.problem ?? whyNoPublicKey(file)),
    };
  return {
    found: [
      ...keys.found.map((bytes) => ({ scheme: "openpgp" as const, bytes })),
      ...certificates.found.map((bytes) => ({ scheme: "smime" as const, bytes })),
    ],
    problem: keys.problem ?? certificates.problem,
  };
}

/** Authorities' certificates and revocation lists. */
export function readAuthorityFile(file: Bytes): Read<Bytes> {
  const { found, problem } = readChain(file);
  const lists = smime.readRevocationLists(file);
  const others = piecesOf(file).some(({ scheme }) => scheme === "openpgp") ? "is-openpgp" : null;
  if (found.length + lists.length > 0) return { found: [...found, ...lists], problem: problem ?? others };
  return { found: [], problem: others ?? whyNoPublicKey(file) };
}

/** A revocation alone is of use beside its key, in whichever file that is. */
const NOTHING = { found: [], problem: null };

interface ReadOpenpgp extends Read<Bytes> {
  /** There is a block of key revocations. */
  readonly revokes: boolean;
}

/** Keys block by block: a broken one takes no other with it. */
async function readOpenpgp(file: Bytes): Promise<ReadOpenpgp> {
  const found: Bytes[] = [];
  let revokes = false;
  let problem: Read<Bytes>["problem"] = null;
  for (const { scheme, label, bytes } of piecesOf(file)) {
    if (scheme !== "openpgp" || (label !== null && !MAY_HOLD_KEYS.test(label))) continue;
    const keys = await openpgp.readKeys(bytes);
    if (keys.ok) found.push(...keys.value);
    else if (label !== null && !label.endsWith("SIGNATURE")) problem = keys.error;
    revokes ||= keys.ok && keys.value.length === 0;
  }
  return { found, problem, revokes };
}

/** "PGP ARMORED FILE" is what some programs write for anything; some write revocations as signatures. */
const MAY_HOLD_KEYS = / KEY BLOCK$|^PGP (?:ARMORED FILE|SIGNATURE)$/;

const CERTIFICATE_LABEL = /CERTIFICATE|PKCS ?#?7|^CMS$/;

/** Certificates one by one: a broken one takes no other with it. None at all is no problem of theirs. */
export function readChain(file: Bytes): Read<Bytes> {
  if (file.length > LIMITS.keyFileBytes) return { found: [], problem: "too-large" };
  const all = smime.readCertificates(file);
  if (all.ok) return { found: all.value, problem: null };
  const blocks = piecesOf(file).filter(({ label }) => label !== null && CERTIFICATE_LABEL.test(label));
  const found = blocks.flatMap(({ bytes }) => {
    const one = smime.readCertificates(bytes);
    return one.ok ? one.value : [];
  });
  return { found, problem: found.length < blocks.length ? all.error : null };
}
