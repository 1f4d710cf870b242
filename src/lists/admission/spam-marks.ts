/** What spam filters of mail servers write into the header: SpamAssassin's fields and rspamd's. */
import type { FieldValues } from "./is-automatic.ts";

const MARKS: readonly (readonly [name: string, says: RegExp])[] = [
  ["x-spam-flag", /^yes\b/i],
  ["x-spam-status", /^yes\b/i],
  ["x-spam", /^yes\b/i],
  ["x-spamd-result", /^[\w-]+:\s*true\b/i],
  ["x-rspamd-action", /^(?:add header|rewrite subject|quarantine|reject)\b/i],
  ["x-spam-action", /^(?:add header|rewrite subject|quarantine|reject)\b/i],
];

/** Anybody can write such fields: only those count that a mail server of the site wrote or let through (S15). */
export function isMarkedAsSpam(header: FieldValues): boolean {
  return MARKS.some(([name, says]) => header.all(name).some(({ value }) => says.test(value.trim())));
}
