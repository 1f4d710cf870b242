/** Detached signatures of the list (RFC 5652 §5, RFC 8551 §2.5). */
import { createPrivateKey } from "node:crypto";
import { AppError, type Bytes, type ListSecret } from "#base";
import { type Certificate, issuerAndSerial, readCertificate } from "../certificates/certificate.ts";
import { TAG } from "../asn1/ber.ts";
import { der, octetString, oid, retag, sequence, setOf, smallInteger, time } from "../asn1/der.ts";
import { digestBy, digestText } from "./digest.ts";
import { extendHistory } from "./expansion-history.ts";
import { OID } from "../asn1/oids.ts";
import { attempt } from "../asn1/refusal.ts";
import { whyCannotEncrypt } from "../certificates/purpose.ts";
import { type Signing, signingWith } from "./signing-with.ts";

/** What our members may send us, best first (RFC 8551 §2.5.2). */
const CAPABILITIES = [OID.aes256Gcm, OID.aes128Gcm, OID.aes256Cbc, OID.aes128Cbc];

/**
 * Signs content (canonical: exactly what stands in the first part); the chain is embedded, and
 * both algorithms are part of what is signed (RFC 6211, RFC 8933 §3).
 * `micalg` is the parameter of multipart/signed (RFC 8551 §3.5.3.2).
 */
export function signDetached(input: DetachedInput): { signature: Bytes; micalg: string } {
  const { signWith } = input;
  const signing = signingOf(signWith);
  const own = readCertificate(ownCertificate(signWith));
  const attributes = signedAttributes(input, signing, own);
  const signerInfo = sequence(
    smallInteger(1),
    issuerAndSerial(own),
    signing.digestAlgorithm,
    retag(attributes, 0xa0),
    signing.inCms,
    octetString(signing.sign(attributes)),
  );
  return {
    signature: signedData(signWith.certificates, signing, signerInfo),
    micalg: digestText(signing.digest).toLowerCase(),
  };
}

export interface DetachedInput {
  readonly content: Bytes;
  readonly signWith: ListSecret;
  readonly at: Date;
  /** Of a post: the lists that it came through before, to which this one adds itself. */
  readonly expansions?: readonly Bytes[] | undefined;
}

/** RFC 5652 §5.3 */
function signedAttributes(
  { content, signWith, at, expansions }: DetachedInput,
  signing: ReturnType<typeof signingOf>,
  own: Certificate,
): Bytes {
  return setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(digestBy(signing.digest, content))),
    attribute(OID.signingTime, time(at)),
    attribute(OID.cmsAlgorithmProtect, sequence(signing.digestAlgorithm, retag(signing.inCms, 0xa1))),
    attribute(OID.smimeCapabilities, sequence(...CAPABILITIES.map((id) => sequence(oid(id))))),
    attribute(
      OID.encryptionKeyPreference,
      retag(issuerAndSerial(encryptionCertificate(own, signWith)), 0xa0),
    ),
    ...(expansions === undefined
      ? []
      : [attribute(OID.mlExpandHistory, extendHistory(expansions, { certificate: own, at }))]),
  );
}

/** Where answers are to be sealed to: a list with two certificates signs with one and opens with the other. */
function encryptionCertificate(own: Certificate, { certificates }: ListSecret): Certificate {
  if (whyCannotEncrypt(own) === null) return own;
  const others = certificates.map(readable).filter((one) => one !== null);
  return others.find((one) => whyCannotEncrypt(one) === null) ?? own;
}

/** null: what comes along with a certificate may be anything. */
function readable(der: Bytes): Certificate | null {
  const read = attempt(() => readCertificate(der));
  return read.ok ? read.value : null;
}

function signingOf({ secret }: ListSecret): Signing {
  const signing = signingWith(createPrivateKey({ key: Buffer.from(secret), format: "der", type: "pkcs8" }));
  if (signing) return signing;
  throw new AppError({
    code: "key-unusable",
    publicText: "The list's S/MIME key cannot sign. Import or generate another one.",
  });
}

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

function signedData(certificates: readonly Bytes[], { digestAlgorithm }: Signing, signerInfo: Bytes): Bytes {
  const data = sequence(
    smallInteger(1),
    setOf(digestAlgorithm),
    sequence(oid(OID.data)),
    retag(der(TAG.set, ...certificates), 0xa0),
    setOf(signerInfo),
  );
  return sequence(oid(OID.signedData), der(0xa0, data));
}
