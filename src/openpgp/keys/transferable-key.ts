/**
 * A transferable key (RFC 9580 §10.1) as packets: the primary key, what it signed of itself, its user ids and
 * subkeys. Nothing is verified here. Packets that nobody understands take no other packet with them.
 */
import { fromUtf8 } from "#base";
import { type Packet, TAG } from "../packets/packets.ts";
import { type PublicKey, readPublicKey } from "../algorithms/public-key.ts";
import { readSignature, type SignaturePacket } from "../signatures/signature-packet.ts";

/** A signature with the packet that it stands in. */
export interface PlacedSignature {
  readonly packet: Packet;
  readonly signature: SignaturePacket;
}

export interface KeyPart {
  readonly packet: Packet;
  readonly key: PublicKey;
  /** In file order, by anybody. */
  readonly signatures: readonly PlacedSignature[];
}

export interface UserPart {
  readonly packet: Packet;
  /** null: a user attribute (RFC 9580 §5.12). */
  readonly text: string | null;
  readonly signatures: readonly PlacedSignature[];
}

export interface TransferableKey {
  readonly primary: KeyPart;
  readonly users: readonly UserPart[];
  readonly subkeys: readonly KeyPart[];
}

const PRIMARY: ReadonlySet<number> = new Set([TAG.publicKey, TAG.secretKey]);
const SUBKEY: ReadonlySet<number> = new Set([TAG.publicSubkey, TAG.secretSubkey]);
const USER: ReadonlySet<number> = new Set([TAG.userId, TAG.userAttribute]);

interface OpenPart {
  readonly packet: Packet;
  readonly signatures: PlacedSignature[];
}

/** "malformed" also for more than one primary key; "unsupported" if the primary key is of another version. */
export function readTransferableKey(
  packets: readonly Packet[],
): TransferableKey | "malformed" | "unsupported" {
  const parts = partsOf(packets);
  const [first, ...others] = parts;
  const key =
    first === undefined || !PRIMARY.has(first.packet.tag) ? null : readPublicKey(first.packet.body());
  if (first === undefined || key === null || others.some(({ packet }) => PRIMARY.has(packet.tag)))
    return "malformed";
  if (key === "unsupported") return key;
  const users = others.filter(({ packet }) => USER.has(packet.tag));
  const subkeys = others.filter(({ packet }) => SUBKEY.has(packet.tag)).map(subkeyPart);
  return {
    primary: { ...first, key },
    users: users.map((part) => ({
      ...part,
      text: part.packet.tag === TAG.userId ? fromUtf8(part.packet.body()) : null,
    })),
    // RFC 9580 §10.1.1: keys of one version only.
    subkeys: subkeys.filter((part) => part !== null).filter((part) => part.key.version === key.version),
  };
}

function partsOf(packets: readonly Packet[]): readonly OpenPart[] {
  const parts: OpenPart[] = [];
  for (const packet of packets) {
    if (PRIMARY.has(packet.tag) || SUBKEY.has(packet.tag) || USER.has(packet.tag))
      parts.push({ packet, signatures: [] });
    if (packet.tag !== TAG.signature) continue;
    const signature = readSignature(packet.body());
    if (typeof signature !== "string") parts.at(-1)?.signatures.push({ packet, signature });
  }
  return parts;
}

function subkeyPart(part: OpenPart): KeyPart | null {
  const key = readPublicKey(part.packet.body());
  return key === null || key === "unsupported" ? null : { ...part, key };
}

/** By the fingerprint where it is told, else by the key id. */
export function namesAsIssuer(signature: SignaturePacket, key: PublicKey): boolean {
  const { issuerFingerprint, issuerKeyId } = signature;
  return issuerFingerprint === null ? issuerKeyId === key.keyId : issuerFingerprint === key.fingerprint;
}
