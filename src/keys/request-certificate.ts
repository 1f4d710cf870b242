/** A key for a list whose certificate is asked for elsewhere; the private half never leaves the server. */
import { createHash } from "node:crypto";
import type { Bytes, EmailAddress, Fingerprint } from "#base";
import type { NewKeyKind } from "#smime";
import { smime } from "./crypto-rooms.ts";

export interface RequestedListKey {
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly fingerprint: Fingerprint;
  /** PKCS#8, DER. */
  readonly secret: Bytes;
  /** PKCS#10 as PEM. */
  readonly request: string;
}

export async function requestCertificate(input: {
  readonly address: EmailAddress;
  readonly commonName: string;
  readonly kind: NewKeyKind;
}): Promise<RequestedListKey> {
  const { kind, ...names } = input;
  const { newHolderKey, writeCertificationRequest } = await smime();
  const { publicKey, secret } = await newHolderKey(kind);
  const digest = createHash("sha256").update(publicKey).digest("hex").toUpperCase();
  const request = writeCertificationRequest({ ...names, secret });
  return { fingerprint: digest as Fingerprint, secret, request };
}
