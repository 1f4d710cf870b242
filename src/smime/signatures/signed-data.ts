/** Reads SignedData (RFC 5652 §5.1) as it came; nothing is verified here. */
import { type Bytes, LIMITS } from "#base";
import { childrenOf, type Element, octetsOf, TAG } from "../asn1/ber.ts";
import { readContentInfo } from "../encryption/content-info.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

export interface SignedData {
  readonly contentType: string;
  /** eContent; null if the signature is detached. */
  readonly content: Bytes | null;
  /** X.509 certificates, DER, in the order of the message. */
  readonly certificates: readonly Bytes[];
  /** Certificate revocation lists, DER. */
  readonly revocationLists: readonly Bytes[];
  readonly signerInfos: readonly Element[];
}

export interface SignerInfo {
  /** issuerAndSerialNumber, or subjectKeyIdentifier under [0]. */
  readonly sid: Element;
  readonly digestAlgorithm: Element;
  readonly digestId: string;
  readonly signedAttrs: Element | null;
  readonly signatureAlgorithm: Element;
  readonly signature: Bytes;
  readonly unsignedAttrs: Element | null;
}

const MAX_CERTIFICATES = LIMITS.certificateChain * LIMITS.signaturesPerMessage;

export function readSignedData(bytes: Bytes): SignedData {
  const { type, content } = readContentInfo(bytes);
  if (type !== OID.signedData) refuse("unsupported");
  const fields = new Cursor(content);
  fields.integer();
  fields.take(TAG.set);
  const encapsulated = readEncapsulated(fields.take(TAG.sequence));
  const certificates = fields.optional(0xa0);
  const lists = fields.optional(0xa1);
  const signerInfos = childrenOf(fields.take(TAG.set));
  if (signerInfos.length > LIMITS.signaturesPerMessage) refuse("too-large");
  return {
    ...encapsulated,
    certificates: certificates ? readCertificateSet(certificates) : [],
    revocationLists: lists ? readRevocationInfos(lists) : [],
    signerInfos,
  };
}

/** EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OCTET STRING OPTIONAL } */
function readEncapsulated(element: Element): { contentType: string; content: Bytes | null } {
  const fields = new Cursor(element);
  const contentType = fields.oid();
  const explicit = fields.optional(0xa0);
  if (!explicit) return { contentType, content: null };
  const octets = new Cursor(explicit, 0xa0).take(TAG.octetString, TAG.octetString | 0x20);
  return { contentType, content: octetsOf(octets) };
}

/** Other kinds of CertificateChoices (attribute certificates) are passed over. */
function readCertificateSet(field: Element): Bytes[] {
  const certificates = childrenOf(field).filter(({ tag, definite }) => tag === TAG.sequence && definite);
  if (certificates.length > MAX_CERTIFICATES) refuse("too-large");
  return certificates.map(({ raw }) => raw);
}

/** RevocationInfoChoices ::= SET OF (RFC 5652 §10.2.1). Large ones are passed over: reading them would take long. */
function readRevocationInfos(field: Element): Bytes[] {
  return childrenOf(field)
    .filter(
      ({ tag, definite, raw }) => tag === TAG.sequence && definite && raw.length <= LIMITS.certificateBytes,
    )
    .slice(0, LIMITS.signaturesPerMessage)
    .map(({ raw }) => raw);
}

/**
 * SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0] OPTIONAL, signatureAlgorithm,
 * signature, unsignedAttrs [1] OPTIONAL } (RFC 5652 §5.3)
 */
export function readSignerInfo(element: Element): SignerInfo {
  const fields = new Cursor(element);
  fields.integer();
  const sid = fields.take(TAG.sequence, 0x80);
  const digestAlgorithm = fields.take(TAG.sequence);
  return {
    sid,
    digestAlgorithm,
    digestId: new Cursor(digestAlgorithm).oid(),
    signedAttrs: fields.optional(0xa0),
    signatureAlgorithm: fields.take(TAG.sequence),
    signature: octetsOf(fields.take(TAG.octetString, TAG.octetString | 0x20)),
    unsignedAttrs: fields.optional(0xa1),
  };
}
