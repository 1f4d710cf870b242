/** What a certificate may be used for (RFC 8550 §4.4, S2) and whether its key is strong enough. */
import type { KeyObject } from "node:crypto";
import { ExtendedKeyUsage, KeyUsage, KeyUsageFlags } from "@peculiar/asn1-x509";
import type { PublicKeyAlgorithm, WhyCode } from "#base";
import { type Certificate, parseAs, publicKeyOf } from "./certificate.ts";
import { OID } from "./oids.ts";

const MIN_RSA_BITS = 2048;
const CURVES: Readonly<Record<string, PublicKeyAlgorithm>> = {
  prime256v1: "p256",
  secp384r1: "p384",
  secp521r1: "p521",
};

/** QUIRK: many EC certificates say keyEncipherment where RFC 5480 §3 wants keyAgreement; both mean it. */
const EC_ENCRYPTION = KeyUsageFlags.keyAgreement | KeyUsageFlags.keyEncipherment;

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
  if (key.asymmetricKeyType?.startsWith("x")) return "key-cannot-sign";
  if (!signingKeyName(key)) return "unsupported";
  const allowed = hasUsage(certificate, KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation);
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
  if (!hasUsage(certificate, algorithm === "rsa" ? KeyUsageFlags.keyEncipherment : EC_ENCRYPTION))
    return "key-cannot-encrypt";
  return isForMail(certificate) ? null : "wrong-purpose";
}

/** Which kind of RecipientInfo this key takes; null if none. */
export function encryptionAlgorithm(key: KeyObject): PublicKeyAlgorithm | null {
  if (key.asymmetricKeyType === "rsa") return "rsa";
  if (key.asymmetricKeyType !== "ec") return null;
  return CURVES[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? null;
}

/** "RSA-2048", "P-256", "Ed25519", or the name that Node has for it. */
export function keyName(key: KeyObject): string {
  const type = key.asymmetricKeyType ?? "unknown";
  return signingKeyName(key) ?? `${type}${bitsText(key)}`;
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
  const extension = certificate.extensions.get(OID.keyUsage);
  if (!extension) return true;
  return (parseAs(extension.value, KeyUsage).toNumber() & flags) !== 0;
}

/** Whether extKeyUsage is absent or names mail (RFC 5280 §4.2.1.12). */
export function isForMail(certificate: Certificate): boolean {
  const extension = certificate.extensions.get(OID.extKeyUsage);
  if (!extension) return true;
  const purposes = parseAs(extension.value, ExtendedKeyUsage);
  return purposes.includes(OID.emailProtection) || purposes.includes(OID.anyExtendedKeyUsage);
}

function signingKeyName(key: KeyObject): string | null {
  if (isRsa(key)) return `RSA-${modulusBits(key)}`;
  if (key.asymmetricKeyType === "ed25519") return "Ed25519";
  const curve = encryptionAlgorithm(key);
  return curve ? `P-${curve.slice(1)}` : null;
}

function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}

function bitsText(key: KeyObject): string {
  const bits = modulusBits(key);
  return bits > 0 ? `-${bits}` : "";
}
