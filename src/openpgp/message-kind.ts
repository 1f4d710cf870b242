import type { Bytes } from "#base";
import { looksArmoured, readArmour } from "./packets/armour.ts";
import { isCleartext } from "./signatures/cleartext.ts";
import { isRelevant } from "./packets/message-packets.ts";
import { type Packet, readPackets, TAG } from "./packets/packets.ts";

export type MessageKind = "encrypted" | "signed" | "signature" | "key" | "other" | "malformed";

const KINDS: ReadonlyMap<number, MessageKind> = new Map<number, MessageKind>([
  [TAG.pkesk, "encrypted"],
  [TAG.skesk, "encrypted"],
  [TAG.seipd, "encrypted"],
  [TAG.gnupgAead, "encrypted"],
  [TAG.sed, "encrypted"],
  [TAG.onePassSignature, "signed"],
  [TAG.compressed, "signed"],
  [TAG.publicKey, "key"],
  [TAG.secretKey, "key"],
]);

/** What a piece of OpenPGP is by its first packets, armoured or binary, without opening anything. */
export function kindOf(source: Bytes): MessageKind {
  if (isCleartext(source)) return "signed";
  const binary = binaryOf(source);
  const packets = binary === null ? null : readPackets(binary, MOST_PACKETS);
  return packets?.ok ? kindOfPackets(packets.value) : "malformed";
}

const MOST_PACKETS = 200_000;

function binaryOf(source: Bytes): Bytes | null {
  if (!looksArmoured(source)) return source;
  const blocks = readArmour(source);
  return blocks.ok ? (blocks.value[0]?.bytes ?? null) : null;
}

function kindOfPackets(packets: readonly Packet[]): MessageKind {
  const relevant = packets.filter(({ tag }) => isRelevant(tag));
  const [first] = relevant;
  if (first === undefined) return "malformed";
  if (first.tag !== TAG.signature) return KINDS.get(first.tag) ?? "other";
  return relevant.every((packet) => packet.tag === TAG.signature) ? "signature" : "signed";
}
