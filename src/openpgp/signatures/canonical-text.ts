import type { Bytes } from "#base";

const [CR, LF] = [0x0d, 0x0a];

/** Line ends as text signatures see them: every bare LF becomes CRLF (RFC 9580 §5.2.1.2). */
export function canonicalText(content: Bytes): Bytes {
  const bare = countBareLfs(content);
  if (bare === 0) return content;
  const text = new Uint8Array(content.length + bare);
  let [length, before] = [0, 0];
  for (let at = 0; at < content.length; at++) {
    const octet = content[at] ?? 0;
    if (octet === LF && before !== CR) text[length++] = CR;
    text[length++] = octet;
    before = octet;
  }
  return text;
}

function countBareLfs(content: Bytes): number {
  const { length } = content;
  let [count, before] = [0, 0];
  for (let at = 0; at < length; at++) {
    const octet = content[at] ?? 0;
    if (octet === LF && before !== CR) count += 1;
    before = octet;
  }
  return count;
}
