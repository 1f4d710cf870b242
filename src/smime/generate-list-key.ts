/** A list's own S/MIME key with a certificate that it signed itself. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { EmailAddress, ListSecret, Random } from "#base";
import { buildCertificate, USAGE } from "./build-certificate.ts";
import { fingerprintOf } from "./certificate.ts";
import { OID } from "./oids.ts";

const RSA_BITS = 3072;
/** "No well-defined expiration date" (RFC 5280 §4.1.2.5). */
const NEVER = new Date("9999-12-31T23:59:59Z");

/** RSA-3072 for signing and encryption of mail, valid from `at`; RSA because every mail program reads it. */
export async function generateListKey(input: {
  address: EmailAddress;
  commonName: string;
  at: Date;
  expiresAt: Date | null;
  random: Random;
}): Promise<{ secret: ListSecret }> {
  const pair = await promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS });
  const certificate = buildCertificate({
    commonName: input.commonName,
    addresses: [input.address],
    publicKey: pair.publicKey,
    issuer: { selfKey: pair.privateKey },
    notBefore: input.at,
    notAfter: input.expiresAt ?? NEVER,
    usage: USAGE.digitalSignature | USAGE.keyEncipherment,
    purposes: [OID.emailProtection],
    authority: false,
    random: input.random,
  });
  const secret = pair.privateKey.export({ format: "der", type: "pkcs8" });
  return {
    secret: { scheme: "smime", fingerprint: fingerprintOf(certificate), secret, certificates: [certificate] },
  };
}
