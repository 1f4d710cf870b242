/** What happens to a Subject: the list's prefix, and the placeholder outside a sealed post. */

import { readBackNumber } from "#i18n";

const REPLY_MARK = /^(?:re|aw|sv|antw|vs|ref)(?:\[\d+\])?\s*:\s*/i;

/** The Subject without reply marks and without the list's prefix, wherever they stand at its start. */
export function bareSubject(
  subject: string,
  prefix: string,
): { readonly reply: boolean; readonly text: string } {
  const mark = prefix.trim();
  let text = subject.trim();
  let reply = false;
  for (;;) {
    const cut =
      mark !== "" && text.startsWith(mark)
        ? text.slice(mark.length).trimStart()
        : text.replace(REPLY_MARK, "");
    if (cut === text) return { reply, text };
    reply ||= !(mark !== "" && text.startsWith(mark));
    text = cut;
  }
}

/** The Subject with the prefix exactly once, "Re:" behind it only for answers, as Mailman does. */
export function prefixSubject(subject: string, prefix: string): string {
  if (prefix === "") return subject;
  const { reply, text } = bareSubject(subject, prefix);
  return `${prefix}${reply ? "Re: " : ""}${text === "" ? "(no subject)" : text}`;
}

export function expandPrefix(setting: string, displayName: string): string {
  return setting.replaceAll("{name}", displayName);
}

/** The number in a placeholder Subject that an answer brought back, in whatever language; or null. */
export function placeholderNumber(subject: string): number | null {
  return readBackNumber("sealed-subject", subject);
}
