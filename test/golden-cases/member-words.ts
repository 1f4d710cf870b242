/** Mailman's stored bits and numbers of a member, in words. */

const BITS: readonly (readonly [bit: number, word: string])[] = [
  [2, "not own posts"],
  [4, "ack"],
  [8, "plain digests"],
  [16, "hide"],
  [32, "no reminders"],
  [64, "posts of no topic"],
  [128, "moderated"],
  [256, "no duplicates"],
];

export function optionWords(bits: number): string {
  return BITS.filter(([bit]) => (bits & bit) !== 0)
    .map(([, word]) => word)
    .join(", ");
}

const STATUSES = ["on", "off", "off by the member", "off by an owner", "off for bounces"] as const;

export function deliveryWord(status: number): string {
  return STATUSES[status] ?? String(status);
}
