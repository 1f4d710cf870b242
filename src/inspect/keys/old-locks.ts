/** Ciphers that lock key files and that nothing here can compute, by name: whoever has such a file can lock it anew. */
import { type Bytes, fromLatin1 } from "#base";

/** Object identifiers in DER: PKCS#12 (RFC 7292 §C), PKCS#5 (RFC 8018 §A.3, §B.2). */
const NAMES: readonly (readonly [string, string])[] = [
  ["060a2a864886f70d010c0101", "RC4"],
  ["060a2a864886f70d010c0102", "RC4"],
  ["060a2a864886f70d010c0105", "RC2"],
  ["060a2a864886f70d010c0106", "RC2"],
  ["06092a864886f70d010504", "RC2"],
  ["06092a864886f70d010506", "RC2"],
  ["06092a864886f70d01050b", "RC2"],
  ["06082a864886f70d0302", "RC2"],
];
const PEM_NAMES: Readonly<Record<string, string>> = { BF: "Blowfish" };
const DER = /-----BEGIN (?:ENCRYPTED PRIVATE KEY|PKCS12)-----([^-]*)/g;

export interface OldLock {
  /** "RC2" */
  readonly cipher: string;
  /** OpenSSL's command that takes such a file, with the options that open it. */
  readonly command: string;
}

const FOR_PEM = "openssl pkey -provider default -provider legacy -aes256";
const FOR_PKCS12 = "openssl pkcs12 -legacy";

/** null: there is none of them in the file. */
export function lockOf(file: Bytes): OldLock | null {
  const text = fromLatin1(file);
  // RFC 1421 §4.6.1.3
  const header = /^DEK-Info: *([A-Z0-9]+)/m.exec(text)?.[1];
  if (header !== undefined) return { cipher: PEM_NAMES[header] ?? header, command: FOR_PEM };
  const blocks = [...text.matchAll(DER)].map(([, body = ""]) => Buffer.from(body, "base64"));
  const hex = (blocks.length > 0 ? Buffer.concat(blocks) : Buffer.from(file)).toString("hex");
  const cipher = NAMES.find(([id]) => hex.includes(id))?.[1];
  if (cipher === undefined) return null;
  return { cipher, command: blocks.length > 0 ? FOR_PEM : FOR_PKCS12 };
}
