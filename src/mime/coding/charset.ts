/**
 * Octets to text by charset name: the platform's decoders first, the code pages they lack (cp437, cp850, …)
 * from iconv-lite.
 */
import iconv from "iconv-lite";
import { type Bytes, view } from "#base";

/** `null`: nobody knows this charset. Octets that the charset does not have become U+FFFD. */
export function decodeCharset(bytes: Bytes, charset: string): string | null {
  const label = charset.trim().toLowerCase();
  if (label === "" || label === "us-ascii" || label === "ascii") return decodeUnlabelled(bytes);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return iconv.encodingExists(label) ? iconv.decode(view(bytes), label) : null;
  }
}

/** QUIRK: 8-bit text without a charset, or with US-ASCII, is UTF-8 if it can be, else windows-1252. */
export function decodeUnlabelled(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
