/** Key files as people have them: armoured or binary, one key or a whole keyring. */
import { type Bytes, concatBytes, err, LIMITS, ok, type Result, type WhyCode } from "#base";
import { ANY_KIND, looksArmoured, readArmour, writeArmour } from "../packets/armour.ts";
import { revocationsIn, withRevocations } from "./loose-revocations.ts";
import { type Packet, readPackets, TAG } from "../packets/packets.ts";

/** Revocations are armoured as keys by some programs, as signatures by others. */
const KEY_KINDS: ReadonlySet<string> = new Set([
  "PGP PUBLIC KEY BLOCK",
  "PGP PRIVATE KEY BLOCK",
  "PGP SIGNATURE",
  ANY_KIND,
]);
const PRIMARY: ReadonlySet<number> = new Set([TAG.publicKey, TAG.secretKey]);
/** Third-party signatures make keys long; this many packets is more than any honest keyring has. */
const MOST_PACKETS = 200_000;

/**
 * Splits a key file into binary transferable keys (RFC 9580 §10.1), public or secret as they are.
 * Keys are not judged here: `describeKey` says what each is good for. A key revocation goes to the key that it names,
 * wherever it stands in the file; a file of such revocations only holds no key: an empty list.
 */
export async function readKeys(file: Bytes): Promise<Result<readonly Bytes[], WhyCode>> {
  const blocks = packetsOf(file);
  if (!blocks.ok) return blocks;
  const keys = blocks.value.flatMap(splitAtPrimaries);
  if (keys.length > LIMITS.keysPerFile) return err("too-large");
  const revocations = revocationsIn(blocks.value.flat());
  if (keys.length === 0 && revocations.length === 0) return err("malformed");
  return ok(keys.map((key) => withRevocations(key, revocations)));
}

/**
 * Keys with the key revocations that other files hold: one counts at once, from any source. What is no OpenPGP file
 * holds none.
 */
export function revokeKeys(keys: readonly Bytes[], files: readonly Bytes[]): readonly Bytes[] {
  const revocations = files.flatMap((file) => {
    const blocks = packetsOf(file);
    return blocks.ok ? revocationsIn(blocks.value.flat()) : [];
  });
  return keys.map((key) => withRevocations(key, revocations));
}

/** Block by block. */
function packetsOf(file: Bytes): Result<readonly (readonly Packet[])[], WhyCode> {
  if (file.length > LIMITS.keyFileBytes) return err("too-large");
  const blocks: (readonly Packet[])[] = [];
  for (const source of binaryBlocks(file)) {
    const packets = readPackets(source, MOST_PACKETS);
    if (!packets.ok) return packets;
    blocks.push(packets.value);
  }
  return ok(blocks);
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
