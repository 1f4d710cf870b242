/**
 * A passphrase as the key derivations of key files want it. What people typed became octets in more than one way, so
 * there may be several forms to try.
 */
import { type Bytes, concatBytes, utf8 } from "#base";
import { isAscii } from "../asn1/is-ascii.ts";

export interface Passphrase {
  /** For PBKDF2, scrypt and PBKDF1: UTF-8 (RFC 8018 §3). */
  readonly octets: Bytes;
  /** For the derivation of PKCS#12: UTF-16BE with two zero octets at the end (RFC 7292 §B.1). */
  readonly bmp: Bytes;
}

const END = Buffer.alloc(2);
const NOTHING: Bytes = new Uint8Array();

/** The usual form first. */
export function passphraseForms(text: string): readonly [Passphrase, ...Passphrase[]] {
  const octets = utf8(text);
  const usual = { octets, bmp: concatBytes(bmpOctets(text), END) };
  // QUIRK: some writers leave the end out of an empty passphrase.
  if (text === "") return [usual, { octets, bmp: NOTHING }];
  if (isAscii(text)) return [usual];
  // QUIRK: OpenSSL before 1.1.0 took each octet of UTF-8 for a character.
  const octetByOctet = bmpOctets(Buffer.from(octets).toString("latin1"));
  return [usual, { octets, bmp: concatBytes(octetByOctet, END) }];
}

function bmpOctets(text: string): Bytes {
  return Buffer.from(text, "utf16le").swap16();
}
