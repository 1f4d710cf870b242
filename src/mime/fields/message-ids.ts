/**
 * Message identifiers (RFC 5322 §3.6.4) with their angle brackets, in order.
 * QUIRK: whatever stands between them is skipped.
 */
export function messageIds(value: string): string[] {
  return value.match(/<[^<>\s@\p{Cc}]+@[^<>\s\p{Cc}]+>/gu) ?? [];
}
