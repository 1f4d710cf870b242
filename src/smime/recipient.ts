/** Makes the row from which heads for one member are written. */
import { type Bytes, type Recipient, type Result, toHex, type WhyCode } from "#base";
import { type Certificate, issuerAndSerial, publicKeyOf, readCertificate } from "./certificate.ts";
import { oid } from "./der.ts";
import { OID } from "./oids.ts";
import { encryptionAlgorithm, whyCannotEncrypt, whyNotAt } from "./purpose.ts";
import { attempt, refuse } from "./refusal.ts";

const GCM_OIDS = [OID.aes128Gcm, OID.aes192Gcm, OID.aes256Gcm].map((name) => toHex(oid(name)));

/** Refuses a certificate that cannot encrypt, with the reason, or one that has expired. */
export function recipientOf(cert: Bytes, at: Date): Result<Recipient, WhyCode> {
  return attempt(() => {
    const certificate = readCertificate(cert);
    const why = whyCannotEncrypt(certificate) ?? whyNotAt(certificate, at);
    if (why) refuse(why);
    const algorithm = encryptionAlgorithm(publicKeyOf(certificate)) ?? refuse("key-cannot-encrypt");
    return {
      scheme: "smime",
      fingerprint: certificate.fingerprint,
      algorithm,
      publicKey: certificate.subjectPublicKeyInfo,
      locator: issuerAndSerial(certificate),
      kdf: new Uint8Array(),
      usableFrom: certificate.notBefore,
      usableUntil: certificate.notAfter,
      readsAead: announcesGcm(certificate),
    };
  });
}

/** SMIMECapabilities as a certificate extension (RFC 4262) that lists AES-GCM (RFC 5084). */
function announcesGcm(certificate: Certificate): boolean {
  const extension = certificate.extensions.get(OID.smimeCapabilities);
  if (!extension) return false;
  const octets = toHex(extension.value);
  return GCM_OIDS.some((capability) => octets.includes(capability));
}
