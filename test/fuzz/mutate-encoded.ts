/** Changes to what stands in base64: decoded, changed in its own format, encoded again with the right checksum. */
import { type Bytes, concatBytes, fromLatin1, latin1, view } from "#base";
import { encodeBase64Lines } from "#mime";
import { mutateBer } from "./mutate-ber.ts";
import { OCTET_MUTATORS, replaceSlice } from "./mutate-octets.ts";
import { mutatePackets } from "./mutate-packets.ts";
import type { Mutator } from "./mutator.ts";

/** At least one whole line and what follows it; without a bound the pattern would run out of stack. */
const BLOCK =
  /(?:^[A-Za-z0-9+/=]{20,100}\r?\n){1,2000}(?:^[A-Za-z0-9+/]{1,100}={0,2}\r?\n)?(=[A-Za-z0-9+/]{4}\r?\n)?/gm;
const MOST_BLOCKS = 50;

/** In the format that the octets begin with. */
export const mutateByFormat: Mutator = (octets, numbers, other) => {
  const first = octets[0] ?? 0;
  if (numbers.chance(15)) return numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
  if (first === 0x30) return mutateBer(octets, numbers, other);
  return first >= 0x80
    ? mutatePackets(octets, numbers, other)
    : numbers.pick(OCTET_MUTATORS)(octets, numbers, other);
};

/** null: no base64 in it. */
export function mutateEncoded(...[octets, numbers, other]: Parameters<Mutator>): Bytes | null {
  const blocks = [...fromLatin1(octets).matchAll(BLOCK)].slice(0, MOST_BLOCKS);
  if (blocks.length === 0) return null;
  const block = numbers.pick(blocks);
  const [text, checksum = ""] = block;
  const decoded = Buffer.from(text.slice(0, text.length - checksum.length), "base64");
  const changed = mutateByFormat(decoded, numbers, decodeFirst(other));
  const tail = checksum === "" ? [] : [latin1(`=${crc24(changed).toString("base64")}\r\n`)];
  const encoded = concatBytes(encodeBase64Lines(changed), ...tail);
  return replaceSlice(octets, block.index, block.index + text.length, encoded);
}

function decodeFirst(other: Bytes): Bytes {
  const [block] = fromLatin1(other).matchAll(BLOCK);
  return block === undefined ? other : Buffer.from(block[0], "base64");
}

/** RFC 9580 §6.1. */
function crc24(octets: Bytes): Buffer {
  let sum = 0xb704ce;
  for (const octet of view(octets)) {
    sum ^= octet << 16;
    for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum & 0x800000 ? 0x1864cfb : 0);
  }
  const result = Buffer.alloc(3);
  result.writeUIntBE(sum & 0xffffff, 0, 3);
  return result;
}
