/** SignedData as no program of good manners writes it (RFC 5652 §5): several signers, wrong digests, no time. */
import { createPrivateKey, sign } from "node:crypto";
import { type Bytes, type ListSecret, utf8 } from "#base";
import { composePart, encodeBase64Lines } from "#mime";
import { issuerAndSerial, readCertificate } from "../../../src/smime/certificates/certificate.ts";
import {
  der,
  derNull,
  octetString,
  oid,
  retag,
  sequence,
  setOf,
  smallInteger,
  time,
} from "../../../src/smime/asn1/der.ts";
import { digest } from "../../../src/smime/signatures/digest.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { multipartSigned } from "../programs/correspondents.ts";

export interface ForgedSigner {
  /** With an RSA key. */
  readonly by: ListSecret;
  readonly content: Bytes;
  /** null: the signature does not say when it was made. */
  readonly at: Date | null;
}

/** Other types than id-data (RFC 5652 §5.1, §6.1). */
export const CONTENT_TYPES = { signedData: OID.signedData, envelopedData: OID.envelopedData } as const;

export interface ForgedData {
  readonly signers: readonly ForgedSigner[];
  /** What it says it holds; id-data if it is not told. */
  readonly contentType?: string;
  /** eContent; none if it is not told. */
  readonly inside?: Bytes;
  /** Those of the signers if they are not told. */
  readonly certificates?: readonly Bytes[];
}

/** ContentInfo, DER. */
export function signedData({ signers, contentType = OID.data, inside, certificates }: ForgedData): Bytes {
  const content = inside === undefined ? [] : [der(0xa0, octetString(inside))];
  const data = sequence(
    smallInteger(1),
    setOf(sequence(oid(OID.sha256))),
    sequence(oid(contentType), ...content),
    der(0xa0, ...(certificates ?? signers.map(({ by }) => certificateOf(by)))),
    setOf(...signers.map(signerInfo)),
  );
  return sequence(oid(OID.signedData), der(0xa0, data));
}

/** multipart/signed around `content`; each signer may have signed something else. */
export function signedBySeveral(content: Bytes, signers: readonly ForgedSigner[]): Bytes {
  return beside(content, signedData({ signers }));
}

/** multipart/signed of any content and any SignedData. */
export function beside(content: Bytes, data: Bytes): Bytes {
  const fields = [["Content-Type", "application/pkcs7-signature; name=smime.p7s"], BASE64] as const;
  const signature = composePart({ fields, body: encodeBase64Lines(data) });
  return multipartSigned("application/pkcs7-signature", "sha-256", [content, signature]);
}

/** application/pkcs7-mime (RFC 8551 §3.5.2). */
export function opaque(data: Bytes, type = "signed-data"): Bytes {
  const fields = [
    ["Content-Type", `application/pkcs7-mime; smime-type=${type}; name=smime.p7m`],
    BASE64,
  ] as const;
  return composePart({ fields, body: encodeBase64Lines(data) });
}

const BASE64 = ["Content-Transfer-Encoding", "base64"] as const;

function signerInfo({ by, content, at }: ForgedSigner): Bytes {
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(digest("sha256", content))),
    ...(at === null ? [] : [attribute(OID.signingTime, time(at))]),
  );
  const key = createPrivateKey({ key: Buffer.from(by.secret), format: "der", type: "pkcs8" });
  return sequence(
    smallInteger(1),
    issuerAndSerial(readCertificate(certificateOf(by))),
    sequence(oid(OID.sha256)),
    retag(attributes, 0xa0),
    sequence(oid(OID.rsaEncryption), derNull),
    octetString(sign("sha256", attributes, key)),
  );
}

function attribute(id: string, value: Bytes): Bytes {
  return sequence(oid(id), setOf(value));
}

function certificateOf({ certificates: [own = utf8("")] }: ListSecret): Bytes {
  return own;
}
