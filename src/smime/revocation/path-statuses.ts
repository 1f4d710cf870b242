/**
 * What revocation lists say of a certificate and of the authorities above it, as far as an answer is wanted: `revocation
 * = hard` lets nothing count that its issuer did not speak of in time (RFC 5280 §6.3.3).
 */
import type { Bytes, Fingerprint } from "#base";
import { childrenOf, type Element, readWhole } from "../asn1/ber.ts";
import { OID } from "../asn1/oids.ts";
import { attempt } from "../asn1/refusal.ts";
import { basicConstraintsOf } from "../certificates/certificate-extensions.ts";
import { type Certificate, readCertificate } from "../certificates/certificate.ts";
import { validChain } from "../certificates/chain.ts";
import { sameName } from "../certificates/distinguished-name.ts";
import { isListBy, isRevoked, readableLists, type RevocationList } from "../certificates/revocation-list.ts";
import { readable } from "../key-files/unlock-secret.ts";

export interface PathQuestion {
  /** DER. */
  readonly certificate: Bytes;
  /** That came along, DER. */
  readonly embedded: readonly Bytes[];
  /** DER of authorities that may end a chain, and of revocation lists. */
  readonly anchors: readonly Bytes[];
  readonly at: Date;
}

/** One certificate of the path whose issuer may have revoked it. */
export interface ListedStatus {
  readonly fingerprint: Fingerprint;
  /** DER. */
  readonly certificate: Bytes;
  readonly issuer: Bytes;
  /** "unknown": no complete list of its issuer is there whose time is not over. */
  readonly byList: "good" | "revoked" | "unknown";
}

/**
 * Own certificate first; none for one that nobody but its holder could revoke: made by itself, or named as an anchor.
 * null: no valid path leads to an anchor, so nobody can be asked.
 */
export function pathStatuses({
  certificate,
  embedded,
  anchors,
  at,
}: PathQuestion): readonly ListedStatus[] | null {
  const read = attempt(() => readCertificate(certificate));
  if (!read.ok) return null;
  const leaf = read.value;
  const isOwn = attempt(() => sameName(leaf.issuer, leaf.subject) && leaf.x509.verify(leaf.x509.publicKey));
  if (isOwn.ok && isOwn.value) return [];
  const path = validChain(leaf, { embedded: readable(embedded), anchors: readable(anchors), at });
  if (path === null) return null;
  const lists = readableLists(anchors);
  return path
    .slice(0, -1)
    .map((one, i) => ({ one, issuer: path[i + 1] ?? one }))
    .filter(({ one }) => !isNeverRevoked(one))
    .map(({ one, issuer }) => statusOf(one, issuer, { lists, at }));
}

/** Its issuer says that it tells nobody, as of certificates of a few days (RFC 9608 §2); of no authority. */
function isNeverRevoked(certificate: Certificate): boolean {
  if (!certificate.extensions.has(OID.noRevAvail)) return false;
  const constraints = attempt(() => basicConstraintsOf(certificate));
  return constraints.ok && constraints.value?.authority !== true;
}

interface Known {
  readonly lists: readonly RevocationList[];
  readonly at: Date;
}

function statusOf(certificate: Certificate, issuer: Certificate, { lists, at }: Known): ListedStatus {
  const { fingerprint, der } = certificate;
  const revoked = isRevoked(certificate, [issuer], lists, at);
  const answered = lists.some((list) => answers(list, { certificate, at }) && isListBy(list, issuer));
  return {
    fingerprint,
    certificate: der,
    issuer: issuer.der,
    byList: revoked ? "revoked" : answered ? "good" : "unknown",
  };
}

/** Whether a list that does not name the certificate says that it is good. */
function answers(list: RevocationList, { certificate, at }: { certificate: Certificate; at: Date }): boolean {
  if (list.delta || list.thisUpdate > at || list.nextUpdate === null || list.nextUpdate <= at) return false;
  if (list.scope === null) return true;
  const covered = attempt(() => covers(childrenOf(readWhole(list.scope ?? new Uint8Array())), certificate));
  return covered.ok && covered.value;
}

/**
 * IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0], onlyContainsUserCerts [1], onlyContainsCACerts [2],
 * onlySomeReasons [3], indirectCRL [4], onlyContainsAttributeCerts [5] }
 */
function covers(scope: readonly Element[], certificate: Certificate): boolean {
  const isAuthority = basicConstraintsOf(certificate)?.authority ?? false;
  const says = (tag: number): boolean => scope.some((one) => one.tag === tag && one.content[0] !== 0);
  if (says(isAuthority ? 0x81 : 0x82) || says(0x83) || says(0x85)) return false;
  const point = scope.find(({ tag }) => tag === 0xa0);
  return point === undefined || isNamedBy(certificate, point);
}

/** One of the names is one of the certificate's own points (RFC 5280 §6.3.3 b 2 i). */
function isNamedBy(certificate: Certificate, point: Element): boolean {
  const wanted = childrenOf(point).flatMap(namesIn);
  const extension = certificate.extensions.get(OID.cRLDistributionPoints);
  if (extension === undefined) return false;
  return childrenOf(readWhole(extension.value))
    .flatMap(childrenOf)
    .filter(({ tag }) => tag === 0xa0)
    .flatMap(childrenOf)
    .flatMap(namesIn)
    .some((name) => wanted.includes(name));
}

/** fullName [0] GeneralNames, as hexadecimal. */
function namesIn(name: Element): readonly string[] {
  return name.tag === 0xa0 ? childrenOf(name).map(({ raw }) => Buffer.from(raw).toString("hex")) : [];
}
