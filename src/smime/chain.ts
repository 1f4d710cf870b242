/**
 * Builds and checks the path from a signer's certificate to the configured authorities (RFC 5280 §6.1).
 * Any certificate among the anchors ends a path, an intermediate too (S2).
 */
import { BasicConstraints, KeyUsageFlags } from "@peculiar/asn1-x509";
import { equalBytes, LIMITS, type WhyCode } from "#base";
import { type Certificate, parseAs, publicKeyOf } from "./certificate.ts";
import { whyNameExcluded } from "./name-constraints.ts";
import { OID } from "./oids.ts";
import { hasUsage, isForMail, whyNotAt, whyWeak } from "./purpose.ts";
import { attempt, orRefuse } from "./refusal.ts";
import { isWeakSignature } from "./signature-algorithm.ts";

export interface ChainContext {
  readonly embedded: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly at: Date;
}

/** Signatures checked for one signer: a message full of certificates costs no more. */
const MAX_STEPS = 64;

/** Extensions that are read here or that mean nothing for mail; another critical one makes a path invalid. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extKeyUsage,
  OID.nameConstraints,
  OID.subjectAltName,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.certificatePolicies,
]);

/** null: a valid path exists. "chain-invalid": a path to an anchor exists, but breaks a rule. */
export function whyChainFails(leaf: Certificate, context: ChainContext): WhyCode | null {
  const search = { context, steps: 0, reached: false };
  if (extend([leaf], search)) return null;
  return search.reached ? "chain-invalid" : "chain-untrusted";
}

interface Search {
  readonly context: ChainContext;
  steps: number;
  reached: boolean;
}

/** Goes on from the last certificate of a path, leaf first; true once a valid path is found. */
function extend(path: readonly Certificate[], search: Search): boolean {
  const last = path.at(-1);
  if (!last) return false;
  if (search.context.anchors.some(({ fingerprint }) => fingerprint === last.fingerprint)) {
    search.reached = true;
    if (isValidPath(path, search.context.at)) return true;
  }
  if (path.length > LIMITS.certificateChain) return false;
  return issuersOf(last, search)
    .filter((issuer) => !path.some(({ fingerprint }) => fingerprint === issuer.fingerprint))
    .some((issuer) => extend([...path, issuer], search));
}

/** Anchors first, so that the shortest path to an authority is found first. */
function issuersOf(certificate: Certificate, search: Search): Certificate[] {
  const { anchors, embedded } = search.context;
  return [...anchors, ...embedded].filter((issuer) => {
    if (!equalBytes(issuer.subject, certificate.issuer) || search.steps >= MAX_STEPS) return false;
    search.steps++;
    return isSignedBy(certificate, issuer);
  });
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const signed = attempt(() => {
    const key = publicKeyOf(issuer);
    return orRefuse(() => certificate.x509.verify(key));
  });
  return signed.ok && signed.value;
}

/** Leaf first, anchor last. What cannot be read is not valid. */
function isValidPath(path: readonly Certificate[], at: Date): boolean {
  const checked = attempt(
    () =>
      path.every((certificate) => isAcceptable(certificate, at)) &&
      path.slice(0, -1).every(({ signatureAlgorithm }) => !isWeakSignature(signatureAlgorithm)) &&
      path.slice(1).every((_, below) => mayIssue(path, below + 1)),
  );
  return checked.ok && checked.value;
}

function isAcceptable(certificate: Certificate, at: Date): boolean {
  const unknown = [...certificate.extensions].some(([id, { critical }]) => critical && !UNDERSTOOD.has(id));
  return !unknown && whyNotAt(certificate, at) === null && whyWeak(publicKeyOf(certificate)) === null;
}

/** Whether the certificate at this place may vouch for all before it (RFC 5280 §6.1.4 k–n, §4.2.1.10). */
function mayIssue(path: readonly Certificate[], place: number): boolean {
  const authority = path[place];
  if (!authority || !isAuthority(authority, path.slice(1, place), place === path.length - 1)) return false;
  if (!hasUsage(authority, KeyUsageFlags.keyCertSign) || !isForMail(authority)) return false;
  return path.slice(0, place).every((certificate) => whyNameExcluded(authority, certificate) === null);
}

function isAuthority(
  authority: Certificate,
  intermediates: readonly Certificate[],
  anchor: boolean,
): boolean {
  const extension = authority.extensions.get(OID.basicConstraints);
  // X.509 version 1 has no extensions; old roots are of that kind, and only anchors may be (RFC 5280 §6.1.4 k).
  if (!extension) return anchor && authority.version === 1;
  const constraints = parseAs(extension.value, BasicConstraints);
  if (!constraints.cA) return false;
  const counted = intermediates.filter((certificate) => !isSelfIssued(certificate)).length;
  return constraints.pathLenConstraint === undefined || counted <= constraints.pathLenConstraint;
}

function isSelfIssued(certificate: Certificate): boolean {
  return equalBytes(certificate.issuer, certificate.subject);
}
