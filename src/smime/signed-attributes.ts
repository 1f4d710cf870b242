/** Signed attributes of a SignerInfo (RFC 5652 §5.3, §11). */
import { type Bytes, fromLatin1, view } from "#base";
import { childrenOf, type Element, octetsOf, readWhole, TAG } from "./ber.ts";
import { Cursor, oidText } from "./cursor.ts";
import { retag } from "./der.ts";
import { OID } from "./oids.ts";
import { attempt, refuse } from "./refusal.ts";

export interface SignedAttributes {
  /** What the signature covers: the octets as they came under the tag of SET OF (RFC 5652 §5.4). */
  readonly octets: Bytes;
  readonly contentType: string;
  readonly messageDigest: Bytes;
  readonly signingTime: Date | null;
  /** The signer's certificate as SigningCertificateV2 names it. */
  readonly signingCertificate: CertificateHash | null;
  /** Digest and signature algorithm as CMSAlgorithmProtection names them (RFC 6211 §2). */
  readonly protectedAlgorithms: { readonly digest: string; readonly signature: string | null } | null;
}

export interface CertificateHash {
  readonly digestId: string;
  readonly hash: Bytes;
}

export function readSignedAttributes(field: Element): SignedAttributes {
  if (!field.definite) refuse("malformed");
  const values = attributeValues(field);
  const only = (id: string): Element | null => {
    const found = values.get(id);
    if (found === undefined) return null;
    return found.length === 1 ? (found[0] ?? null) : refuse("malformed");
  };
  const contentType = only(OID.contentType) ?? refuse("malformed");
  const messageDigest = only(OID.messageDigest) ?? refuse("malformed");
  const signingTime = only(OID.signingTime);
  const protection = only(OID.cmsAlgorithmProtect);
  const certificate = only(OID.signingCertificateV2);
  return {
    octets: retag(field.raw, TAG.set),
    contentType: oidText(contentType),
    messageDigest: octetsOf(messageDigest),
    signingTime: signingTime && readTime(signingTime),
    signingCertificate: certificate && readSigningCertificate(certificate),
    protectedAlgorithms: protection && readProtection(protection),
  };
}

/** Values by attribute type; a type that comes twice is malformed (RFC 5652 §5.3). */
function attributeValues(field: Element): ReadonlyMap<string, readonly Element[]> {
  const found = new Map<string, readonly Element[]>();
  for (const element of childrenOf(field)) {
    const attribute = new Cursor(element);
    const id = attribute.oid();
    if (found.has(id)) refuse("malformed");
    found.set(id, childrenOf(attribute.take(TAG.set)));
  }
  return found;
}

/**
 * SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, … }, ESSCertIDv2 ::= SEQUENCE {
 * hashAlgorithm DEFAULT sha256, certHash, … }: the first is the signer's (RFC 5035 §3, §4).
 */
function readSigningCertificate(value: Element): CertificateHash {
  const certificates = new Cursor(new Cursor(value).take(TAG.sequence));
  const first = new Cursor(certificates.take(TAG.sequence));
  const algorithm = first.optional(TAG.sequence);
  const digestId = algorithm ? new Cursor(algorithm).oid() : OID.sha256;
  return { digestId, hash: first.take(TAG.octetString).content };
}

/** CMSAlgorithmProtection ::= SEQUENCE { digestAlgorithm, signatureAlgorithm [1] OPTIONAL, … } */
function readProtection(value: Element): { digest: string; signature: string | null } {
  const fields = new Cursor(value);
  const digest = new Cursor(fields.take(TAG.sequence)).oid();
  const signature = fields.optional(0xa1);
  return { digest, signature: signature && new Cursor(signature, 0xa1).oid() };
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** RFC 5652 §11.3: UTCTime for 1950–2049, both with seconds and "Z". */
export function readTime(element: Element): Date {
  const text = fromLatin1(element.content);
  const utc = element.tag === TAG.utcTime;
  const match = (utc ? UTC_TIME : GENERALIZED_TIME).exec(text);
  if (!match || (!utc && element.tag !== TAG.generalizedTime)) return refuse("malformed");
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number);
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  const century = utc ? (year < 50 ? 2000 : 1900) : 0;
  return new Date(Date.UTC(century + year, month - 1, day, hour, minute, second));
}

/**
 * Whether content could be signed attributes itself: signed without attributes it would be a forgery of
 * another message (draft-ietf-lamps-cms-euf-cma-signeddata).
 */
export function looksLikeAttributes(content: Bytes): boolean {
  if (view(content)[0] !== TAG.set) return false;
  const attributes = attempt(() =>
    childrenOf(readWhole(content)).map((element) => {
      const attribute = new Cursor(element);
      attribute.oid();
      return attribute.take(TAG.set);
    }),
  );
  return attributes.ok;
}
