/** What spam filters of mail servers write into the header: SpamAssassin's fields and rspamd's. */
import type { FieldValues } from "./is-automatic.ts";

const ACTION = /^(?:add header|rewrite subject|quarantine|reject)\b/i;

const MARKS: readonly (readonly [name: string, saysYes: RegExp, saysNo: RegExp])[] = [
  ["x-spam-flag", /^yes\b/i, /^no\b/i],
  ["x-spam-status", /^yes\b/i, /^no\b/i],
  ["x-spam", /^yes\b/i, /^no\b/i],
  ["x-spamd-result", /^[\w-]+:\s*true\b/i, /^[\w-]+:\s*false\b/i],
  ["x-rspamd-action", ACTION, /^no action\b/i],
  ["x-spam-action", ACTION, /^no action\b/i],
];

/** Anybody can write such fields: only those count that a mail server of the site wrote or let through (S15). */
export function isMarkedAsSpam(header: FieldValues): boolean {
  return MARKS.some(([name, saysYes]) => says(header, name, saysYes));
}

/** `ham` only where a filter says so; `unknown` where none says anything. Counts as `isMarkedAsSpam` does (S15). */
export function spamStatus(header: FieldValues): "spam" | "ham" | "unknown" {
  if (isMarkedAsSpam(header)) return "spam";
  return MARKS.some(([name, , saysNo]) => says(header, name, saysNo)) ? "ham" : "unknown";
}

function says(header: FieldValues, name: string, what: RegExp): boolean {
  return header.all(name).some(({ value }) => what.test(value.trim()));
}
