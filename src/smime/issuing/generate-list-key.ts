/** A list's own S/MIME key, with a certificate from an authority that exists for this list alone. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { EmailAddress, ListSecret, Random } from "#base";
import { buildCertificate, USAGE } from "../certificates/build-certificate.ts";
import { fingerprintOf } from "../certificates/certificate.ts";
import { makeListAuthority } from "./list-authority.ts";
import { OID } from "../asn1/oids.ts";

const RSA_BITS = 3072;
/** "No well-defined expiration date" (RFC 5280 §4.1.2.5). */
const NEVER = new Date("9999-12-31T23:59:59Z");

/**
 * RSA-3072 for signing and encryption of mail, valid from `at`; RSA because every mail program reads it.
 * `certificates` are its own and the authority's.
 */
export async function generateListKey(input: {
  address: EmailAddress;
  commonName: string;
  at: Date;
  expiresAt: Date | null;
  random: Random;
}): Promise<{ secret: ListSecret }> {
  const { address, random } = input;
  const times = { notBefore: input.at, notAfter: input.expiresAt ?? NEVER };
  const [pair, authority] = await Promise.all([
    promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS }),
    makeListAuthority({ address, ...times, random }),
  ]);
  const certificate = buildCertificate({
    ...times,
    commonName: input.commonName,
    addresses: [address],
    publicKey: pair.publicKey,
    issuer: authority.issuer,
    usage: USAGE.digitalSignature | USAGE.keyEncipherment,
    purposes: [OID.emailProtection],
    authority: false,
    random,
  });
  const secret = pair.privateKey.export({ format: "der", type: "pkcs8" });
  const certificates = [certificate, authority.certificate];
  return { secret: { scheme: "smime", fingerprint: fingerprintOf(certificate), secret, certificates } };
}
