import type { TextKey } from "#i18n";

/** The sentence for a scenario's reason: by who would be let in, where the key says so. */
export function refusalText(why: string): TextKey {
  if (why === "not-signed" || /_(?:smime|pgp|signed)$/.test(why)) return "command-refused-signed";
  if (why === "no-moderator") return "command-refused-moderator";
  if (why === "not-own") return "command-refused-own";
  if (why.endsWith("_owner")) return "command-refused-owner";
  if (/_(?:subscriber|member)$/.test(why)) return "command-refused-member";
  if (/_(?:closed|listmaster)$/.test(why)) return "command-refused-closed";
  return "command-refused";
}
