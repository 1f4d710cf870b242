/** mbox files (RFC 4155): several messages, each after a line that begins with "From ". */
import { type Bytes, concatBytes, fromLatin1, view } from "#base";

const LF = 0x0a;
const CR = 0x0d;
const SENDER = /^From \S/;
const TIME = /\d:\d{2}/;
const YEAR = /\d{4}/;
const LONGEST_SEPARATOR = 500;

/** A field whose name white space follows (RFC 5322 §4.5) is no separator. */
export function isMbox(file: Bytes): boolean {
  return /^From (?![ \t]*:)/.test(fromLatin1(file.subarray(0, LONGEST_SEPARATOR)));
}

export interface MboxMessage {
  /** With the quoted "From " lines as they were before. */
  readonly message: Bytes;
  /** Octet for octet, if that differs. */
  readonly asItStands: Bytes | null;
}

/** Each message of an mbox, without its separator. */
export function* splitMbox(file: Bytes): Generator<MboxMessage> {
  let start = lineAfter(file, 0);
  for (let at = nextSeparator(file, start); at >= 0; at = nextSeparator(file, start)) {
    yield readMessage(file.subarray(start, at));
    start = lineAfter(file, at);
  }
  yield readMessage(file.subarray(start));
}

function readMessage(octets: Bytes): MboxMessage {
  const asItStands = withoutBlankLine(octets);
  const message = unquoted(asItStands);
  return { message, asItStands: message === asItStands ? null : asItStands };
}

function lineAfter(file: Bytes, from: number): number {
  const end = file.indexOf(LF, from);
  return end < 0 ? file.length : end + 1;
}

/** Behind an empty line only: a text can have a line like it. */
function nextSeparator(file: Bytes, from: number): number {
  const octets = view(file);
  for (let at = octets.indexOf("\nFrom ", from); at >= 0; at = octets.indexOf("\nFrom ", at + 1)) {
    if (isEmptyLine(file, at) && isSeparator(lineAt(file, at + 1))) return at + 1;
  }
  return -1;
}

/** The line that separates messages ends with a date as ctime writes it; a sentence that begins with "From " does not. */
function isSeparator(line: string): boolean {
  const sender = SENDER.exec(line)?.[0];
  const behind = sender === undefined ? "" : line.slice(sender.length);
  const time = TIME.exec(behind);
  return time !== null && YEAR.test(behind.slice(time.index + time[0].length));
}

/** Whether the line that this LF ends is empty. */
function isEmptyLine(file: Bytes, lineEnd: number): boolean {
  const last = file[lineEnd - 1] === CR ? lineEnd - 2 : lineEnd - 1;
  return file[last] === LF;
}

function lineAt(file: Bytes, start: number): string {
  return fromLatin1(file.subarray(start, start + LONGEST_SEPARATOR)).split("\n", 1)[0] ?? "";
}

/** The empty line in front of a separator belongs to the mbox. */
function withoutBlankLine(message: Bytes): Bytes {
  const tail = fromLatin1(message.subarray(-4));
  if (tail.endsWith("\r\n\r\n")) return message.subarray(0, -2);
  return tail.endsWith("\n\n") ? message.subarray(0, -1) : message;
}

/** QUIRK: mboxrd puts one more ">" before lines that look like separators, most other writers only the first. */
function unquoted(message: Bytes): Bytes {
  const octets = view(message);
  const parts: Bytes[] = [];
  let from = 0;
  for (let at = octets.indexOf("\n>"); at >= 0; at = octets.indexOf("\n>", at + 1)) {
    if (!isQuotedSeparator(octets, at + 1)) continue;
    parts.push(message.subarray(from, at + 1));
    from = at + 2;
  }
  return parts.length === 0 ? message : concatBytes(...parts, message.subarray(from));
}

function isQuotedSeparator(octets: Buffer, lineStart: number): boolean {
  let at = lineStart;
  while (octets[at] === 0x3e) at++;
  return fromLatin1(octets.subarray(at, at + 5)) === "From ";
}
