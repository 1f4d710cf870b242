/**
 * Replies of RFC 5321 §4.2 with the enhanced status codes of RFC 3463, both ways: printed by the server,
 * read by the client.
 */
import { AppError, ERROR_CODES, err, fromLatin1, ok, type Bytes, type Result } from "#base";

export interface Reply {
  /** Three digits, RFC 5321 §4.2.1. */
  readonly code: number;
  /** `class.subject.detail` of RFC 3463, or "" where none belongs (greeting, EHLO, 354). */
  readonly enhanced: string;
  /** One line of text, or several separated by LF. */
  readonly text: string;
}

export function reply(code: number, enhanced: string, text: string): Reply {
  return { code, enhanced, text };
}

/** The reply to a thrown fault or a refused request, derived from its error code and never passed twice. */
export function replyForError(thrown: unknown): Reply {
  const error = AppError.fromUnknown(thrown);
  const [code = "451", enhanced = "4.3.0"] = ERROR_CODES[error.code].smtp.split(" ");
  return reply(Number(code), enhanced, error.publicText);
}

/** Prints a reply; every line ends with CRLF and repeats code and enhanced code (RFC 2034 §4). */
export function formatReply({ code, enhanced, text }: Reply): string {
  const lines = text.split("\n");
  const prefix = enhanced === "" ? "" : `${enhanced} `;
  return lines
    .map((line, index) => `${code}${index === lines.length - 1 ? " " : "-"}${prefix}${printable(line)}\r\n`)
    .join("");
}

/** RFC 5321 §4.2: textstring = 1*(%d09 / %d32-126). */
function printable(line: string): string {
  return line.replace(/[^\t\x20-\x7e]/gu, "?").slice(0, 400);
}

const REPLY_LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/s;
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/;
const MAX_REPLY_BYTES = 64 * 1024;

/** Collects octets from a server and gives whole replies. Only CRLF ends a line. */
export class ReplyReader {
  #rest = "";
  #lines: string[] = [];
  #size = 0;

  /** Replies completed by these octets, in order; an error if the peer does not speak SMTP. */
  push(bytes: Bytes): Result<readonly Reply[], string> {
    this.#rest += fromLatin1(bytes);
    const replies: Reply[] = [];
    for (;;) {
      const end = this.#rest.indexOf("\r\n");
      if (end < 0) break;
      const match = REPLY_LINE.exec(this.#rest.slice(0, end));
      if (!match) return err("the server's answer is not an SMTP reply");
      this.#rest = this.#rest.slice(end + 2);
      this.#size += end;
      this.#lines.push(match[3] ?? "");
      if (match[2] !== "-") replies.push(this.#take(Number(match[1])));
    }
    if (this.#rest.length + this.#size > MAX_REPLY_BYTES) return err("the server's answer is too long");
    return ok(replies);
  }

  /** Whether octets are waiting that are not a whole reply yet. */
  get pending(): boolean {
    return this.#rest !== "" || this.#lines.length > 0;
  }

  #take(code: number): Reply {
    const enhanced = ENHANCED.exec(this.#lines[0] ?? "")?.[1] ?? "";
    const text = this.#lines.map((line) => line.replace(ENHANCED, "")).join("\n");
    this.#lines = [];
    this.#size = 0;
    return { code, enhanced, text };
  }
}
