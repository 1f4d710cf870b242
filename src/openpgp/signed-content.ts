/** What stands inside the encryption, or in an inline message: one literal and the signatures around it. */
import { enums, Message, readMessage, type SignaturePacket } from "openpgp";
import { type Bytes, LIMITS } from "#base";
import { decompress } from "./decompress.ts";
import { withDefiniteLengths } from "./definite-lengths.ts";
import { LIBRARY_CONFIG, readingConfig } from "./library-config.ts";

/** A signature as found: readable, broken, or of a version or algorithm that nobody here knows. */
export type FoundSignature = SignaturePacket | "unsupported" | "malformed";

export interface SignedContent {
  readonly content: Bytes;
  readonly signatures: readonly FoundSignature[];
}

/**
 * The literal of a message, out of its compression, and its signatures. The library's grammar refuses
 * anything else there (RFC 9580 §10.3); null if the literal is missing or not whole.
 */
export async function readSignedContent(source: Bytes | Message<Bytes>): Promise<SignedContent | null> {
  try {
    const message = source instanceof Message ? source : await readPlain(source);
    return message === null ? null : await takeApart(message.unwrapCompressed());
  } catch {
    return null;
  }
}

async function readPlain(source: Bytes): Promise<Message<Bytes> | null> {
  const plain = await decompress(source);
  const binaryMessage = plain === null ? null : withDefiniteLengths(plain);
  return binaryMessage === null ? null : readMessage({ binaryMessage, config: readingConfig(source.length) });
}

async function takeApart(message: Message<Bytes>): Promise<SignedContent | null> {
  const content = message.getLiteralData();
  if (content === null || message.packets.filterByTag(enums.packet.literalData).length !== 1) return null;
  const results = await message.verify([], undefined, LIBRARY_CONFIG);
  const found = await Promise.all(results.map(async (result) => (await result.signature).packets[0]));
  const readable = found.filter((packet) => packet !== undefined);
  const unread = Math.max(0, announcedSignatures(message) - readable.length);
  if (readable.length + unread > LIMITS.signaturesPerMessage) return null;
  return { content, signatures: [...readable, ...Array<"unsupported">(unread).fill("unsupported")] };
}

/** One-pass packets, and signatures in front of the literal: as many as there are signatures. */
function announcedSignatures(message: Message<Bytes>): number {
  const tags: readonly number[] = message.packets.map((packet) => tagOf(packet));
  return tags.filter((tag) => tag === enums.packet.onePassSignature || tag === enums.packet.signature).length;
}

/** A packet that the library could not read keeps its type in `tag`; the others have it in their class. */
function tagOf(packet: object): number {
  if ("tag" in packet && typeof packet.tag === "number") return packet.tag;
  return (packet.constructor as { tag?: number }).tag ?? 0;
}
