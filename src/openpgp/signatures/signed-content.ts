/** What stands inside the encryption, or in an inline message: one literal and the signatures around it. */
import { type Bytes, LIMITS } from "#base";
import { decompress } from "../compression/decompress.ts";
import { messagePackets } from "../packets/message-packets.ts";
import { type Packet, TAG } from "../packets/packets.ts";
import { type FoundSignature, readSignature } from "./signature-packet.ts";

export interface SignedContent {
  readonly content: Bytes;
  readonly signatures: readonly FoundSignature[];
}

const ONE_PASS_OCTETS = 13;

/**
 * The literal of a message, out of its compression, and its signatures; null for anything that RFC 9580 §10.3 does
 * not allow there.
 */
export async function readSignedContent(source: Bytes): Promise<SignedContent | null> {
  try {
    const plain = await decompress(source);
    const packets = plain === null ? null : messagePackets(plain);
    return packets === null ? null : takeApart(packets);
  } catch {
    return null;
  }
}

/** Signatures in front of the literal, or one-pass packets there and as many signatures behind it, crosswise. */
function takeApart(packets: readonly Packet[]): SignedContent | null {
  const literalAt = packets.findIndex(({ tag }) => tag === TAG.literal);
  const literal = packets[literalAt];
  const content = literal === undefined ? null : literalContent(literal.body());
  if (content === null) return null;
  const [front, behind] = [packets.slice(0, literalAt), packets.slice(literalAt + 1)];
  const onePass = front.filter(({ tag }) => tag === TAG.onePassSignature);
  const leading = front.filter(({ tag }) => tag === TAG.signature);
  const isAllSignatures = onePass.length + leading.length === front.length;
  if (!isAllSignatures || behind.length !== onePass.length) return null;
  if (behind.some(({ tag }) => tag !== TAG.signature) || onePass.some(isTooShort)) return null;
  const signatures = [...leading, ...behind].map((packet) => readSignature(packet.body()));
  return signatures.length > LIMITS.signaturesPerMessage ? null : { content, signatures };
}

/** RFC 9580 §5.4; nothing in it is believed, only that it is one. */
function isTooShort(packet: Packet): boolean {
  return packet.body().length < ONE_PASS_OCTETS;
}

/** RFC 9580 §5.9: format, name, date, then the content as it was signed. */
function literalContent(body: Bytes): Bytes | null {
  const start = 6 + (body[1] ?? 0);
  return body.length < start ? null : body.subarray(start);
}
