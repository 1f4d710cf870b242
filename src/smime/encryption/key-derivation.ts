/** From a shared secret to a key-encryption key: X9.63 KDF (SEC 1 §3.6.1) and HKDF (RFC 5869, RFC 8418 §2.2). */
import { hkdfSync } from "node:crypto";
import type { Bytes } from "#base";
import { counterHash } from "../signatures/counter-hash.ts";
import { der, octetString, sequence } from "../asn1/der.ts";
import type { KeyWrap } from "./key-wrap.ts";
import { OID } from "../asn1/oids.ts";

export interface AgreementScheme {
  readonly kdf: "x963" | "hkdf";
  readonly hash: string;
  /** Whether the curve's cofactor is multiplied in; for the curves that have none it is the same secret. */
  readonly cofactor: boolean;
}

const x963 = (hash: string, cofactor = false): AgreementScheme => ({ kdf: "x963", hash, cofactor });
const hkdf = (hash: string): AgreementScheme => ({ kdf: "hkdf", hash, cofactor: false });

/** Key agreement schemes (RFC 5753 §7.1.4, RFC 8418 §3.1). MQV and finite fields (RFC 2631) are none of them. */
export const SCHEMES: Readonly<Record<string, AgreementScheme>> = {
  [OID.dhSha1Kdf]: x963("sha1"),
  [OID.dhSha224Kdf]: x963("sha224"),
  [OID.dhSha256Kdf]: x963("sha256"),
  [OID.dhSha384Kdf]: x963("sha384"),
  [OID.dhSha512Kdf]: x963("sha512"),
  [OID.cofactorSha1Kdf]: x963("sha1", true),
  [OID.cofactorSha224Kdf]: x963("sha224", true),
  [OID.cofactorSha256Kdf]: x963("sha256", true),
  [OID.cofactorSha384Kdf]: x963("sha384", true),
  [OID.cofactorSha512Kdf]: x963("sha512", true),
  [OID.dhHkdfSha256]: hkdf("sha256"),
  [OID.dhHkdfSha384]: hkdf("sha384"),
  [OID.dhHkdfSha512]: hkdf("sha512"),
};

/** The key-encryption key; user keying material is also the salt of HKDF (RFC 8418 §2.2). */
export function agreedKek(
  { kdf, hash }: AgreementScheme,
  secret: Bytes,
  { wrap, ukm }: { readonly wrap: KeyWrap; readonly ukm: Bytes | null },
): Bytes {
  const info = sharedInfo(wrap, ukm);
  if (kdf === "x963") return counterHash({ hash, before: secret, after: info, first: 1 }, wrap.keyBytes);
  return deriveByHkdf(hash, secret, { salt: ukm, info, length: wrap.keyBytes });
}

/** ECC-CMS-SharedInfo ::= SEQUENCE { keyInfo, entityUInfo [0] OPTIONAL, suppPubInfo [2] } (RFC 5753 §7.2). */
function sharedInfo({ identifier, keyBytes }: KeyWrap, ukm: Bytes | null): Bytes {
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(keyBytes * 8);
  const entityInfo = ukm ? [der(0xa0, octetString(ukm))] : [];
  return sequence(identifier, ...entityInfo, der(0xa2, octetString(bits)));
}

/** RFC 5869 §2; `hash` is OpenSSL's name, `length` is octets, no salt is an empty one. */
export function deriveByHkdf(
  hash: string,
  secret: Bytes,
  { salt, info, length }: { readonly salt: Bytes | null; readonly info: Bytes; readonly length: number },
): Bytes {
  return new Uint8Array(hkdfSync(hash, secret, salt ?? new Uint8Array(), info, length));
}
