/** Certificates of people and lists, signed by an authority of one's own. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { type Bytes, type EmailAddress, type Fingerprint, type Random, toHex, type WhyCode } from "#base";
import { buildCertificate, USAGE } from "../certificates/build-certificate.ts";
import { type Certificate, readCertificate } from "../certificates/certificate.ts";
import { type Authority, issuerOf, type NewKeyKind, newKeyPair } from "./make-authority.ts";
import { OID } from "../asn1/oids.ts";
import { encryptionAlgorithm, whyWeak } from "../certificates/purpose.ts";
import { whyPathFails } from "../certificates/validate-path.ts";

export interface IssueRequest {
  readonly authority: Authority;
  readonly address: EmailAddress;
  readonly commonName: string;
  /** SubjectPublicKeyInfo of the holder's key, DER. */
  readonly publicKey: Bytes;
  readonly notBefore: Date;
  /** The authority's own end is the latest. */
  readonly notAfter: Date;
  readonly random: Random;
}

export interface IssuedCertificate {
  readonly certificate: Bytes;
  readonly fingerprint: Fingerprint;
  /** The INTEGER of the serial number without its header, hexadecimal. */
  readonly serial: string;
  readonly notAfter: Date;
  /** Why it is good for nothing: what a relying program would say. null: it is valid. */
  readonly why: WhyCode | null;
}

/** For signing and encryption of mail as far as the key can do both (RFC 8550 §4.4). */
export function issueCertificate(request: IssueRequest): IssuedCertificate {
  const { authority, address, publicKey: spki, ...rest } = request;
  const root = readCertificate(authority.certificate);
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  const certificate = buildCertificate({
    ...rest,
    notAfter: rest.notAfter < root.notAfter ? rest.notAfter : root.notAfter,
    addresses: [address],
    publicKey,
    issuer: issuerOf(authority),
    usage: usageFor(publicKey),
    purposes: [OID.emailProtection],
    authority: false,
  });
  const made = readCertificate(certificate);
  const { fingerprint, notAfter } = made;
  const why = whyWeak(publicKey) ?? whyNotValid(made, root, request.notBefore);
  return { certificate, fingerprint, serial: serialOf(made), notAfter, why };
}

/** A new key pair for somebody who brings none. */
export async function newHolderKey(kind: NewKeyKind): Promise<{ publicKey: Bytes; secret: Bytes }> {
  const { publicKey, privateKey } = await newKeyPair(kind);
  return {
    publicKey: publicKey.export({ format: "der", type: "spki" }),
    secret: privateKey.export({ format: "der", type: "pkcs8" }),
  };
}

function usageFor(key: KeyObject): number {
  const algorithm = encryptionAlgorithm(key);
  if (algorithm === null) return USAGE.digitalSignature;
  return (
    USAGE.digitalSignature | (key.asymmetricKeyType === "rsa" ? USAGE.keyEncipherment : USAGE.keyAgreement)
  );
}

function whyNotValid(made: Certificate, root: Certificate, at: Date): WhyCode | null {
  return whyPathFails([made, root], { at, budget: { namesCompared: 0 }, revocationLists: [] });
}

function serialOf({ serialNumber }: Certificate): string {
  return toHex(serialNumber.subarray(2)).toUpperCase();
}
