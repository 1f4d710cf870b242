/**
 * Certificate revocation lists (RFC 5280 §5), from wherever they came: nothing is fetched here. A list
 * only takes trust away: nothing follows from a certificate that stands in none, and an old list still counts.
 */
import { type Bytes, oncePer, toHex } from "#base";
import { childrenOf, type Element, readWhole, TAG } from "../asn1/ber.ts";
import { type Certificate, publicKeyOf, readExtensions } from "./certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { sameName } from "./distinguished-name.ts";
import { OID } from "../asn1/oids.ts";
import { CRL_SIGN, hasUsage } from "./purpose.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { readSignatureAlgorithm, whyWrong } from "../signatures/signature-algorithm.ts";
import { readTime } from "../asn1/read-time.ts";

export interface RevocationList {
  readonly issuer: Bytes;
  readonly thisUpdate: Date;
  /** null: it does not say. */
  readonly nextUpdate: Date | null;
  /** What is signed, and with what. */
  readonly tbs: Bytes;
  readonly signatureAlgorithm: Element;
  readonly signature: Bytes;
  /** revokedCertificates; null: none. */
  readonly entries: Element | null;
  /** True: it names what changed since another list. */
  readonly delta: boolean;
  /** issuingDistributionPoint, its value; null: it speaks of all certificates of its issuer. */
  readonly scope: Bytes | null;
}

const TIMES = [TAG.utcTime, TAG.generalizedTime];

/**
 * CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue }; refuses lists of other issuers'
 * certificates and with critical extensions that are not understood, which nothing may be concluded from.
 */
export function readRevocationList(der: Bytes): RevocationList {
  const outer = Cursor.over(der);
  const signed = outer.take(TAG.sequence);
  const tbs = new Cursor(signed);
  tbs.optional(TAG.integer);
  tbs.take(TAG.sequence);
  const issuer = tbs.take(TAG.sequence).raw;
  const thisUpdate = readTime(tbs.take(...TIMES));
  const next = tbs.optional(...TIMES);
  const entries = tbs.optional(TAG.sequence);
  const extensions = readExtensions(tbs.optional(0xa0));
  for (const [id, { critical, value }] of extensions)
    if (critical && !isUnderstood(id, value)) refuse("unsupported");
  return {
    issuer,
    thisUpdate,
    nextUpdate: next === null ? null : readTime(next),
    tbs: signed.raw,
    signatureAlgorithm: outer.take(TAG.sequence),
    signature: outer.take(TAG.bitString).content.subarray(1),
    entries,
    delta: extensions.has(OID.deltaCrlIndicator),
    scope: extensions.get(OID.issuingDistributionPoint)?.value ?? null,
  };
}

const listIn: (der: Bytes) => RevocationList = oncePer(readRevocationList);

/** What is none, as the certificates among the anchors are, is passed over. */
export function readableLists(all: readonly Bytes[]): readonly RevocationList[] {
  return all.flatMap((der) => {
    const read = attempt(() => listIn(der));
    return read.ok ? [read.value] : [];
  });
}

/** A list that names changes only, or some of the certificates, is right about those that stand in it. */
function isUnderstood(id: string, value: Bytes): boolean {
  if (id === OID.deltaCrlIndicator) return true;
  if (id !== OID.issuingDistributionPoint) return false;
  const indirect = childrenOf(readWhole(value)).find(({ tag }) => tag === 0x84);
  return indirect === undefined || indirect.content[0] === 0;
}

/** Whether a list by the certificate's own issuer says that it was revoked by then. */
export function isRevoked(
  certificate: Certificate,
  issuers: readonly Certificate[],
  lists: readonly RevocationList[],
  at: Date,
): boolean {
  const revoking = lists.filter((list) => {
    const since = revokedSince(list, certificate);
    return since !== null && since <= at;
  });
  if (revoking.length === 0) return false;
  return issuers.some(
    (issuer) => mayRevoke(issuer, certificate) && revoking.some((list) => isBy(list, issuer)),
  );
}

function revokedSince(list: RevocationList, certificate: Certificate): Date | null {
  const read = attempt(() =>
    sameName(list.issuer, certificate.issuer)
      ? (datesOf(list).get(toHex(certificate.serialNumber)) ?? null)
      : null,
  );
  return read.ok ? read.value : null;
}

/** Revocation dates by serial number, whole elements in hexadecimal. */
const datesOf: (list: RevocationList) => ReadonlyMap<string, Date> = oncePer(({ entries }) => {
  const found = new Map<string, Date>();
  for (const entry of entries ? childrenOf(entries) : []) {
    const fields = new Cursor(entry);
    const serial = fields.take(TAG.integer).raw;
    const date = readTime(fields.take(...TIMES));
    const extensions = readExtensions(fields.done ? null : { ...entry, content: fields.any().raw });
    if ([...extensions.values()].some(({ critical }) => critical)) refuse("unsupported");
    const reason = extensions.get(OID.reasonCode)?.value.at(-1);
    if (reason !== REMOVED) found.set(toHex(serial), date);
  }
  return found;
});

/** removeFromCRL (RFC 5280 §5.3.1) */
const REMOVED = 8;

/** Its issuer is who signed it, not who has the name. */
function mayRevoke(issuer: Certificate, certificate: Certificate): boolean {
  const may = attempt(
    () =>
      sameName(issuer.subject, certificate.issuer) &&
      hasUsage(issuer, CRL_SIGN) &&
      certificate.x509.verify(publicKeyOf(issuer)),
  );
  return may.ok && may.value;
}

/** Whether it is the list of this authority: its name, its right to sign lists, and its signature. */
export function isListBy(list: RevocationList, authority: Certificate): boolean {
  const may = attempt(() => sameName(authority.subject, list.issuer) && hasUsage(authority, CRL_SIGN));
  return may.ok && may.value && isBy(list, authority);
}

/** A weak hash is good enough to take trust away with. */
const DIGESTS = [OID.sha256, OID.sha384, OID.sha512, OID.sha224, OID.sha1, OID.md5];

function isBy({ tbs, signatureAlgorithm, signature }: RevocationList, issuer: Certificate): boolean {
  return DIGESTS.some((digestId) => {
    const right = attempt(() => {
      const algorithm = readSignatureAlgorithm(signatureAlgorithm, digestId);
      return whyWrong(algorithm, publicKeyOf(issuer), { octets: tbs, signature }) === null;
    });
    return right.ok && right.value;
  });
}
