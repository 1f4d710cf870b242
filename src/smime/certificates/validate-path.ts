/**
 * Validates a path of certificates (RFC 5280 §6.1) whose names and signatures already lead from one to the next.
 * The anchor's own dates, key, constraints and purposes count, too; its policies do not. Nothing is fetched.
 */
import type { WhyCode } from "#base";
import {
  applyPolicies,
  endWithPolicy,
  handDownPolicies,
  hasPolicy,
  initialPolicies,
} from "./certificate-policies.ts";
import { USAGE } from "./build-certificate.ts";
import { basicConstraintsOf } from "./certificate-extensions.ts";
import { type Certificate, publicKeyOf } from "./certificate.ts";
import { isEmptyName, sameName } from "./distinguished-name.ts";
import { allowsNames, type NameBudget } from "./name-constraints.ts";
import { OID } from "../asn1/oids.ts";
import { hasUsage, isForMail, whyNotAt, whyWeak } from "./purpose.ts";
import { attempt } from "../asn1/refusal.ts";
import { isRevoked, type RevocationList } from "./revocation-list.ts";
import { isWeakSignature } from "../signatures/signature-algorithm.ts";

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
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
]);

export interface PathContext {
  readonly at: Date;
  readonly budget: NameBudget;
  readonly revocationLists: readonly RevocationList[];
}

/** Leaf first, anchor last; null: valid. What cannot be read is not valid. */
export function whyPathFails(path: readonly Certificate[], context: PathContext): WhyCode | null {
  const [leaf, ...authorities] = path;
  if (!leaf) return "chain-invalid";
  const checked = attempt(
    () =>
      whyNotAt(leaf, context.at) ??
      whyOutOfDate(authorities, context.at) ??
      whyTooWeak(path) ??
      whyRevoked(path, context) ??
      whyNotVouched(path, context.budget) ??
      (path.every(isUnderstood) && followsPolicies(path) ? null : "chain-invalid"),
  );
  return checked.ok ? checked.value : "chain-invalid";
}

function whyOutOfDate(authorities: readonly Certificate[], at: Date): WhyCode | null {
  return authorities.some((authority) => whyNotAt(authority, at) !== null) ? "chain-expired" : null;
}

/** Every key counts, and every signature but the anchor's, which nobody needs. */
function whyTooWeak(path: readonly Certificate[]): WhyCode | null {
  const weak =
    path.some((certificate) => whyWeak(publicKeyOf(certificate)) !== null) ||
    path.slice(0, -1).some(({ signatureAlgorithm }) => isWeakSignature(signatureAlgorithm));
  return weak ? "chain-weak" : null;
}

/** RFC 5280 §6.1.3 a 3; nobody can revoke an anchor but who named it. */
function whyRevoked(path: readonly Certificate[], { at, revocationLists }: PathContext): WhyCode | null {
  const place = path.findIndex((certificate, i) =>
    isRevoked(certificate, path.slice(i + 1, i + 2), revocationLists, at),
  );
  if (place < 0) return null;
  return place === 0 ? "key-revoked" : "chain-revoked";
}

function isUnderstood({ version, extensions }: Certificate): boolean {
  if (version < 3 && extensions.size > 0) return false;
  return ![...extensions].some(([id, { critical }]) => critical && !UNDERSTOOD.has(id));
}

/** Whether each authority may issue at all (RFC 5280 §6.1.4 k–n), and for the names below it (§6.1.3 b–c). */
function whyNotVouched(path: readonly Certificate[], budget: NameBudget): WhyCode | null {
  for (const [place, authority] of path.entries()) {
    if (place === 0) continue;
    const between = path.slice(1, place);
    if (!isAuthority(authority, between, place === path.length - 1)) return "chain-invalid";
    const [leaf, ...below] = path.slice(0, place);
    const named = [leaf, ...below.filter((certificate) => !isSelfIssued(certificate))];
    if (!named.every((one) => one === undefined || allowsNames(authority, one, budget))) return "chain-names";
  }
  return null;
}

function isAuthority(
  authority: Certificate,
  intermediates: readonly Certificate[],
  anchor: boolean,
): boolean {
  if (isEmptyName(authority.subject)) return false;
  if (!hasUsage(authority, USAGE.keyCertSign) || !isForMail(authority)) return false;
  const constraints = basicConstraintsOf(authority);
  // Before version 3 there are no extensions; old roots are of that kind, and only anchors may be (RFC 5280 §6.1.4 k).
  if (!constraints) return anchor && authority.version < 3;
  const counted = intermediates.filter((certificate) => !isSelfIssued(certificate)).length;
  return constraints.authority && counted <= constraints.pathLength;
}

/** RFC 5280 §6.1.3 d–f, §6.1.4 a–b and h–j, §6.1.5 a–b, from the certificate under the anchor down to the leaf. */
function followsPolicies(path: readonly Certificate[]): boolean {
  const below = path.slice(0, -1);
  let state = initialPolicies(below.length);
  for (const certificate of below.toReversed()) {
    const last = certificate === below[0];
    const selfIssued = isSelfIssued(certificate);
    state = applyPolicies(state, certificate, !last && selfIssued);
    if (!hasPolicy(state)) return false;
    if (last) return endWithPolicy(state, certificate);
    state = handDownPolicies(state, certificate, selfIssued);
  }
  return true;
}

function isSelfIssued(certificate: Certificate): boolean {
  return sameName(certificate.issuer, certificate.subject);
}
