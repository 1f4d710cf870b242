/** The cleartext signature framework (RFC 9580 §7), read so that nothing but the signed text comes out. */
import { type Bytes, err, fromLatin1, latin1, ok, type Result, type WhyCode } from "#base";

export interface Cleartext {
  /** CRLF between lines, no white space at their ends, no line end behind the last: what was signed. */
  readonly content: Bytes;
  /** The armoured signature. */
  readonly signature: Bytes;
}

const HEAD = "-----BEGIN PGP SIGNED MESSAGE-----";
const SIGNATURE_HEAD = "-----BEGIN PGP SIGNATURE-----";
const SIGNATURE_TAIL = "-----END PGP SIGNATURE-----";
const HASH_HEADER = /^Hash: [A-Za-z0-9, -]+$/;

export function isCleartext(text: Bytes): boolean {
  return fromLatin1(text).trimStart().startsWith(HEAD);
}

export function readCleartext(source: Bytes): Result<Cleartext, WhyCode> {
  const lines = fromLatin1(source).trim().split(/\r?\n/);
  const signatureStart = lines.findIndex((line) => trimEnd(line) === SIGNATURE_HEAD);
  const textStart = headerEnd(lines);
  if (textStart === null || signatureStart < textStart) return err("malformed");
  const tail = lines.findIndex((line, index) => index > signatureStart && trimEnd(line) === SIGNATURE_TAIL);
  if (tail !== lines.length - 1) return err(tail < 0 ? "malformed" : "changed-on-the-way");
  const text = lines.slice(textStart, signatureStart).map(undoDashes);
  if (text.includes(null)) return err("malformed");
  return ok({
    content: latin1(text.join("\r\n")),
    signature: latin1(`${lines.slice(signatureStart).join("\r\n")}\r\n`),
  });
}

/** Index of the first text line. Only Hash is allowed above it: other words there look signed and are not. */
function headerEnd(lines: readonly string[]): number | null {
  if (trimEnd(lines[0] ?? "") !== HEAD) return null;
  const blank = lines.findIndex((line, index) => index > 0 && trimEnd(line) === "");
  if (blank < 0) return null;
  return lines.slice(1, blank).every((line) => HASH_HEADER.test(trimEnd(line))) ? blank + 1 : null;
}

/** RFC 9580 §7.2: an escaped line loses "- "; any other line beginning with a dash cannot be here. */
function undoDashes(line: string): string | null {
  if (line.startsWith("- ")) return trimEnd(line.slice(2));
  return line.startsWith("-") ? null : trimEnd(line);
}

/** Spaces, tabs and CR at the end of a line are not signed (RFC 9580 §7.2). */
function trimEnd(line: string): string {
  return line.replace(/[ \t\r]+$/, "");
}
