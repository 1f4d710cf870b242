/** SignedData (RFC 5652 §5) with one signer, every part of which a test may choose. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { Bytes, ListSecret } from "#base";
import { extension } from "../../../src/smime/certificates/build-certificate.ts";
import { issuerAndSerial, readCertificate } from "../../../src/smime/certificates/certificate.ts";
import { der, octetString, oid, retag, sequence, setOf, smallInteger } from "../../../src/smime/asn1/der.ts";
import { digestBy, DIGESTS } from "../../../src/smime/signatures/digest.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";

export interface CmsSigner {
  readonly by: ListSecret;
  readonly content: Bytes;
  readonly digestId: string;
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Bytes;
  readonly sign: (octets: Bytes, key: KeyObject) => Bytes;
  /** Elements of signedAttrs in the order in which they are to stand; default contentType and messageDigest. */
  readonly attributes?: readonly Bytes[] | null;
  /** signedAttrs as they are to stand in the message, from their DER under [0]. */
  readonly encode?: (attributes: Bytes) => Bytes;
  /** SignerIdentifier; default IssuerAndSerialNumber. */
  readonly sid?: Bytes;
}

export const attribute = (id: string, ...values: readonly Bytes[]): Bytes =>
  sequence(oid(id), setOf(...values));

export function contentAttributes(content: Bytes, digestId: string): Bytes[] {
  const digest = DIGESTS[digestId];
  if (!digest) throw new Error(`no digest ${digestId}`);
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(digestBy(digest, content))),
  ];
}

/** A detached signature, DER. */
export function signedDataBy(signer: CmsSigner): Bytes {
  const { by, content, digestId, algorithm } = signer;
  const [own = new Uint8Array()] = by.certificates;
  const list = signer.attributes === undefined ? contentAttributes(content, digestId) : signer.attributes;
  const attributes = list && setOf(...list);
  const key = createPrivateKey({ key: Buffer.from(by.secret), format: "der", type: "pkcs8" });
  const encode = signer.encode ?? ((one: Bytes) => one);
  const info = sequence(
    smallInteger(1),
    signer.sid ?? issuerAndSerial(readCertificate(own)),
    sequence(oid(digestId)),
    ...(attributes ? [encode(retag(attributes, 0xa0))] : []),
    algorithm,
    octetString(signer.sign(attributes ?? content, key)),
  );
  const data = sequence(
    smallInteger(1),
    setOf(sequence(oid(digestId))),
    sequence(oid(OID.data)),
    der(0xa0, ...by.certificates),
    setOf(info),
  );
  return sequence(oid(OID.signedData), der(0xa0, data));
}

/** A certificate extension that announces OAEP (RFC 4262), with its defaults or with SHA-256 for everything. */
export function oaepCapability(hash: "sha256" | null): Bytes {
  const sha256 = sequence(oid(OID.sha256));
  const parameters = sequence(der(0xa0, sha256), der(0xa1, sequence(oid(OID.mgf1), sha256)));
  const capability = sequence(oid(OID.rsaesOaep), ...(hash === null ? [] : [parameters]));
  return extension(OID.smimeCapabilities, sequence(capability));
}
