/**
 * Certificate policies along a path (RFC 5280 §6.1.2–6.1.5, all initial values as they are by default: any policy,
 * nothing inhibited, none demanded). Of the tree only the deepest level is kept, each policy once: with any policy
 * asked for, the tree is empty exactly if that level is, and work grows with the certificates only (RFC 9618).
 */
import { childrenOf, type Element, readWhole, TAG } from "../asn1/ber.ts";
import { naturalNumber } from "./certificate-extensions.ts";
import type { Certificate } from "./certificate.ts";
import { Cursor, oidText } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export interface PolicyState {
  /** The policies of the deepest level, after mappings: what the next certificate's are compared with. null: none. */
  readonly expected: ReadonlySet<string> | null;
  /** Certificates from which on each of these applies; 0: now. */
  readonly explicitPolicy: number;
  readonly policyMapping: number;
  readonly inhibitAnyPolicy: number;
}

/** For a path of so many certificates below the anchor (RFC 5280 §6.1.2). */
export function initialPolicies(certificates: number): PolicyState {
  const never = certificates + 1;
  return {
    expected: new Set([OID.anyPolicy]),
    explicitPolicy: never,
    policyMapping: never,
    inhibitAnyPolicy: never,
  };
}

/** RFC 5280 §6.1.3 d–e: the policies of the next certificate. */
export function applyPolicies(
  state: PolicyState,
  certificate: Certificate,
  anyPolicyCounts: boolean,
): PolicyState {
  const policies = policiesOf(certificate);
  const { expected } = state;
  if (!policies || !expected) return { ...state, expected: null };
  const any = expected.has(OID.anyPolicy);
  const valid = new Set([...policies].filter((id) => id !== OID.anyPolicy && (any || expected.has(id))));
  if (policies.has(OID.anyPolicy) && (state.inhibitAnyPolicy > 0 || anyPolicyCounts))
    for (const id of expected) valid.add(id);
  return withExpected(state, valid);
}

/** RFC 5280 §6.1.3 f: a policy holds, or none is demanded yet. */
export function hasPolicy({ expected, explicitPolicy }: PolicyState): boolean {
  return explicitPolicy > 0 || expected !== null;
}

/** RFC 5280 §6.1.4 a–b, h–j: what an authority below the anchor lays down for those under it. */
export function handDownPolicies(
  state: PolicyState,
  authority: Certificate,
  selfIssued: boolean,
): PolicyState {
  const mapped = applyMappings(state, authority);
  const step = selfIssued ? 0 : 1;
  const { explicitPolicy, policyMapping } = constraintsOf(authority);
  return {
    ...mapped,
    explicitPolicy: Math.min(countDown(state.explicitPolicy, step), explicitPolicy),
    policyMapping: Math.min(countDown(state.policyMapping, step), policyMapping),
    inhibitAnyPolicy: Math.min(countDown(state.inhibitAnyPolicy, step), inhibitAnyPolicyOf(authority)),
  };
}

/** RFC 5280 §6.1.5 a–b: whether a policy holds where one is demanded, once the last certificate is applied. */
export function endWithPolicy(state: PolicyState, last: Certificate): boolean {
  const demanded = constraintsOf(last).explicitPolicy === 0;
  return hasPolicy({ ...state, explicitPolicy: demanded ? 0 : countDown(state.explicitPolicy, 1) });
}

function countDown(count: number, step: number): number {
  return Math.max(0, count - step);
}

/** RFC 5280 §6.1.4 b: each mapped policy is expected below under its other names. */
function applyMappings(state: PolicyState, authority: Certificate): PolicyState {
  const mappings = mappingsOf(authority);
  const { expected } = state;
  if (!expected || mappings.size === 0) return state;
  const mapped = new Set([...expected].filter((id) => !mappings.has(id)));
  for (const [id, others] of mappings)
    if (state.policyMapping > 0 && (expected.has(id) || expected.has(OID.anyPolicy)))
      for (const other of others) mapped.add(other);
  return withExpected(state, mapped);
}

function withExpected(state: PolicyState, expected: ReadonlySet<string>): PolicyState {
  return { ...state, expected: expected.size === 0 ? null : expected };
}

/** CertificatePolicies ::= SEQUENCE OF { policyIdentifier, policyQualifiers OPTIONAL } (RFC 5280 §4.2.1.4) */
function policiesOf(certificate: Certificate): ReadonlySet<string> | null {
  const extension = certificate.extensions.get(OID.certificatePolicies);
  if (!extension) return null;
  const found = new Set<string>();
  for (const element of elementsOf(extension.value)) {
    const id = new Cursor(element).oid();
    if (found.has(id)) refuse("malformed");
    found.add(id);
  }
  return found;
}

/** PolicyMappings ::= SEQUENCE OF { issuerDomainPolicy, subjectDomainPolicy } (RFC 5280 §4.2.1.5) */
function mappingsOf(authority: Certificate): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const extension = authority.extensions.get(OID.policyMappings);
  if (!extension) return found;
  for (const element of elementsOf(extension.value)) {
    const fields = new Cursor(element);
    const [from, to] = [oidText(fields.take(TAG.oid)), oidText(fields.take(TAG.oid))];
    if (from === OID.anyPolicy || to === OID.anyPolicy) refuse("malformed");
    const known = found.get(from);
    if (known) known.push(to);
    else found.set(from, [to]);
  }
  return found;
}

/** PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0], inhibitPolicyMapping [1] } (RFC 5280 §4.2.1.11) */
function constraintsOf(certificate: Certificate): { explicitPolicy: number; policyMapping: number } {
  const extension = certificate.extensions.get(OID.policyConstraints);
  if (!extension) return { explicitPolicy: Infinity, policyMapping: Infinity };
  const fields = Cursor.over(extension.value);
  const explicitPolicy = fields.optional(0x80);
  const policyMapping = fields.optional(0x81);
  if (!explicitPolicy && !policyMapping) refuse("malformed");
  return {
    explicitPolicy: explicitPolicy ? skipCerts(explicitPolicy) : Infinity,
    policyMapping: policyMapping ? skipCerts(policyMapping) : Infinity,
  };
}

/** RFC 5280 §4.2.1.14 */
function inhibitAnyPolicyOf(authority: Certificate): number {
  const extension = authority.extensions.get(OID.inhibitAnyPolicy);
  return extension ? skipCerts(readWhole(extension.value)) : Infinity;
}

/** SkipCerts ::= INTEGER (0..MAX) */
function skipCerts({ content }: Element): number {
  return naturalNumber(content);
}

function elementsOf(sequence: Uint8Array): Element[] {
  const list = readWhole(sequence);
  return list.tag === TAG.sequence ? childrenOf(list) : refuse("malformed");
}
