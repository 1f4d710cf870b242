/** One digest of a list as it is put together: which one it is, and the posts in it as their readers see them. */
import { readArchived } from "#archive";
import { AppError, type Bytes } from "#base";
import { say } from "#i18n";
import { bareSubject, type List, subjectPrefix, voiceOf } from "#lists";
import { decodeWords, type Entity, mailboxesOf, parseMessage } from "#mime";
import { oneLine } from "../compose/words/one-line.ts";
import type { WayToWhole } from "../scrubbing/left-out-lines.ts";

export interface DigestIssue {
  /** As it speaks to the readers. */
  readonly list: List;
  readonly volume: number;
  readonly issue: number;
  readonly at: Date;
  /** How many posts its readers cannot have yet. */
  readonly leftOut: number;
}

export interface DigestMessage {
  /** Of the post on its list. */
  readonly number: number;
  /** One line, without the list's prefix; "" for none. */
  readonly subject: string;
  /** One line: the name of who wrote, or their address. */
  readonly from: string;
  /** Lines for people of what was found when it came; null: none. */
  readonly block: string | null;
  readonly message: Entity;
  /** How its reader gets it whole. */
  readonly way: WayToWhole;
  /** Of it in a digest in plain text. */
  readonly lines: readonly string[];
}

/** "Team Digest, Vol 1, Issue 2": the Subject (RFC 1153), which says nothing of what is in it. */
export function digestTitle({ list, volume, issue }: DigestIssue): string {
  const numbers = { volume: String(volume), issue: String(issue) };
  return say(voiceOf(list), "digest-title", { list: list.displayName, ...numbers });
}

/** @throws AppError bad-data for what was never kept so */
export function digestMessage(
  list: List,
  number: number,
  octets: Bytes,
): Omit<DigestMessage, "way" | "lines"> {
  const { facts, message: bytes } = readArchived(octets);
  const parsed = parseMessage(bytes);
  if (!parsed.ok)
    throw new AppError({ code: "bad-data", publicText: "A post that waits for a digest cannot be read." });
  const { header } = parsed.value;
  const prefix = subjectPrefix(list.settings.subject_prefix, list.displayName, number);
  const subject = decodeWords(header.first("subject")?.value ?? "");
  const { reply, text } = bareSubject(subject, prefix);
  const [author] = [...mailboxesOf(header, "author"), ...mailboxesOf(header, "from")];
  return {
    number,
    subject: oneLine(reply ? `Re: ${text}` : text),
    from: oneLine(decodeWords(author?.name || author?.address || "")),
    block: facts.block?.trim() || null,
    message: parsed.value,
  };
}
