import type { Message, SignaturePacket } from "openpgp";
import { enums } from "openpgp";
import { type Bytes, LIMITS } from "#base";
import { LIBRARY_CONFIG } from "./library-config.ts";

/** A signature as found: readable, broken, or of a version or algorithm that nobody here knows. */
export type FoundSignature = SignaturePacket | "unsupported" | "malformed";

export interface SignedContent {
  readonly content: Bytes;
  readonly signatures: readonly FoundSignature[];
}

/**
 * The one literal inside a message, out of its compression, and the signatures around it. The library's
 * grammar has refused anything else there (RFC 9580 §10.3); null if the literal is missing or not whole.
 */
export async function readSignedContent(message: Message<Bytes>): Promise<SignedContent | null> {
  try {
    const plain = message.unwrapCompressed();
    const content = plain.getLiteralData();
    if (content === null || !hasOneLiteral(plain)) return null;
    const results = await plain.verify([], undefined, LIBRARY_CONFIG);
    const found = await Promise.all(results.map(async (result) => (await result.signature).packets[0]));
    const readable = found.filter((packet) => packet !== undefined);
    const unread = Math.max(0, announcedSignatures(plain) - readable.length);
    if (readable.length + unread > LIMITS.signaturesPerMessage) return null;
    return { content, signatures: [...readable, ...Array<"unsupported">(unread).fill("unsupported")] };
  } catch {
    return null;
  }
}

function hasOneLiteral(message: Message<Bytes>): boolean {
  return message.packets.filterByTag(enums.packet.literalData).length === 1;
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
