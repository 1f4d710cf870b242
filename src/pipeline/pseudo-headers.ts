/**
 * The short block of plain text above a distributed post (`pseudo_headers`): what any program shows, even
 * one that knows nothing of protected header fields, and what the server found.
 */
import { type Author, type EmailAddress, type Scheme, WHY_CODES } from "#base";
import { type Language, say, sayChosen, type TextKey } from "#i18n";
import { decodeWords } from "#mime";
import type { HeaderField } from "#protect";

export interface BlockFacts {
  readonly language: Language;
  readonly headers: readonly HeaderField[];
  readonly author: Author;
  readonly openedAs: Scheme | null;
  readonly integrity: boolean;
  /** Whether the list checks signatures or opens posts: only then the block says what was found. */
  readonly judged: boolean;
  /** Set on copies that leave in clear although the list has keys (S6). */
  readonly clearMark: "clear-mark" | "clear-mark-all" | null;
}

const SHOWN: readonly (readonly [string, TextKey])[] = [
  ["subject", "block-subject"],
  ["from", "block-from"],
  ["date", "block-date"],
  ["to", "block-to"],
  ["cc", "block-cc"],
];

/** Lines without line ends, for the top of the post. */
export function pseudoHeaders(facts: BlockFacts): readonly string[] {
  const marks = facts.clearMark === null ? [] : [say(facts.language, facts.clearMark)];
  return [...marks, ...headerLines(facts), ...(facts.judged ? verdictLines(facts) : [])];
}

function headerLines(facts: BlockFacts): string[] {
  return SHOWN.flatMap(([name, key]) => {
    const field = facts.headers.find((candidate) => candidate.name.toLowerCase() === name);
    if (field === undefined) return [];
    return [sayChosen(facts.language, key, { value: oneLine(decodeWords(field.value)) })];
  });
}

function verdictLines(facts: BlockFacts): string[] {
  const { language } = facts;
  const lines = [signatureLine(language, facts.author)];
  lines.push(say(language, facts.openedAs === null ? "block-not-encrypted" : "block-encrypted"));
  if (!facts.integrity) lines.push(say(language, "block-no-integrity"));
  if (subjectUnsigned(facts)) lines.push(say(language, "block-subject-not-signed"));
  return lines;
}

function signatureLine(language: Language, author: Author): string {
  if (author.authentic) return say(language, "block-signed", { who: showAddress(author.address) });
  return say(language, "block-not-signed", { why: WHY_CODES[author.why] });
}

function subjectUnsigned(facts: BlockFacts): boolean {
  const subject = facts.headers.find((field) => field.name.toLowerCase() === "subject");
  return facts.author.authentic && subject?.from === "outer";
}

function showAddress(address: EmailAddress): string {
  return oneLine(address);
}

/** A value can never make a line of its own in the block. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+|[\u2028\u2029]/gu, " ").trim();
}
