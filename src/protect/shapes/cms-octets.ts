/** The CMS object in the body of a part. */
import { type Bytes, fromLatin1, latin1 } from "#base";
import { decodeBase64, decodeBody, type Entity } from "#mime";

/** Every CMS object is a SEQUENCE (RFC 5652 §3). */
const SEQUENCE = 0x30;
const PEM_LINE = /^-----[^\r\n]*/gm;

/**
 * The octets after the transfer encoding.
 *
 * QUIRK: programs put base64 or PEM into a part and forget its Content-Transfer-Encoding, or gateways drop it.
 */
export function cmsOctets(part: Entity): Bytes {
  const octets = decodeBody(part);
  if (octets[0] === SEQUENCE) return octets;
  const decoded = decodeBase64(latin1(fromLatin1(octets).replaceAll(PEM_LINE, "")));
  return decoded[0] === SEQUENCE ? decoded : octets;
}
