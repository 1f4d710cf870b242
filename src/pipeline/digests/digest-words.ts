/** What a digest says itself: where one writes to, what is in it, and the owners' own words. */
import { say } from "#i18n";
import { doorAddress, type List, voiceOf } from "#lists";
import { expandPlaceholders } from "../compose/words/list-placeholders.ts";
import { type DigestIssue, type DigestMessage, digestTitle } from "./digest-issue.ts";

export function mastheadLines(issue: DigestIssue): readonly string[] {
  const { list } = issue;
  const voice = voiceOf(list);
  const { address } = list;
  return [
    digestTitle(issue),
    "",
    say(voice, "digest-address", { address }),
    say(voice, "digest-request", { request: doorAddress(address, "request") }),
    say(voice, "digest-owner", { owner: doorAddress(address, "owner") }),
    "",
    say(voice, "digest-answer", { title: digestTitle(issue) }),
  ];
}

/** A line a post: its place in the digest, its Subject and who wrote it. */
export function contentsLines(issue: DigestIssue, messages: readonly DigestMessage[]): readonly string[] {
  const voice = voiceOf(issue.list);
  const width = String(messages.length).length + 2;
  return [
    say(voice, "digest-contents"),
    "",
    ...messages.map(({ subject, from }, nth) => {
      const shown = subject === "" ? say(voice, "no-subject") : subject;
      return `${String(nth + 1).padStart(width)}. ${shown}${from === "" ? "" : ` (${from})`}`;
    }),
    ...leftOutLines(issue),
  ];
}

/** How many posts the reader has no key for, by which they could come. */
function leftOutLines({ list, leftOut }: DigestIssue): readonly string[] {
  if (leftOut === 0) return [];
  const text = list.settings.keep_for_keyless > 0 ? "digest-waits" : "digest-missed";
  const line =
    leftOut === 1
      ? say(voiceOf(list), `${text}-one`)
      : say(voiceOf(list), `${text}-more`, { count: String(leftOut) });
  return ["", line];
}

/** The owners' own words, or null for none. */
export function ownersWords(list: List, name: "digest_header" | "digest_footer"): string | null {
  const text = expandPlaceholders(list.settings[name], list, null).trimEnd();
  return text === "" ? null : text;
}
