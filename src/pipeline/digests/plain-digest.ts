/**
 * A digest in plain text, as RFC 1153 says: preamble, 70 hyphens, messages with 30 hyphens behind each, and a trailer. What
 * is no text is named and left out.
 */
import { AppError, type Bytes } from "#base";
import { say } from "#i18n";
import { voiceOf } from "#lists";
import { composeText, decodeWords } from "#mime";
import { oneLine } from "../compose/words/one-line.ts";
import { leftOutLines } from "../scrubbing/left-out-lines.ts";
import { type PlainOf, plainOfFor, textOfPost } from "../scrubbing/post-as-text.ts";
import type { PipelineSite } from "../site.ts";
import { type DigestIssue, type DigestMessage, digestTitle } from "./digest-issue.ts";
import { contentsLines, mastheadLines, ownersWords } from "./digest-words.ts";

const PREAMBLE_END = "-".repeat(70);
const MESSAGE_END = "-".repeat(30);
const END = ["", MESSAGE_END, ""];
/** In this order, and no others. */
const FIELDS = ["Date", "From", "To", "Cc", "Subject", "Message-ID", "Keywords"];
const LONGEST_FIELD = 900;

/** A text/plain entity. */
export function plainDigest(issue: DigestIssue, messages: readonly DigestMessage[]): Bytes {
  const header = ownersWords(issue.list, "digest_header");
  const footer = ownersWords(issue.list, "digest_footer");
  const preamble = [...mastheadLines(issue), ...(header === null ? [] : ["", ...linesOf(header)])];
  const start = [...preamble, "", ...contentsLines(issue, messages), "", PREAMBLE_END, ""];
  const posts = messages.flatMap(({ lines }) => [...lines, ...END]);
  const words = footer === null ? [] : [...footerLines(issue, footer), ...END];
  const last = say(voiceOf(issue.list), "digest-end", { title: digestTitle(issue) });
  const lines = [...start, ...posts, ...words, last, "*".repeat(Array.from(last).length)];
  return composeText(`${lines.join("\n")}\n`);
}

type Digested = Omit<DigestMessage, "lines">;

/** One post. What no text can be made of is left out as a whole; trouble that may pass is thrown. */
export async function messageLines(
  { logger }: Pick<PipelineSite, "logger">,
  issue: DigestIssue,
  digested: Digested,
): Promise<readonly string[]> {
  const plainOf = await plainOfFor(digested.message);
  try {
    return textLines(issue, digested, plainOf);
  } catch (thrown) {
    const { code } = AppError.fromUnknown(thrown);
    logger.error("digest.post-without-text", { list: issue.list.id, post: digested.number, code });
    return linesWithoutText(issue, digested);
  }
}

function textLines(issue: DigestIssue, digested: Digested, plainOf: PlainOf): readonly string[] {
  const { message, block, number, way } = digested;
  const { text, leftOut } = textOfPost(message, plainOf);
  const found = block === null ? [] : [...linesOf(block), ""];
  const bodies = [...found, ...linesOf(text)].map(unlikeAnEnd);
  const notes = leftOutLines(issue.list, leftOut, { number, way });
  return [...fieldLines(digested), "", ...bodies, ...(notes.length === 0 ? [] : [""]), ...notes];
}

/** Of its header, too, only what was read before. */
function linesWithoutText(issue: DigestIssue, { message, subject, from, number, way }: Digested) {
  const type = oneLine(message.contentType.essence, LONGEST_FIELD);
  const whole = { name: "-", type, octets: message.raw.length };
  return [`From: ${from}`, `Subject: ${subject}`, "", ...leftOutLines(issue.list, [whole], { number, way })];
}

function fieldLines({ message: { header } }: Pick<DigestMessage, "message">): readonly string[] {
  return FIELDS.flatMap((name) => {
    const author = name === "From" ? header.first("author") : undefined;
    const field = author ?? header.first(name.toLowerCase());
    return field === undefined ? [] : [`${name}: ${oneLine(decodeWords(field.value), LONGEST_FIELD)}`];
  });
}

/** A line of 30 hyphens would end the message. */
function unlikeAnEnd(line: string): string {
  return line === MESSAGE_END ? ` ${MESSAGE_END.slice(1)}` : line;
}

/** Without empty lines at both ends. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== "");
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== "") + 1);
}

function footerLines({ list }: DigestIssue, footer: string): readonly string[] {
  return [`Subject: ${say(voiceOf(list), "digest-footer")}`, "", ...linesOf(footer).map(unlikeAnEnd)];
}
