/** One member's head for a sealed body; a body is sealed in one family, and so is the head. */
import { type Bytes, type HeadBody, type Recipient, type Scheme, withoutTraces } from "#base";
import { keyPacket as openpgpHead } from "#openpgp";
import { keyPacket as smimeHead } from "#smime";

/** Of the octets that follow only the length is looked at. */
export function headOf(scheme: Scheme, recipient: Recipient, body: HeadBody): Bytes {
  return withoutTraces(() =>
    scheme === "openpgp" ? openpgpHead(recipient, body) : smimeHead(recipient, body),
  );
}
