/** As many octets as are wanted out of a hash, by counting: MGF1 (RFC 8017 §B.2.1) and the KDF of X9.63 (SEC 1 §3.6.1). */
import { createHash } from "node:crypto";
import { type Bytes, concatBytes } from "#base";

export interface Counting {
  /** OpenSSL's name of it. */
  readonly hash: string;
  readonly before: Bytes;
  /** The counter of four octets stands between. */
  readonly after: Bytes;
  readonly first: 0 | 1;
}

/** `length` octets of hash(before ‖ counter ‖ after), the counter going up. */
export function counterHash({ hash, before, after, first }: Counting, length: number): Bytes {
  const blocks: Bytes[] = [];
  const counter = Buffer.alloc(4);
  for (let made = 0, count = first as number; made < length; count += 1) {
    counter.writeUInt32BE(count);
    const block = createHash(hash).update(before).update(counter).update(after).digest();
    blocks.push(block);
    made += block.length;
  }
  return concatBytes(...blocks).subarray(0, length);
}
