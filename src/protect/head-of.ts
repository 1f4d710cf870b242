/** One member's head for a sealed body; a body is sealed in one family, and so is the head. */
import type { Bytes, HeadBody, Recipient, Scheme, SealedBody } from "#base";
import { keyPacket as openpgpHead } from "#openpgp";
import { keyPacket as smimeHead } from "#smime";

/** Of the octets that follow only the length is looked at, so they need not be there. */
export function headOf(scheme: Scheme, recipient: Recipient, body: HeadBody): Bytes {
  const whole = body as SealedBody;
  return scheme === "openpgp" ? openpgpHead(recipient, whole) : smimeHead(recipient, whole);
}
