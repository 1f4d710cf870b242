/** Signed attributes of a SignerInfo (RFC 5652 §5.3, §11). */
import { type Bytes, equalBytes, view } from "#base";
import { childrenOf, type Element, octetsOf, readWhole, TAG } from "../asn1/ber.ts";
import { toDerSet } from "../asn1/to-der.ts";
import { Cursor, oidText } from "../asn1/cursor.ts";
import { retag } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { attempt, refuse } from "../asn1/refusal.ts";
import { readTime } from "../asn1/read-time.ts";

export interface SignedAttributes {
  /** What the signature may cover, under the tag of SET OF: the attributes as they came, then in DER. */
  readonly encodings: readonly Bytes[];
  readonly contentType: string;
  readonly messageDigest: Bytes;
  readonly signingTime: Date | null;
  /** The signer's certificate as SigningCertificate and SigningCertificateV2 name it; a good one fits all. */
  readonly signingCertificates: readonly CertificateHash[];
  /** To which certificate mail for the signer is to be sealed, DER of the value; null: it says nothing. */
  readonly encryptionPreference: Bytes | null;
  /** Digest and signature algorithm as CMSAlgorithmProtection names them (RFC 6211 §2). */
  readonly protectedAlgorithms: { readonly digest: Element; readonly signature: Element } | null;
}

export interface CertificateHash {
  readonly digestId: string;
  readonly hash: Bytes;
}

export function readSignedAttributes(field: Element): SignedAttributes {
  const encodings = encodingsOf(field);
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
  const [preference, ...others] = values.get(OID.encryptionKeyPreference) ?? [];
  return {
    encodings,
    contentType: oidText(contentType),
    messageDigest: octetString(messageDigest),
    signingTime: signingTime && readTime(signingTime),
    signingCertificates: [
      ...namedCertificate(only(OID.signingCertificate), OID.sha1),
      ...namedCertificate(only(OID.signingCertificateV2), OID.sha256),
    ],
    encryptionPreference: others.length === 0 ? (preference?.raw ?? null) : null,
    protectedAlgorithms: protection && readProtection(protection),
  };
}

/**
 * QUIRK: the signature covers the DER (RFC 5652 §5.4), but some writers sort nothing and sign what they send (OpenSSL
 * verifies only that), and others send BER for what they signed as DER.
 */
function encodingsOf(field: Element): Bytes[] {
  const canonical = toDerSet(field);
  if (!field.definite) return [canonical];
  const asItCame = retag(field.raw, TAG.set);
  return equalBytes(asItCame, canonical) ? [canonical] : [asItCame, canonical];
}

/** Attributes that are signed or nothing (RFC 5652 §11.1–§11.3); others are read by nobody here. */
const SIGNED_ONLY = [OID.contentType, OID.messageDigest, OID.signingTime];

export function refuseMisplaced(unsigned: Element): void {
  const values = attributeValues(unsigned);
  if (SIGNED_ONLY.some((id) => values.has(id))) refuse("malformed");
}

/** All values of a type; of those that are read here one alone is right (RFC 5652 §11). */
function attributeValues(field: Element): ReadonlyMap<string, readonly Element[]> {
  const found = new Map<string, Element[]>();
  for (const element of childrenOf(field)) {
    const attribute = new Cursor(element);
    const id = attribute.oid();
    const values = found.get(id) ?? [];
    for (const value of childrenOf(attribute.take(TAG.set))) values.push(value);
    found.set(id, values);
  }
  return found;
}

function octetString(value: Element): Bytes {
  return (value.tag & ~0x20) === TAG.octetString ? octetsOf(value) : refuse("malformed");
}

/**
 * SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2), … }, ESSCertIDv2 ::= SEQUENCE {
 * hashAlgorithm DEFAULT sha256, certHash, … }, ESSCertID the same without hashAlgorithm and with SHA-1: the first is
 * the signer's (RFC 5035 §3–§5).
 */
function namedCertificate(value: Element | null, defaultDigest: string): CertificateHash[] {
  if (!value) return [];
  const certificates = new Cursor(new Cursor(value).take(TAG.sequence));
  const first = new Cursor(certificates.take(TAG.sequence));
  const algorithm = defaultDigest === OID.sha1 ? null : first.optional(TAG.sequence);
  const digestId = algorithm ? new Cursor(algorithm).oid() : defaultDigest;
  return [{ digestId, hash: octetString(first.any()) }];
}

/** CMSAlgorithmProtection ::= SEQUENCE { digestAlgorithm, signatureAlgorithm [1] — of signed data — } */
function readProtection(value: Element): { digest: Element; signature: Element } {
  const fields = new Cursor(value);
  return { digest: fields.take(TAG.sequence), signature: fields.take(0xa1) };
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
