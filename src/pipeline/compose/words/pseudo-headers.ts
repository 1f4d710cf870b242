/**
 * The short block of plain text above a distributed post (`pseudo_headers`): what any program shows, even
 * one that knows nothing of protected header fields, and what the server found.
 */
import { type Author, type EmailAddress, type Scheme } from "#base";
import { type Language, say, sayChosen, type TextKey, whyText } from "#i18n";
import { decodeWords, type FieldList } from "#mime";
import type { HeaderField } from "#protect";
import { oneLine } from "./one-line.ts";
import { shownPerson } from "../shown-name.ts";

/** That a copy left in clear: because of the keys that this member has, or as all do. */
export type ClearMark = `clear-mark-${Scheme | "both" | "all"}`;

export interface BlockFacts {
  readonly language: Language;
  readonly headers: readonly HeaderField[];
  readonly author: Author;
  readonly openedAs: Scheme | null;
  readonly integrity: boolean;
  /** The list keeps authors' own signatures, and this one's form does not let it out. */
  readonly signatureLost: boolean;
  /** Whether the list checks signatures or opens posts: only then the block says what was found. */
  readonly judged: boolean;
  /** Nobody is told who wrote. */
  readonly anonymous: boolean;
  /** Fields that stand above the block already: what is in them and vouched for is not said twice. */
  readonly above: FieldList;
  /** Set on copies that leave in clear although the list has keys (S6). */
  readonly clearMark: ClearMark | null;
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
    const value = valueShown(name, field.value);
    const line = sayChosen(facts.language, key, { value });
    if (!isVouchedFor(facts, field)) return [say(facts.language, "block-unsigned", { line })];
    return standsAbove(facts, name, value) ? [] : [line];
  });
}

/** Where there is a field Author, that is who wrote. */
function standsAbove({ above }: BlockFacts, name: string, value: string): boolean {
  const named = (wanted: string) => above.find(([one]) => one.toLowerCase() === wanted)?.[1];
  const text = (name === "from" ? named("author") : undefined) ?? named(name);
  return text !== undefined && valueShown(name, text) === value;
}

function valueShown(name: string, value: string): string {
  const person = name === "from" ? shownPerson(value) : null;
  if (person === null) return oneLine(decodeWords(value));
  return person.name === "" ? person.address : `${person.name} <${person.address}>`;
}

/** Nobody may take for signed what is not (S2): without a signature that counts nothing is. Lists that do not ask say nothing. */
function isVouchedFor({ author, judged }: BlockFacts, field: HeaderField): boolean {
  return !judged || (author.authentic && field.from === "protected");
}

function verdictLines(facts: BlockFacts): string[] {
  const { language, anonymous } = facts;
  const lines = [signatureLine(language, facts.author, anonymous)];
  lines.push(say(language, facts.openedAs === null ? "block-not-encrypted" : "block-encrypted"));
  if (facts.signatureLost) lines.push(say(language, "block-signature-lost"));
  if (!facts.integrity) lines.push(say(language, "block-no-integrity"));
  return lines;
}

function signatureLine(language: Language, author: Author, anonymous: boolean): string {
  if (author.authentic && anonymous) return say(language, "block-signed-anonymous");
  if (author.authentic) return say(language, "block-signed", { who: showAddress(author.address) });
  return say(language, "block-not-signed", { why: whyText(author.why, language) });
}

function showAddress(address: EmailAddress): string {
  return oneLine(address);
}
