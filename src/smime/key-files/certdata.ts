/**
 * `certdata.txt` of NSS, the list of all authorities that Mozilla trusts: objects of PKCS #11 as text, certificates and, apart
 * from them, what each is trusted for.
 */
import { type Bytes, fromLatin1, LIMITS, toHex } from "#base";

const HEAD_BYTES = 64 * 1024;

export function isCertdata(file: Bytes): boolean {
  return /^BEGINDATA\s*$/m.test(fromLatin1(file.subarray(0, HEAD_BYTES)));
}

/** The certificates (DER) that are trusted to vouch for mail, and not only for what was issued before some day. */
export function readCertdata(file: Bytes): readonly Bytes[] {
  if (file.length > LIMITS.keyFileBytes) return [];
  const objects = objectsIn(fromLatin1(file));
  const trusted = new Set(objects.filter(isForMail).map(issuerAndNumber));
  return objects
    .filter((one) => one.word("CKA_CLASS") === "CKO_CERTIFICATE" && trusted.has(issuerAndNumber(one)))
    .filter((one) => one.octets("CKA_NSS_EMAIL_DISTRUST_AFTER").length === 0)
    .map((one) => one.octets("CKA_VALUE"))
    .filter((der) => der.length > 0);
}

interface CertdataObject {
  word(name: string): string;
  octets(name: string): Bytes;
}

function isForMail(one: CertdataObject): boolean {
  const isTrust = one.word("CKA_CLASS") === "CKO_NSS_TRUST";
  return isTrust && one.word("CKA_TRUST_EMAIL_PROTECTION") === "CKT_NSS_TRUSTED_DELEGATOR";
}

/** By which both name the same certificate. */
function issuerAndNumber(one: CertdataObject): string {
  return `${toHex(one.octets("CKA_ISSUER"))} ${toHex(one.octets("CKA_SERIAL_NUMBER"))}`;
}

/** Each begins with its class. */
function objectsIn(text: string): readonly CertdataObject[] {
  const begin = text.search(/^BEGINDATA\s*$/m);
  return text
    .slice(begin)
    .split(/^(?=CKA_CLASS )/m)
    .slice(1)
    .map((part) => ({
      word: (name) => new RegExp(`^${name} \\S+ (\\S+)`, "m").exec(part)?.[1] ?? "",
      octets: (name) =>
        octal(new RegExp(`^${name} MULTILINE_OCTAL\\s+([\\\\0-7\\s]*?)^END`, "m").exec(part)?.[1]),
    }));
}

function octal(text = ""): Bytes {
  return Uint8Array.from(text.matchAll(/\\([0-7]{3})/g), ([, digits = ""]) => Number.parseInt(digits, 8));
}
