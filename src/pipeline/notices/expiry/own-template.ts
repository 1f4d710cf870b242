/**
 * A text of the operator's in place of ours: a file whose first line is the Subject, then an empty line, then the text.
 * Names in braces stand for what is known: `{ list }`. Nothing of it is run, and nothing else is put in (S12).
 */
import type { Notice } from "../notices.ts";

export const TEMPLATE_NAMES = ["list", "list_address", "owner", "keys", "expired"] as const;
export type TemplateValues = Readonly<Record<(typeof TEMPLATE_NAMES)[number], string>>;

const PLACE = /\{ *([a-z_]+) *\}/g;

/** What is wrong with a template, a sentence; null: nothing. */
export function templateFault(text: string): string | null {
  const [subject = "", gap = ""] = text.split(/\r?\n/);
  if (!/^Subject: *\S/.test(subject) || gap !== "")
    return "its first line must be “Subject: …”, and the second empty";
  const known: readonly string[] = TEMPLATE_NAMES;
  const unknown = [...text.matchAll(PLACE)]
    .map(([, name = ""]) => name)
    .find((name) => !known.includes(name));
  return unknown === undefined ? null : `there is no { ${unknown} }: ${TEMPLATE_NAMES.join(", ")}`;
}

/** null: there is something wrong with it. */
export function noticeFrom(text: string, values: TemplateValues): Notice | null {
  if (templateFault(text) !== null) return null;
  const filled = (line: string): string =>
    line.replaceAll(PLACE, (_all, name: keyof TemplateValues) => values[name]);
  const [subject = "", , ...lines] = text.trimEnd().split(/\r?\n/);
  return {
    subject: filled(subject.slice("Subject:".length).trim()).replaceAll(/[\r\n]+/g, " "),
    lines: lines.flatMap((line) => filled(line).split("\n")),
  };
}
