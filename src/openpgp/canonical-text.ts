import type { Bytes } from "#base";

const [CR, LF] = [0x0d, 0x0a];

/** Line ends as text signatures see them: every bare LF becomes CRLF (RFC 9580 §5.2.1.2). */
export function canonicalText(content: Bytes): Bytes {
  const bare = content.reduce((count, octet, at) => count + Number(isBareLf(content, octet, at)), 0);
  if (bare === 0) return content;
  const text = new Uint8Array(content.length + bare);
  let length = 0;
  for (let at = 0; at < content.length; at++) {
    const octet = content[at] ?? 0;
    if (isBareLf(content, octet, at)) text[length++] = CR;
    text[length++] = octet;
  }
  return text;
}

function isBareLf(content: Bytes, octet: number, at: number): boolean {
  return octet === LF && content[at - 1] !== CR;
}
