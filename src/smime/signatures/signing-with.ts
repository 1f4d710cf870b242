/** How a private key signs: the algorithms that name it in CMS and X.509, and the signature itself. */
import { type KeyObject, sign } from "node:crypto";
import type { Bytes } from "#base";
import { derNull, integer, oid, sequence } from "../asn1/der.ts";
import { type Digest, DIGESTS } from "./digest.ts";
import { OID } from "../asn1/oids.ts";
import { oneShotOf } from "./one-shot-signature.ts";
import { refuse } from "../asn1/refusal.ts";

export interface Signing {
  readonly digest: Digest;
  /** AlgorithmIdentifiers, DER. */
  readonly digestAlgorithm: Bytes;
  /** In a SignerInfo: rsaEncryption has NULL parameters, all others have none (RFC 3370 §3.2, RFC 5754 §3). */
  readonly inCms: Bytes;
  readonly inCertificate: Bytes;
  sign(octets: Bytes): Bytes;
}

/** null: neither RSA nor EC nor EdDSA (RFC 8419) nor ML-DSA (RFC 9882) nor SLH-DSA (RFC 9814). */
export function signingWith(key: KeyObject): Signing | null {
  const found = oneShotOf(key.asymmetricKeyType);
  if (found) {
    const identifier = sequence(oid(found.id));
    return withDigest(found.algorithm.digestId, {
      inCms: identifier,
      inCertificate: identifier,
      sign: (octets) => sign(null, octets, key),
    });
  }
  const hashed = (octets: Bytes): Bytes => sign("sha256", octets, key);
  if (key.asymmetricKeyType === "rsa") {
    const inCertificate = sequence(oid(OID.sha256WithRsa), derNull);
    return withDigest(OID.sha256, {
      inCms: sequence(oid(OID.rsaEncryption), derNull),
      inCertificate,
      sign: hashed,
    });
  }
  if (key.asymmetricKeyType !== "ec") return null;
  const identifier = sequence(oid(OID.ecdsaWithSha256));
  return withDigest(OID.sha256, { inCms: identifier, inCertificate: identifier, sign: hashed });
}

function withDigest(id: string, signing: Omit<Signing, "digest" | "digestAlgorithm">): Signing {
  const parameters = id === OID.shake256Len ? [integer(512)] : [];
  return {
    ...signing,
    digest: DIGESTS[id] ?? refuse("unsupported"),
    digestAlgorithm: sequence(oid(id), ...parameters),
  };
}
