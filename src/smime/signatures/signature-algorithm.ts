/**
 * Signature algorithms of SignerInfos: RSA (RFC 3370 §3.2, RFC 5754 §3.2), RSASSA-PSS (RFC 4056), ECDSA (RFC 5753
 * §2.1, RFC 5754 §3.3) with SHA-2 and SHA-3, and those that sign in one shot. ECDSA with SHAKE (RFC 8702) Node has not.
 */
import { constants, type KeyObject, verify } from "node:crypto";
import type { Bytes, WhyCode } from "#base";
import { type Element, TAG } from "../asn1/ber.ts";
import { Cursor } from "../asn1/cursor.ts";
import { type Digest, DIGESTS, digestText } from "./digest.ts";
import { OID } from "../asn1/oids.ts";
import { ONE_SHOT, type OneShot } from "./one-shot-signature.ts";
import { isRightPss, type Pss, pssHash, readPss, shakePss } from "./pss.ts";
import { isRsa } from "../certificates/purpose.ts";
import { orRefuse, refuse } from "../asn1/refusal.ts";

type Scheme =
  | { readonly family: "rsa" | "ecdsa" }
  | { readonly family: "rsa-pss"; readonly pss: Pss }
  | { readonly family: "one-shot"; readonly oneShot: OneShot };

export type SignatureAlgorithm = Scheme & {
  readonly digest: Digest;
  /** As people know it: "RSA with SHA-256". */
  readonly text: string;
};

const RSA = "1.2.840.113549.1.1";
const ECDSA = "1.2.840.10045.4";
const NIST = "2.16.840.1.101.3.4.3";

/** Algorithms whose identifier names the hash too. */
const COMBINED: Readonly<Record<string, { family: "rsa" | "ecdsa"; digest: string }>> = {
  [`${RSA}.4`]: { family: "rsa", digest: OID.md5 },
  [`${RSA}.5`]: { family: "rsa", digest: OID.sha1 },
  [`${RSA}.14`]: { family: "rsa", digest: OID.sha224 },
  [`${RSA}.11`]: { family: "rsa", digest: OID.sha256 },
  [`${RSA}.12`]: { family: "rsa", digest: OID.sha384 },
  [`${RSA}.13`]: { family: "rsa", digest: OID.sha512 },
  [`${NIST}.13`]: { family: "rsa", digest: OID.sha3Bits224 },
  [`${NIST}.14`]: { family: "rsa", digest: OID.sha3Bits256 },
  [`${NIST}.15`]: { family: "rsa", digest: OID.sha3Bits384 },
  [`${NIST}.16`]: { family: "rsa", digest: OID.sha3Bits512 },
  [`${ECDSA}.1`]: { family: "ecdsa", digest: OID.sha1 },
  [`${ECDSA}.3.1`]: { family: "ecdsa", digest: OID.sha224 },
  [`${ECDSA}.3.2`]: { family: "ecdsa", digest: OID.sha256 },
  [`${ECDSA}.3.3`]: { family: "ecdsa", digest: OID.sha384 },
  [`${ECDSA}.3.4`]: { family: "ecdsa", digest: OID.sha512 },
  [`${NIST}.9`]: { family: "ecdsa", digest: OID.sha3Bits224 },
  [`${NIST}.10`]: { family: "ecdsa", digest: OID.sha3Bits256 },
  [`${NIST}.11`]: { family: "ecdsa", digest: OID.sha3Bits384 },
  [`${NIST}.12`]: { family: "ecdsa", digest: OID.sha3Bits512 },
};
const DSA = [
  "1.2.840.10040.4.1",
  "1.2.840.10040.4.3",
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((arc) => `${NIST}.${arc}`),
];

/** RSASSA-PSS with SHAKE (RFC 8702 §2.2), and the hash that each goes with. */
const SHAKE_PSS: Readonly<Record<string, string>> = {
  "1.3.6.1.5.5.7.6.30": "shake128",
  "1.3.6.1.5.5.7.6.31": "shake256",
};

/** MD2 and MD4: nobody makes them any more, OpenSSL neither. */
const LOST_DIGESTS = ["1.2.840.113549.2.2", "1.2.840.113549.2.4"];

/** Reads signatureAlgorithm; its hash must be that of digestAlgorithm. */
export function readSignatureAlgorithm(algorithm: Element, digestId: string): SignatureAlgorithm {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (DSA.includes(id)) refuse("weak-algorithm");
  if (LOST_DIGESTS.includes(digestId)) refuse("weak-hash");
  const digest = DIGESTS[digestId] ?? refuse("unsupported");
  const oneShot = ONE_SHOT[id];
  if (oneShot) return named({ family: "one-shot", oneShot }, digest);
  if (SHAKE_PSS[id] === digest.name) return named({ family: "rsa-pss", pss: shakePss(digest) }, digest);
  if (digest.extendable) refuse("unsupported");
  const combined = COMBINED[id];
  if (combined && combined.digest !== digestId) refuse("malformed");
  return named(combined ?? schemeOf(id, fields, digestId), digest);
}

function schemeOf(id: string, fields: Cursor, digestId: string): Scheme {
  switch (id) {
    case OID.rsaEncryption:
      return { family: "rsa" };
    // QUIRK: some writers put the key's algorithm where ecdsa-with-SHA2 belongs.
    case OID.ecPublicKey:
      return { family: "ecdsa" };
    case OID.rsassaPss:
      return { family: "rsa-pss", pss: readPss(fields, digestId) };
    default:
      return refuse("unsupported");
  }
}

const FAMILY = { rsa: "RSA", "rsa-pss": "RSA-PSS", ecdsa: "ECDSA" };

function named(scheme: Scheme, digest: Digest): SignatureAlgorithm {
  const family = scheme.family === "one-shot" ? scheme.oneShot.text : FAMILY[scheme.family];
  return { ...scheme, digest, text: `${family} with ${digestText(digest)}` };
}

/**
 * null: the algorithm may be used with this hash. What signs in one shot uses it for the messageDigest only
 * (RFC 9882 §3.3): without attributes it is of no account.
 */
export function whyDigestRefused(algorithm: SignatureAlgorithm, hasAttributes: boolean): WhyCode | null {
  const { digest, family } = algorithm;
  if (family !== "one-shot") return digest.weak ? "weak-hash" : null;
  if (!hasAttributes || algorithm.oneShot.takes(digest)) return null;
  return digest.weak ? "weak-hash" : "unsupported";
}

/** null: the signature is right for these octets and this key. */
export function whyWrong(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  signed: { readonly octets: Bytes; readonly signature: Bytes },
): WhyCode | null {
  if (!fits(algorithm, key)) return "bad-signature";
  return orRefuse(() => isRight(algorithm, key, signed), "bad-signature") ? null : "bad-signature";
}

function isRight(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  signed: { readonly octets: Bytes; readonly signature: Bytes },
): boolean {
  switch (algorithm.family) {
    case "rsa-pss":
      return isRightPss(algorithm.pss, key, signed);
    case "rsa":
      return verify(
        algorithm.digest.name,
        signed.octets,
        { key, padding: constants.RSA_PKCS1_PADDING },
        signed.signature,
      );
    case "ecdsa":
      return verify(algorithm.digest.name, signed.octets, key, signed.signature);
    case "one-shot":
      return verify(null, signed.octets, key, signed.signature);
  }
}

function fits(algorithm: SignatureAlgorithm, key: KeyObject): boolean {
  switch (algorithm.family) {
    case "rsa":
      return key.asymmetricKeyType === "rsa";
    case "rsa-pss":
      return isRsa(key);
    case "ecdsa":
      return key.asymmetricKeyType === "ec";
    case "one-shot":
      return key.asymmetricKeyType === algorithm.oneShot.keyType;
  }
}

/** Whether an issuer's signature under a certificate uses a hash that no longer counts. */
export function isWeakSignature(algorithm: Element): boolean {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (id === OID.rsassaPss)
    return isWeakDigest(pssHash(fields.done ? null : new Cursor(fields.take(TAG.sequence))));
  return DSA.includes(id) || isWeakDigest(COMBINED[id]?.digest);
}

function isWeakDigest(id: string | undefined): boolean {
  return id !== undefined && DIGESTS[id]?.weak === true;
}
