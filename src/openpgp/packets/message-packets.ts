import type { Bytes } from "#base";
import { type Packet, readPackets, TAG } from "./packets.ts";

/** Packets in one message: a literal, and for each signature two. */
const MOST_PACKETS = 1000;
/** Types that have to be understood: up to 39 (RFC 9580 §4.3). */
const LAST_CRITICAL = 39;
const IGNORED: ReadonlySet<number> = new Set([TAG.marker, TAG.padding]);

/** Without what is passed over: markers, padding and unknown packets that are not critical. */
export function messagePackets(source: Bytes): readonly Packet[] | null {
  const packets = readPackets(source, MOST_PACKETS);
  return packets.ok ? packets.value.filter(({ tag }) => isRelevant(tag)) : null;
}

/** RFC 9580 §4.3, §5.8, §5.14. */
export function isRelevant(tag: number): boolean {
  return tag <= LAST_CRITICAL && !IGNORED.has(tag);
}
