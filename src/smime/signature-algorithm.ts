/** Signature algorithms of SignerInfos (RFC 3370 §3, RFC 4056, RFC 5754 §3, RFC 5753 §2.1, RFC 8419 §3). */
import { constants, type KeyObject, verify } from "node:crypto";
import type { Bytes, WhyCode } from "#base";
import { type Element, TAG } from "./ber.ts";
import { Cursor, integerOf } from "./cursor.ts";
import { type Digest, DIGESTS } from "./digest.ts";
import { OID } from "./oids.ts";
import { isRsa } from "./purpose.ts";
import { orRefuse, refuse } from "./refusal.ts";

export interface SignatureAlgorithm {
  readonly family: "rsa" | "rsa-pss" | "ecdsa" | "ed25519";
  readonly digest: Digest;
  readonly saltLength: number;
  /** As people know it: "RSA with SHA-256". */
  readonly text: string;
}

const RSA = "1.2.840.113549.1.1";
const ECDSA = "1.2.840.10045.4";

/** Algorithms whose identifier names the hash too. */
const COMBINED: Readonly<Record<string, { family: "rsa" | "ecdsa"; digest: string }>> = {
  [`${RSA}.4`]: { family: "rsa", digest: OID.md5 },
  [`${RSA}.5`]: { family: "rsa", digest: OID.sha1 },
  [`${RSA}.14`]: { family: "rsa", digest: OID.sha224 },
  [`${RSA}.11`]: { family: "rsa", digest: OID.sha256 },
  [`${RSA}.12`]: { family: "rsa", digest: OID.sha384 },
  [`${RSA}.13`]: { family: "rsa", digest: OID.sha512 },
  [`${ECDSA}.1`]: { family: "ecdsa", digest: OID.sha1 },
  [`${ECDSA}.3.1`]: { family: "ecdsa", digest: OID.sha224 },
  [`${ECDSA}.3.2`]: { family: "ecdsa", digest: OID.sha256 },
  [`${ECDSA}.3.3`]: { family: "ecdsa", digest: OID.sha384 },
  [`${ECDSA}.3.4`]: { family: "ecdsa", digest: OID.sha512 },
};
const DSA = ["1.2.840.10040.4.1", "1.2.840.10040.4.3", "2.16.840.1.101.3.4.3.1", "2.16.840.1.101.3.4.3.2"];

/** Reads signatureAlgorithm; its hash must be that of digestAlgorithm. */
export function readSignatureAlgorithm(algorithm: Element, digestId: string): SignatureAlgorithm {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (DSA.includes(id)) refuse("weak-algorithm");
  const digest = DIGESTS[digestId] ?? refuse("unsupported");
  const combined = COMBINED[id];
  if (combined) {
    if (combined.digest !== digestId) refuse("malformed");
    return named(combined.family, digest);
  }
  switch (id) {
    case OID.rsaEncryption:
      return named("rsa", digest);
    // QUIRK: some writers put the key's algorithm where ecdsa-with-SHA2 belongs.
    case OID.ecPublicKey:
      return named("ecdsa", digest);
    case OID.rsassaPss:
      return { ...named("rsa-pss", digest), saltLength: readPss(fields, digestId) };
    case OID.ed25519:
      return digestId === OID.sha512 ? named("ed25519", digest) : refuse("unsupported");
    default:
      return refuse("unsupported");
  }
}

/** RSASSA-PSS-params ::= SEQUENCE { hashAlgorithm [0], maskGenAlgorithm [1], saltLength [2], trailerField [3] } */
function readPss(algorithm: Cursor, digestId: string): number {
  const fields = new Cursor(algorithm.take(TAG.sequence));
  const hashId = pssHash(fields);
  const mask = fields.optional(0xa1);
  const salt = fields.optional(0xa2);
  if (hashId !== digestId) refuse("malformed");
  if (maskHash(mask) !== digestId) refuse("unsupported");
  return salt ? integerOf(new Cursor(salt, 0xa2).take(TAG.integer)) : 20;
}

function maskHash(field: Element | null): string {
  if (!field) return OID.sha1;
  const mask = new Cursor(new Cursor(field, 0xa1).take(TAG.sequence));
  if (mask.oid() !== OID.mgf1) refuse("unsupported");
  return new Cursor(mask.take(TAG.sequence)).oid();
}

function named(family: SignatureAlgorithm["family"], digest: Digest): SignatureAlgorithm {
  const hash = digest.name.toUpperCase().replace("SHA", "SHA-");
  const FAMILY = { rsa: "RSA", "rsa-pss": "RSA-PSS", ecdsa: "ECDSA", ed25519: "Ed25519" };
  return { family, digest, saltLength: 0, text: `${FAMILY[family]} with ${hash}` };
}

/** null: the signature is right for these octets and this key. */
export function whyWrong(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  signed: { readonly octets: Bytes; readonly signature: Bytes },
): WhyCode | null {
  if (!fits(algorithm.family, key)) return "bad-signature";
  const padding =
    algorithm.family === "rsa-pss" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const options =
    algorithm.family === "rsa" || algorithm.family === "rsa-pss"
      ? { key, padding, ...(algorithm.family === "rsa-pss" ? { saltLength: algorithm.saltLength } : {}) }
      : { key };
  const hash = algorithm.family === "ed25519" ? null : algorithm.digest.name;
  return orRefuse(() => verify(hash, signed.octets, options, signed.signature), "bad-signature")
    ? null
    : "bad-signature";
}

function fits(family: SignatureAlgorithm["family"], key: KeyObject): boolean {
  switch (family) {
    case "rsa":
      return key.asymmetricKeyType === "rsa";
    case "rsa-pss":
      return isRsa(key);
    case "ecdsa":
      return key.asymmetricKeyType === "ec";
    case "ed25519":
      return key.asymmetricKeyType === "ed25519";
  }
}

/** Whether an issuer's signature under a certificate uses a hash that no longer counts. */
export function isWeakSignature(algorithm: Element): boolean {
  const fields = new Cursor(algorithm);
  const id = fields.oid();
  if (id === OID.rsassaPss) return isWeakDigest(pssHash(new Cursor(fields.take(TAG.sequence))));
  return DSA.includes(id) || isWeakDigest(COMBINED[id]?.digest);
}

function isWeakDigest(id: string | undefined): boolean {
  return id !== undefined && DIGESTS[id]?.weak === true;
}

function pssHash(fields: Cursor): string {
  const hash = fields.optional(0xa0);
  return hash ? new Cursor(new Cursor(hash, 0xa0).take(TAG.sequence)).oid() : OID.sha1;
}
