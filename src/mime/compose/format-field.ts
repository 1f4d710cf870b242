/** Writes header fields (RFC 5322 §2.2.3). */
import { AppError, type Bytes, utf8 } from "#base";

const SOFT_MAXIMUM = 78;
const HARD_MAXIMUM = 998;
const FIELD_NAME = /^[!-9;-~]+$/;

/**
 * One field, folded at white space to 78 octets a line, with CRLF at its end. The value is written as it
 * is, as UTF-8: encode words before (`encodeWords`, `formatAddress`, `formatParameter`).
 *
 * @throws AppError bad-input for a value with CR, LF or NUL, and for one with a word that no line of 998 octets
 *   can hold (RFC 5322 §2.1.1)
 */
export function formatField(name: string, value: string): Bytes {
  if (!FIELD_NAME.test(name)) throw refusal(name, "The name of a header field is not well formed.");
  if (/[\r\n\0]/.test(value)) throw refusal(name, "A header field cannot contain line ends or NUL.");
  const lines = fold(`${name}: ${value.trim()}`.trimEnd());
  if (lines.some((line) => Buffer.byteLength(line) > HARD_MAXIMUM))
    throw refusal(name, "A header field has a word that is too long for a mail.");
  return utf8(`${lines.join("\r\n")}\r\n`);
}

/** White space and the word after it stay together; a line is never white space only. */
function fold(text: string): string[] {
  const chunks = (text.match(/[ \t]*[^ \t]+/g) ?? []).map(withRoom);
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const [index, chunk] of chunks.entries()) {
    const chunkWidth = Buffer.byteLength(chunk);
    // Some programs lose a value that begins on the second line; the name keeps company if it can.
    const mayBreak = index > 1 || width + chunkWidth > HARD_MAXIMUM;
    if (line !== "" && mayBreak && width + chunkWidth > SOFT_MAXIMUM) {
      lines.push(line);
      [line, width] = ["", 0];
    }
    line += chunk;
    width += chunkWidth;
  }
  return [...lines, line];
}

/** White space that no line could hold beside its word becomes one space. */
function withRoom(chunk: string): string {
  return Buffer.byteLength(chunk) > HARD_MAXIMUM ? chunk.replace(/^[ \t]+/, " ") : chunk;
}

function refusal(name: string, publicText: string): AppError {
  return new AppError({
    code: "bad-input",
    publicText,
    detail: `field ${JSON.stringify(name.slice(0, 60))}`,
  });
}
