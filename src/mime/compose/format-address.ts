/** Writes one mailbox (RFC 5322 §3.4). */
import type { EmailAddress } from "#base";
import { encodeAll } from "../coding/encode-words.ts";

const PLAIN_PHRASE = /^[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*$/;
const PRINTABLE = /^[\x20-\x7e]*$/;
const LONGEST_QUOTED = 70;

/** `name <address>`, the name quoted or as encoded words where it must be; the bare address without a name. */
export function formatAddress(name: string, address: EmailAddress): string {
  const clean = name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return clean === "" ? address : `${formatPhrase(clean)} <${address}>`;
}

/** A display name, quoted or as encoded words where it must be (RFC 5322 §3.2.5); "" stays "". */
export function formatPhrase(name: string): string {
  if (name === "") return "";
  if (name.includes("=?") || !PRINTABLE.test(name) || name.length > LONGEST_QUOTED) return encodeAll(name);
  return PLAIN_PHRASE.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
}
