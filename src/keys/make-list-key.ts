/** Makes a list's own key in one family, with an expiry that the owners are told about in time. */
import type { Bytes, EmailAddress, ListSecret, Random, Scheme } from "#base";
import { openpgp, smime } from "./crypto-rooms.ts";

/** How long a new list key is good; `doctor` warns 30 days before. */
const LIFETIME_YEARS = 2;

export interface ListKeyRequest {
  readonly address: EmailAddress;
  /** The certificate's common name. */
  readonly displayName: string;
  readonly at: Date;
  readonly random: Random;
}

export interface ListKeyMaterial {
  readonly secret: ListSecret;
  /** Binary transferable public key, or the certificate as DER. */
  readonly publicKey: Bytes;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** OpenPGP: the packet that revokes it, made in time; null: made when it is needed, or by an authority. */
  readonly revocation: Bytes | null;
}

export async function makeListKey(scheme: Scheme, request: ListKeyRequest): Promise<ListKeyMaterial> {
  const { address, displayName, at, random } = request;
  const expiresAt = yearsAfter(at, LIFETIME_YEARS);
  if (scheme === "openpgp") {
    const made = await (await openpgp()).generateListKey({ address, at, expiresAt });
    const revocation = await (await openpgp()).makeRevocation(made.secret, at);
    return { ...made, createdAt: at, expiresAt, revocation };
  }
  const { secret } = await (
    await smime()
  ).generateListKey({ address, commonName: displayName, at, expiresAt, random });
  return { secret, publicKey: ownCertificate(secret), createdAt: at, expiresAt, revocation: null };
}

/** The certificate that belongs to the private key: the first of the chain. */
export function ownCertificate(secret: ListSecret): Bytes {
  const [own] = secret.certificates;
  if (own === undefined) throw new Error("an S/MIME list key came without its certificate");
  return own;
}

function yearsAfter(at: Date, years: number): Date {
  const later = new Date(at);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}
