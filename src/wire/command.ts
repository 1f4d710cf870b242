/** One command line, taken apart (RFC 5321 §4.1.1). What the words mean is the session's matter. */
import { err, ok, view, type Bytes, type Result } from "#base";
import { reply, type Reply } from "./reply.ts";

export interface Command {
  /** Upper-case. */
  readonly verb: string;
  /** The rest of the line without surrounding spaces. */
  readonly argument: string;
}

const LINE = /^([A-Za-z]{1,12})(?: (.*))?$/s;
const CONTROL = /\p{Cc}/u;

/**
 * Reads a line without its CRLF.
 *
 * A control character, so also a bare CR or LF, makes the whole line one that cannot be understood (S15).
 */
export function parseCommand(line: Bytes): Result<Command, Reply> {
  const text = view(line).toString("utf8");
  if (text.includes("\ufffd")) return err(reply(500, "5.5.2", "The line is not UTF-8"));
  if (CONTROL.test(text.replace(/\t/g, " ")))
    return err(reply(500, "5.5.2", "Lines end with CRLF; a bare CR or LF or other control is refused"));
  const match = LINE.exec(text.trimEnd());
  if (!match?.[1]) return err(reply(500, "5.5.2", "Command not understood"));
  return ok({ verb: match[1].toUpperCase(), argument: (match[2] ?? "").trim() });
}
