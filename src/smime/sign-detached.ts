/** Detached signatures of the list (RFC 5652 §5, RFC 8551 §2.5). */
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { AppError, type Bytes, type ListSecret } from "#base";
import { issuerAndSerial, readCertificate } from "./certificate.ts";
import { der, derNull, octetString, oid, retag, sequence, setOf, smallInteger, time } from "./der.ts";
import { digest } from "./digest.ts";
import { OID } from "./oids.ts";
import { TAG } from "./ber.ts";

/** What our members may send us, best first (RFC 8551 §2.5.2). */
const CAPABILITIES = [OID.aes256Gcm, OID.aes128Gcm, OID.aes256Cbc, OID.aes128Cbc];

/**
 * Signs content (canonical: exactly what stands in the first part) with SHA-256; the chain is embedded.
 * `micalg` is the parameter of multipart/signed (RFC 8551 §3.5.3.2).
 */
export function signDetached(input: { content: Bytes; signWith: ListSecret; at: Date }): {
  signature: Bytes;
  micalg: string;
} {
  const { content, signWith, at } = input;
  const key = createPrivateKey({ key: Buffer.from(signWith.secret), format: "der", type: "pkcs8" });
  const own = readCertificate(ownCertificate(signWith));
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(digest("sha256", content))),
    attribute(OID.signingTime, time(at)),
    attribute(OID.smimeCapabilities, sequence(...CAPABILITIES.map((id) => sequence(oid(id))))),
    attribute(OID.encryptionKeyPreference, retag(issuerAndSerial(own), 0xa0)),
  );
  const signerInfo = sequence(
    smallInteger(1),
    issuerAndSerial(own),
    SHA256,
    retag(attributes, 0xa0),
    signatureAlgorithm(key),
    octetString(sign("sha256", attributes, key)),
  );
  return { signature: signedData(signWith.certificates, signerInfo), micalg: "sha-256" };
}

const SHA256 = sequence(oid(OID.sha256));

function ownCertificate(secret: ListSecret): Bytes {
  const [own] = secret.certificates;
  if (own) return own;
  throw new AppError({
    code: "key-unusable",
    publicText: "The list's S/MIME key has no certificate. Import it again together with its certificate.",
  });
}

function attribute(id: string, value: Bytes): Bytes {
  return sequence(oid(id), setOf(value));
}

/** RFC 3370 §3.2 and RFC 5754 §3: rsaEncryption has NULL parameters, ECDSA none. */
function signatureAlgorithm(key: KeyObject): Bytes {
  if (key.asymmetricKeyType === "rsa") return sequence(oid(OID.rsaEncryption), derNull);
  if (key.asymmetricKeyType === "ec") return sequence(oid(OID.ecdsaWithSha256));
  throw new AppError({
    code: "key-unusable",
    publicText: "The list's S/MIME key is neither RSA nor EC. Import or generate another one.",
  });
}

function signedData(certificates: readonly Bytes[], signerInfo: Bytes): Bytes {
  const data = sequence(
    smallInteger(1),
    setOf(SHA256),
    sequence(oid(OID.data)),
    retag(der(TAG.set, ...certificates), 0xa0),
    setOf(signerInfo),
  );
  return sequence(oid(OID.signedData), der(0xa0, data));
}
