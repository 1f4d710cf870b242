/** SignedData as no program of good manners writes it (RFC 5652 §5): several signers, wrong digests, no time. */
import { createPrivateKey, sign } from "node:crypto";
import { type Bytes, type ListSecret, utf8 } from "#base";
import { composePart, encodeBase64Lines } from "#mime";
import { issuerAndSerial, readCertificate } from "../../src/smime/certificate.ts";
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
} from "../../src/smime/der.ts";
import { digest } from "../../src/smime/digest.ts";
import { OID } from "../../src/smime/oids.ts";
import { multipartSigned } from "./correspondents.ts";

export interface ForgedSigner {
  /** With an RSA key. */
  readonly by: ListSecret;
  readonly content: Bytes;
  /** null: the signature does not say when it was made. */
  readonly at: Date | null;
}

/** multipart/signed around `content`; each signer may have signed something else. */
export function signedBySeveral(content: Bytes, signers: readonly ForgedSigner[]): Bytes {
  const data = sequence(
    smallInteger(1),
    setOf(sequence(oid(OID.sha256))),
    sequence(oid(OID.data)),
    der(0xa0, ...signers.map(({ by }) => certificateOf(by))),
    setOf(...signers.map(signerInfo)),
  );
  const fields = [
    ["Content-Type", "application/pkcs7-signature; name=smime.p7s"],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  const signature = encodeBase64Lines(sequence(oid(OID.signedData), der(0xa0, data)));
  return multipartSigned("application/pkcs7-signature", "sha-256", [
    content,
    composePart({ fields, body: signature }),
  ]);
}

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
