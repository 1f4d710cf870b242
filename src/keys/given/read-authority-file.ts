import type { Bytes, Fingerprint } from "#base";
import { smime } from "../crypto-rooms.ts";

export interface TrustedAuthority {
  readonly fingerprint: Fingerprint;
  readonly name: string;
  readonly pem: string;
}

export interface AuthorityFile {
  readonly authorities: readonly TrustedAuthority[];
  readonly leftOut: number;
}

/** The authorities in a file that an operator trusts; null: there is no certificate in it. */
export async function readAuthorityFile(file: Bytes, at: Date): Promise<AuthorityFile | null> {
  const { armourCertificate, readAuthorities } = await smime();
  const read = readAuthorities(file, at);
  if (read === null) return null;
  const authorities = read.authorities.map(({ certificate, fingerprint, name }) => ({
    fingerprint,
    name,
    pem: armourCertificate(certificate),
  }));
  return { authorities, leftOut: read.leftOut };
}
