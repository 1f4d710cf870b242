/**
 * What a moderator's answer orders: the first line that says anything in the text of the mail. What is quoted below,
 * the Subject and attachments never count.
 */
import { oneLine } from "../compose/words/one-line.ts";

export const MODERATION_VERBS = ["accept", "reject", "discard", "defer", "ask", "show"] as const;
export type ModerationVerb = (typeof MODERATION_VERBS)[number];

export interface ModerationReply {
  readonly verb: ModerationVerb;
  /** The number behind the verb: which message is meant; null: none is named. */
  readonly number: number | null;
  /** For the sender; "" for none. */
  readonly reason: string;
  /** null: as many as usual. */
  readonly days: number | null;
}

const FIRST_LINE =
  /^(accept|reject|discard|defer|ask|show)(?=[\s.,:;!]|$)[.,:;!]?\s*(?:#?(\d{1,15})(?!\d|\s*days?\b)[.,:;]?)?\s*([^]*)$/i;
/** More of it does not fit a reason. */
const MOST_LINES = 100;
const LONGEST_LINE = 1200;
const LONGEST_REASON = 1000;
const DAYS = /^(?:for\s+)?(\d{1,4})\s*days?\.?$/i;

/** null: the answer orders nothing that is known. */
export function readModerationReply(text: string): ModerationReply | null {
  const lines = text.split(/\r\n|\r|\n/);
  const at = lines.findIndex((line) => line.trim() !== "");
  const match = FIRST_LINE.exec(lines[at]?.trim().slice(0, LONGEST_LINE) ?? "");
  if (match === null) return null;
  const [, word = "", number, rest = ""] = match;
  const verb = MODERATION_VERBS.find((one) => one === word.toLowerCase());
  if (verb === undefined) return null;
  const which = number === undefined ? null : Number(number);
  if (verb === "reject")
    return { verb, number: which, reason: paragraph(rest, lines.slice(at + 1)), days: null };
  if (rest === "") return { verb, number: which, reason: "", days: null };
  const days = DAYS.exec(rest)?.[1];
  return verb === "defer" && days !== undefined
    ? { verb, number: which, reason: "", days: Number(days) }
    : null;
}

/** Programs wrap long lines: the reason goes on to the first line that is empty, quoted, or begins a signature. */
function paragraph(first: string, others: readonly string[]): string {
  const end = others.findIndex((line) => line.trim() === "" || /^(?:>|-- ?$)/.test(line));
  return oneLine(
    [first, ...others.slice(0, end < 0 ? MOST_LINES : Math.min(end, MOST_LINES))].join(" "),
    LONGEST_REASON,
  );
}
