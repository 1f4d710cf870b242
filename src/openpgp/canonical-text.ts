import { type Bytes, fromLatin1, latin1 } from "#base";

/** Line ends as text signatures see them: every bare LF becomes CRLF (RFC 9580 §5.2.1.2). */
export function canonicalText(content: Bytes): Bytes {
  return latin1(fromLatin1(content).replace(/(?<!\r)\n/g, "\r\n"));
}
