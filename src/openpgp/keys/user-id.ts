/**
 * The mail address that a user id proves (S2). A user id is free text (RFC 9580 §5.11): anything that
 * could be read as another address, now or by another program, gives no address at all.
 */
import { addressKey, type EmailAddress, parseEmailAddress } from "#base";

const CONTROL = /[\p{Cc}\u2028\u2029\ufffd]/u;
const NAME_AND_ADDRESS = /^([^<>]*)<([^<>]*)>$/;

/**
 * @example addressOfUserId("Alice <alice@example.org>") // "alice@example.org"
 * @example addressOfUserId("Mallory (<alice@example.org>) <mallory@example.org>") // null
 */
export function addressOfUserId(userId: string): EmailAddress | null {
  if (CONTROL.test(userId)) return null;
  const text = userId.trim();
  const bare = parseAddress(text);
  if (bare !== null) return bare;
  const match = NAME_AND_ADDRESS.exec(text);
  const address = match ? parseAddress((match[2] ?? "").trim()) : null;
  return address !== null && isOnlyName(match?.[1] ?? "", address) ? address : null;
}

/** Whether the words before the address hold no other address; the same one once more does no harm. */
function isOnlyName(name: string, address: EmailAddress): boolean {
  if (!name.includes("@")) return true;
  const repeated = parseAddress(name.trim().replace(/^"(.*)"$/, "$1"));
  return repeated !== null && addressKey(repeated) === addressKey(address);
}

function parseAddress(text: string): EmailAddress | null {
  const parsed = parseEmailAddress(text);
  return parsed.ok ? parsed.value : null;
}
