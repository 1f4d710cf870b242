/**
 * Key revocations that stand by themselves: a revocation certificate as `gpg --gen-revoke` writes it, or behind the key
 * of somebody else. Each goes to the key that it names; whether it is that key's own is judged with the key.
 */
import { type Bytes, concatBytes, fromLatin1 } from "#base";
import { type Packet, readPackets, TAG } from "../packets/packets.ts";
import { readPublicKey } from "../algorithms/public-key.ts";
import { TYPES } from "./self-signature.ts";
import { readSignature, type SignaturePacket } from "../signatures/signature-packet.ts";
import { namesAsIssuer } from "./transferable-key.ts";

/** As many packets as a key of one's own has, and more. */
const MOST_PACKETS = 200_000;

export interface LooseRevocation {
  readonly raw: Bytes;
  readonly signature: SignaturePacket;
}

export function revocationsIn(packets: readonly Packet[]): readonly LooseRevocation[] {
  return packets.flatMap((packet) => {
    if (packet.tag !== TAG.signature) return [];
    const content = packet.body();
    if (!TYPES.keyRevocation.has(content[1] ?? 0)) return [];
    const signature = readSignature(content);
    return typeof signature === "string" ? [] : [{ raw: packet.raw, signature }];
  });
}

/** The binary key with those of the revocations behind its primary key that name it and that it does not have. */
export function withRevocations(key: Bytes, revocations: readonly LooseRevocation[]): Bytes {
  if (revocations.length === 0) return key;
  const packets = readPackets(key, MOST_PACKETS);
  const [first, ...others] = packets.ok ? packets.value : [];
  const primary = first === undefined ? null : readPublicKey(first.body());
  if (first === undefined || primary === null || primary === "unsupported") return key;
  const known = new Set(revocationsIn(others).map(({ raw }) => fromLatin1(raw)));
  const added: Bytes[] = [];
  for (const { raw, signature } of revocations) {
    const octets = fromLatin1(raw);
    if (known.has(octets) || !namesAsIssuer(signature, primary)) continue;
    known.add(octets);
    added.push(raw);
  }
  return added.length === 0 ? key : concatBytes(first.raw, ...added, ...others.map(({ raw }) => raw));
}
