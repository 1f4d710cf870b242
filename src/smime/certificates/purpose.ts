/** What a certificate may be used for (RFC 8550 §4.4, S2) and whether its key is strong enough. */
import type { KeyObject } from "node:crypto";
import type { SmimeKeyAlgorithm, WhyCode } from "#base";
import { USAGE } from "./build-certificate.ts";
import { keyUsageOf, purposesOf } from "./certificate-extensions.ts";
import { type Certificate, keyAlgorithmOf, publicKeyOf } from "./certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { OID } from "../asn1/oids.ts";
import { oneShotOf } from "../signatures/one-shot-signature.ts";

const MIN_RSA_BITS = 2048;
const CURVES: Readonly<Record<string, SmimeKeyAlgorithm>> = {
  prime256v1: "p256",
  secp384r1: "p384",
  secp521r1: "p521",
};

/** Keys whose type says it all, by Node's name of it (RFC 8410, RFC 9936). */
const ENCRYPTION_KEYS: Readonly<Record<string, SmimeKeyAlgorithm>> = {
  rsa: "rsa",
  x25519: "x25519",
  x448: "x448",
  "ml-kem-512": "ml-kem-512",
  "ml-kem-768": "ml-kem-768",
  "ml-kem-1024": "ml-kem-1024",
};

/** QUIRK: many EC certificates say keyEncipherment where RFC 5480 §3 wants keyAgreement; both mean it. */
const EC_ENCRYPTION = USAGE.keyAgreement | USAGE.keyEncipherment;

/** Keys that a content key is enciphered to; others agree on one (RFC 5280 §4.2.1.3, RFC 9935 §3). */
const ENCIPHERS = /^(rsa|ml-kem)/;

/** cRLSign of keyUsage (RFC 5280 §4.2.1.3). */
export const CRL_SIGN = 0x02;

/** null: dates fit. */
export function whyNotAt(certificate: Certificate, at: Date): WhyCode | null {
  if (at < certificate.notBefore) return "key-not-yet-valid";
  return at > certificate.notAfter ? "key-expired" : null;
}

/** null: may sign mail, apart from its dates. */
export function whyCannotSign(certificate: Certificate): WhyCode | null {
  const key = publicKeyOf(certificate);
  const why = whyWeak(key);
  if (why) return why;
  if (isForEncryptionOnly(key) || isForOaepOnly(certificate)) return "key-cannot-sign";
  if (!signingKeyName(key)) return "unsupported";
  const allowed = hasUsage(certificate, USAGE.digitalSignature | USAGE.nonRepudiation);
  if (!allowed) return "key-cannot-sign";
  return isForMail(certificate) ? null : "wrong-purpose";
}

/** null: mail may be encrypted to it, apart from its dates. */
export function whyCannotEncrypt(certificate: Certificate): WhyCode | null {
  const key = publicKeyOf(certificate);
  const why = whyWeak(key);
  if (why) return why;
  const algorithm = encryptionAlgorithm(key);
  if (!algorithm) return "key-cannot-encrypt";
  if (!hasUsage(certificate, ENCIPHERS.test(algorithm) ? USAGE.keyEncipherment : EC_ENCRYPTION))
    return "key-cannot-encrypt";
  return isForMail(certificate) ? null : "wrong-purpose";
}

/** Which kind of RecipientInfo this key takes; null if none. */
export function encryptionAlgorithm(key: KeyObject): SmimeKeyAlgorithm | null {
  if (key.asymmetricKeyType !== "ec") return ENCRYPTION_KEYS[key.asymmetricKeyType ?? ""] ?? null;
  return CURVES[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? null;
}

/** RFC 4055 §4.1: such a key is for nothing else. */
function isForOaepOnly(certificate: Certificate): boolean {
  return new Cursor(keyAlgorithmOf(certificate)).oid() === OID.rsaesOaep;
}

function isForEncryptionOnly(key: KeyObject): boolean {
  return /^(x|ml-kem)/.test(key.asymmetricKeyType ?? "");
}

const ENCRYPTION_NAMES: Readonly<Record<string, string>> = {
  x25519: "X25519",
  x448: "X448",
  "ml-kem-512": "ML-KEM-512",
  "ml-kem-768": "ML-KEM-768",
  "ml-kem-1024": "ML-KEM-1024",
};

/** "RSA-2048", "P-256", "Ed25519", "ML-KEM-768", or the name that Node has for it. */
export function keyName(key: KeyObject): string {
  const type = key.asymmetricKeyType ?? "unknown";
  return signingKeyName(key) ?? ENCRYPTION_NAMES[type] ?? `${type}${bitsText(key)}`;
}

/** null: strong enough. */
export function whyWeak(key: KeyObject): WhyCode | null {
  if (key.asymmetricKeyType === "dsa") return "weak-algorithm";
  return isRsa(key) && modulusBits(key) < MIN_RSA_BITS ? "weak-key" : null;
}

export function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === "rsa" || key.asymmetricKeyType === "rsa-pss";
}

/** Whether keyUsage is absent or has one of these flags (RFC 5280 §4.2.1.3). */
export function hasUsage(certificate: Certificate, flags: number): boolean {
  const usage = keyUsageOf(certificate);
  return usage === null || (usage & flags) !== 0;
}

/** Whether extKeyUsage is absent or names mail (RFC 5280 §4.2.1.12). */
export function isForMail(certificate: Certificate): boolean {
  const purposes = purposesOf(certificate);
  if (!purposes) return true;
  return purposes.includes(OID.emailProtection) || purposes.includes(OID.anyExtendedKeyUsage);
}

function signingKeyName(key: KeyObject): string | null {
  if (isRsa(key)) return `RSA-${modulusBits(key)}`;
  if (key.asymmetricKeyType === "ec") return curveName(key.asymmetricKeyDetails?.namedCurve ?? "");
  return oneShotOf(key.asymmetricKeyType)?.algorithm.text ?? null;
}

/** The curves of RFC 5480 §2.1.1.1 from 256 bits on, and those of Brainpool (RFC 5639). */
function curveName(curve: string): string | null {
  const nist = CURVES[curve];
  if (nist) return `P-${nist.slice(1)}`;
  return /^brainpoolP(256|320|384|512)[rt]1$/.test(curve) ? curve : null;
}

function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}

function bitsText(key: KeyObject): string {
  const bits = modulusBits(key);
  return bits > 0 ? `-${bits}` : "";
}
