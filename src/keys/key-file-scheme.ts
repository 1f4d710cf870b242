/** Which family a key file belongs to, from its first octets. */
import { type Bytes, fromLatin1, type Scheme } from "#base";

const ARMOURED = /-----BEGIN (PGP |[A-Z0-9 #]+-----)/;
/** Where the first armour line is looked for: people send keys with a few lines of text above. */
const HEAD_BYTES = 16 * 1024;
const DER_SEQUENCE = 0x30;
const PACKET_BIT = 0x80;
const NEW_FORM = 0x40;
const SECRET_KEY = 5;
const PUBLIC_KEY = 6;

/** null: neither an OpenPGP key (RFC 9580 §10.1) nor a certificate, PKCS#7 or PKCS#12 file. */
export function keyFileScheme(file: Bytes): Scheme | null {
  const armour = ARMOURED.exec(fromLatin1(file.subarray(0, HEAD_BYTES)));
  if (armour !== null) return armour[1] === "PGP " ? "openpgp" : "smime";
  const first = file[0] ?? 0;
  if (first === DER_SEQUENCE) return "smime";
  return [SECRET_KEY, PUBLIC_KEY].includes(packetType(first)) ? "openpgp" : null;
}

/** Packet type of an OpenPGP header octet (RFC 9580 §4.2); 0 if it is none. */
function packetType(octet: number): number {
  if ((octet & PACKET_BIT) === 0) return 0;
  return (octet & NEW_FORM) === 0 ? (octet >> 2) & 0x0f : octet & 0x3f;
}

const PRIVATE_ARMOUR = /-----BEGIN (?:[A-Z ]*PRIVATE KEY(?: BLOCK)?|PKCS12)-----/;
/** PFX (RFC 7292 §4): SEQUENCE, its length in any form, then version 3. */
const PKCS12 = /^\x30(?:[\x00-\x80]|\x81.|\x82..|\x83...|\x84....)\x02\x01\x03/s;

/** Whether a file holds a private key, locked or not. Binary OpenPGP keys say so in their description. */
export function holdsPrivateKey(file: Bytes): boolean {
  const text = fromLatin1(file);
  return PRIVATE_ARMOUR.test(text) || PKCS12.test(text);
}
