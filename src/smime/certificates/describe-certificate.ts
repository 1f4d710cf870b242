/** A certificate in words, for people and for the rules about binding. */
import { type Bytes, type KeyDescription, type Result, type WhyCode } from "#base";
import { addressesOf } from "./certificate-addresses.ts";
import { publicKeyOf, readCertificate, subjectText } from "./certificate.ts";
import { keyName, whyCannotEncrypt, whyCannotSign, whyNotAt } from "./purpose.ts";
import { attempt } from "../asn1/refusal.ts";

/** Describes one DER certificate; `cannotSign` and `cannotEncrypt` are judged at the given time. */
export function describeCertificate(cert: Bytes, at: Date): Result<KeyDescription, WhyCode> {
  return attempt(() => {
    const certificate = readCertificate(cert);
    const dates = whyNotAt(certificate, at);
    const subject = subjectText(certificate);
    return {
      scheme: "smime",
      fingerprint: certificate.fingerprint,
      version: certificate.version,
      algorithm: keyName(publicKeyOf(certificate)),
      createdAt: certificate.notBefore,
      expiresAt: certificate.notAfter,
      revoked: false,
      secret: false,
      names: subject === null ? [] : [subject],
      addresses: addressesOf(certificate),
      cannotSign: whyCannotSign(certificate) ?? dates,
      signingKeyIds: [],
      cannotEncrypt: whyCannotEncrypt(certificate) ?? dates,
    };
  });
}
