/** Key files as people have them: armoured or binary, one key or a whole keyring. */
import { type Bytes, concatBytes, err, LIMITS, ok, type Result, type WhyCode } from "#base";
import { ANY_KIND, looksArmoured, readArmour, writeArmour } from "./armour.ts";
import { type Packet, readPackets, TAG } from "./packets.ts";

const KEY_KINDS: ReadonlySet<string> = new Set(["PGP PUBLIC KEY BLOCK", "PGP PRIVATE KEY BLOCK", ANY_KIND]);
const PRIMARY: ReadonlySet<number> = new Set([TAG.publicKey, TAG.secretKey]);
/** Third-party signatures make keys long; this many packets is more than any honest keyring has. */
const MOST_PACKETS = 200_000;

/**
 * Splits a key file into binary transferable keys (RFC 9580 §10.1), public or secret as they are.
 * Keys are not judged here: `describeKey` says what each is good for.
 */
export async function readKeys(file: Bytes): Promise<Result<readonly Bytes[], WhyCode>> {
  if (file.length > LIMITS.keyFileBytes) return err("too-large");
  const keys: Bytes[] = [];
  for (const source of binaryBlocks(file)) {
    const packets = readPackets(source, MOST_PACKETS);
    if (!packets.ok) return packets;
    keys.push(...splitAtPrimaries(packets.value));
    if (keys.length > LIMITS.keysPerFile) return err("too-large");
  }
  return keys.length > 0 ? ok(keys) : err("malformed");
}

function binaryBlocks(file: Bytes): readonly Bytes[] {
  if (!looksArmoured(file)) return [file];
  const blocks = readArmour(file);
  if (!blocks.ok) return [];
  return blocks.value.filter((block) => KEY_KINDS.has(block.kind)).map((block) => block.bytes);
}

function splitAtPrimaries(packets: readonly Packet[]): readonly Bytes[] {
  const keys: Bytes[][] = [];
  for (const packet of packets) {
    if (PRIMARY.has(packet.tag)) keys.push([]);
    if (packet.tag !== TAG.trust && packet.tag !== TAG.marker) keys.at(-1)?.push(packet.raw);
  }
  return keys.map((parts) => concatBytes(...parts));
}

/** Whether a binary key holds secret parts: packet type 5 in either header format (RFC 9580 §4.2). */
export function isSecretKey(key: Bytes): boolean {
  const first = key[0] ?? 0;
  return first === (0xc0 | TAG.secretKey) || (first & 0xfc) === (0x80 | (TAG.secretKey << 2));
}

/** A binary key as text; public or private by its first packet. */
export function armourKey(key: Bytes): string {
  return writeArmour(isSecretKey(key) ? "PGP PRIVATE KEY BLOCK" : "PGP PUBLIC KEY BLOCK", key);
}
