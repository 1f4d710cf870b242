/** Writes one member's head: the outer CMS headers with their lengths, and the one RecipientInfo. */
import { type Bytes, concatBytes, type Recipient, type HeadBody } from "#base";
import { TAG } from "../asn1/ber.ts";
import { derHeader, oid, setOf, smallInteger } from "../asn1/der.ts";
import { writeKeyEncapsulation } from "./key-encapsulation.ts";
import { writeKeyTransport } from "./key-transport.ts";
import { OID } from "../asn1/oids.ts";
import { writeKeyAgreement } from "./write-key-agreement.ts";

/**
 * The head for one recipient: head ‖ body.shared is a ContentInfo with EnvelopedData (RFC 5652 §6.1)
 * or AuthEnvelopedData (RFC 5083 §2.1).
 */
export function keyPacket(recipient: Recipient, body: HeadBody): Bytes {
  const { version, info } = recipientInfo(recipient, body);
  const gcm = body.cipher === "gcm";
  const fields = [smallInteger(gcm ? 0 : version), setOf(info)];
  return wrapped(gcm ? AUTH_ENVELOPED : ENVELOPED, fields, body.shared.length);
}

/** The RecipientInfo, and the version that EnvelopedData has because of it (RFC 5652 §6.1). */
function recipientInfo(recipient: Recipient, body: HeadBody): { version: number; info: Bytes } {
  switch (recipient.algorithm) {
    case "rsa":
    case "rsa-oaep":
      return { version: 0, info: writeKeyTransport(recipient, body.sessionKey) };
    case "ml-kem-512":
    case "ml-kem-768":
    case "ml-kem-1024":
      return { version: 3, info: writeKeyEncapsulation(recipient, body.sessionKey) };
    default:
      return { version: 2, info: writeKeyAgreement(recipient, body) };
  }
}

const ENVELOPED = oid(OID.envelopedData);
const AUTH_ENVELOPED = oid(OID.authEnvelopedData);

function wrapped(id: Bytes, inner: readonly Bytes[], following: number): Bytes {
  const innerLength = inner.reduce((sum, part) => sum + part.length, following);
  const data = derHeader(TAG.sequence, innerLength);
  const explicit = derHeader(0xa0, data.length + innerLength);
  const whole = id.length + explicit.length + data.length + innerLength;
  return concatBytes(derHeader(TAG.sequence, whole), id, explicit, data, ...inner);
}
