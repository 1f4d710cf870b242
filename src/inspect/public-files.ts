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

/** Keys block by block: a broken one takes no other with it. */
async function readOpenpgp(file: Bytes): Promise<Read<Bytes>> {
  const found: Bytes[] = [];
  let problem: Read<Bytes>["problem"] = null;
  for (const { scheme, label, bytes } of piecesOf(file)) {
    if (scheme !== "openpgp" || (label !== null && !isKeyLabel(label))) continue;
    const keys = await openpgp.readKeys(bytes);
    if (keys.ok) found.push(...keys.value);
    else if (label !== null) problem = keys.error;
  }
  return { found, problem };
}

/** "PGP ARMORED FILE" is what some programs write for anything. */
function isKeyLabel(label: string): boolean {
  return label.endsWith(" KEY BLOCK") || label === "PGP ARMORED FILE";
}

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
