/** Makes the row from which heads for one member are written. */
import type { Bytes, Recipient, Result, WhyCode } from "#base";
import { announcesGcm } from "../certificates/capabilities.ts";
import { issuerAndSerial, publicKeyOf, readCertificate } from "../certificates/certificate.ts";
import { oaepDemandOf } from "./oaep-demand.ts";
import { encryptionAlgorithm, whyCannotEncrypt, whyNotAt } from "../certificates/purpose.ts";
import { attempt, refuse } from "../asn1/refusal.ts";

/** Refuses a certificate that cannot encrypt, with the reason, or one that has expired. */
export function recipientOf(cert: Bytes, at: Date): Result<Recipient, WhyCode> {
  return attempt(() => {
    const certificate = readCertificate(cert);
    const why = whyCannotEncrypt(certificate) ?? whyNotAt(certificate, at);
    if (why) refuse(why);
    const algorithm = encryptionAlgorithm(publicKeyOf(certificate)) ?? refuse("key-cannot-encrypt");
    const oaep = algorithm === "rsa" ? oaepDemandOf(certificate) : null;
    return {
      scheme: "smime",
      fingerprint: certificate.fingerprint,
      algorithm: oaep ? "rsa-oaep" : algorithm,
      publicKey: certificate.subjectPublicKeyInfo,
      locator: issuerAndSerial(certificate),
      kdf: oaep ?? new Uint8Array(),
      usableFrom: certificate.notBefore,
      usableUntil: certificate.notAfter,
      aead: announcesGcm(certificate) ? "gcm" : null,
    };
  });
}
