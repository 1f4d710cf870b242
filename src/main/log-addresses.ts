/** What a log line says of mail addresses (S14): as the site sets it, wherever they stand in a field. */
import { createHmac } from "node:crypto";
import type { Bytes, LogFields } from "#base";
import type { SiteConfig } from "#config";

/** Between blanks and what programs put around addresses; each word is read once, so that no text takes long. */
const WORD = /[^\s<>"'(),;:]+/g;

type Fit = (fields: LogFields) => LogFields;

/**
 * full: as they are. hashed: a short name that is the same for the same address while the server runs. none: not at all.
 *
 * @param key of the names; nobody else may have it
 */
export function logAddresses(mode: SiteConfig["log_addresses"], key: Bytes): Fit {
  if (mode === "full") return (fields) => fields;
  const name = (address: string): string =>
    mode === "none"
      ? "(address)"
      : `#${createHmac("sha256", key).update(address.toLowerCase()).digest("hex").slice(0, 12)}`;
  const hide = (text: string): string =>
    text.includes("@") ? text.replace(WORD, (word) => (word.includes("@") ? name(word) : word)) : text;
  return (fields) => {
    const entries = Object.entries(fields);
    if (!entries.some(([, value]) => typeof value === "string" && value.includes("@"))) return fields;
    return Object.fromEntries(
      entries.map(([field, value]) => [field, typeof value === "string" ? hide(value) : value]),
    );
  };
}
