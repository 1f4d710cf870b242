/** A list's own authority whose key was kept against its purpose, to see what certificates of it are worth. */
import { generateKeyPairSync } from "node:crypto";
import { type Bytes, type EmailAddress, systemRandom } from "#base";
import { buildCertificate, USAGE } from "../../../src/smime/certificates/build-certificate.ts";
import { makeListAuthority } from "../../../src/smime/issuing/list-authority.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";

export interface MisusedAuthority {
  readonly certificate: Bytes;
  /** A certificate for somebody; for mail, if no purpose is given. */
  readonly certify: (
    address: string,
    more?: { readonly purpose?: string; readonly authority?: boolean },
  ) => Bytes;
}

export async function misusedAuthority(
  address: EmailAddress,
  times: { readonly notBefore: Date; readonly notAfter: Date },
): Promise<MisusedAuthority> {
  const { certificate, issuer } = await makeListAuthority({ address, ...times, random: systemRandom });
  return {
    certificate,
    certify: (name, { purpose = OID.emailProtection, authority = false } = {}) =>
      buildCertificate({
        ...times,
        commonName: "Mallory",
        addresses: [name as EmailAddress],
        publicKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey,
        issuer,
        usage: authority ? USAGE.keyCertSign : USAGE.digitalSignature,
        purposes: [purpose],
        authority,
        random: systemRandom,
      }),
  };
}
