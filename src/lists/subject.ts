/** What happens to a Subject: the list's prefix, and the placeholder outside a sealed post. */

import { readBackNumber, say, type Voice } from "#i18n";

const REPLY_MARK = /(?:re|aw|sv|vs|antw|ref)(?:\s*\[\d+\])?\s*:\s*/iy;

/** `subject_prefix` of one post. */
export interface SubjectPrefix {
  /** Without white space around it; "" for none. */
  readonly text: string;
  /** It has the number of the post in it. */
  readonly numbered: boolean;
  /** Finds it in Subjects that came in, whatever number it has there; null: there is none to find. */
  readonly anywhere: RegExp | null;
}

/** The first `%d` or, with zeros before it, `%05d`; at the beginning it stands for nothing, as in Mailman. */
const NUMBER = /(?<!^)%(0?)(\d?)d/;
/** Bounded, for Subjects are anybody's: each place of one is looked at once. */
const ANY_NUMBER = String.raw`\s{0,9}\d{1,15}\s{0,9}`;

/** @param number of the post, null: not known, and nothing stands in its place */
export function subjectPrefix(setting: string, displayName: string, number: number | null): SubjectPrefix {
  const named = setting.replaceAll("{name}", displayName).replaceAll("%(real_name)s", displayName).trim();
  const numbered = NUMBER.test(named);
  const shown = (_: string, zeros: string, width: string): string =>
    number === null ? "" : String(number).padStart(Number(width || 0), zeros === "" ? " " : "0");
  const at = NUMBER.exec(named);
  const pattern =
    at === null
      ? escaped(named)
      : escaped(named.slice(0, at.index)) + ANY_NUMBER + escaped(named.slice(at.index + at[0].length));
  return {
    text: named.replace(NUMBER, shown).trim(),
    numbered,
    anywhere: named === "" ? null : new RegExp(pattern, "g"),
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** The Subject without the list's prefix and without reply marks at its start. */
export function bareSubject(
  subject: string,
  prefix: SubjectPrefix | null,
): { readonly reply: boolean; readonly text: string } {
  const anywhere = prefix?.anywhere ?? null;
  const text = (anywhere === null ? subject : subject.replaceAll(anywhere, "")).trim();
  const mark = new RegExp(REPLY_MARK);
  let end = 0;
  while (mark.test(text)) end = mark.lastIndex;
  return { reply: end > 0, text: text.slice(end).trim() };
}

/**
 * The prefix exactly once. As in Mailman an answer's "Re:" stands before it, and behind one with a number; that there is no
 * Subject is said in the list's language.
 */
export function prefixSubject(subject: string, prefix: SubjectPrefix, voice: Voice): string {
  if (prefix.text === "") return subject;
  const { reply, text } = bareSubject(subject, prefix);
  const mark = reply ? ["Re:"] : [];
  const marked = prefix.numbered ? [prefix.text, ...mark] : [...mark, prefix.text];
  return [...marked, text === "" ? say(voice, "no-subject") : text].join(" ");
}

/** The number in a placeholder Subject that an answer brought back, in whatever language; or null. */
export function placeholderNumber(subject: string): number | null {
  return readBackNumber("sealed-subject", subject);
}
