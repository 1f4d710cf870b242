/** Where an archive that the owners run elsewhere shows a post (RFC 5064). */
import { createHash } from "node:crypto";
import type { ListSettings } from "#config";
import { usesKeys } from "./families.ts";

/** Octets; with its name and folding it fits the line of a header field (RFC 5322 §2.1.1). */
const LONGEST = 900;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * `archived_at` for one post. null: there is none, no field can hold it because its sender chose a long Message-ID, or the
 * list uses keys, whose copies say outside only what mail needs.
 *
 * @param messageId as members get it, with angle brackets
 */
export function archivedAt(settings: ListSettings, messageId: string): string | null {
  const { archived_at: pattern } = settings;
  if (pattern === "" || usesKeys(settings)) return null;
  const bare = messageId.replaceAll(/^<|>$/g, "");
  const url = pattern
    .replaceAll("{hash}", messageIdHash(bare))
    .replaceAll("{message_id}", () => encoded(bare));
  return Buffer.byteLength(url) > LONGEST ? null : `<${url}>`;
}

/** As Mailman 3 and archives beside it name a message: SHA-1 in base32, of the id without angle brackets. */
function messageIdHash(bare: string): string {
  const bits = [...createHash("sha1").update(bare).digest()]
    .map((octet) => octet.toString(2).padStart(8, "0"))
    .join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}

/** RFC 3986 §2.1: nothing in it ends the address or a field. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
