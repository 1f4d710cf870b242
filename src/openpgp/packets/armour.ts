/**
 * ASCII armour (RFC 9580 §6) both ways. Reading is tolerant of line ends and blanks and ignores the
 * checksum, as RFC 9580 §6.1 asks; writing is CRLF with a CRC24, without which gpg 2.2 stumbles.
 */
import { type Bytes, err, fromLatin1, ok, type Result, view } from "#base";

export interface ArmourBlock {
  /** The header line's words: "PGP MESSAGE", "PGP PUBLIC KEY BLOCK", … */
  readonly kind: string;
  readonly bytes: Bytes;
  /** Where the block begins and ends in the source. */
  readonly start: number;
  readonly end: number;
}

const HEAD = /-----BEGIN (PGP [A-Z ]{1,40})-----[ \t]*\r?\n/y;
/** RFC 9580 §6.2.2: what a header says that nobody knows is no reason to stop; "Comment1" is such a one. */
const HEADER_LINE = /[!-9;-~]{1,40}:[^\r\n]*\r?\n/y;
// QUIRK: Outlook and web mail put a no-break space (U+00A0, in UTF-8 or Latin-1) on lines that should be empty.
const BLANK_LINE = /(?:[ \t\u00a0]|\u00c2\u00a0)*\r?\n/y;
// QUIRK: what follows on the last line (go-crypto's own vectors have dashes) is text between blocks.
const TAIL = /-----END (PGP [A-Z ]{1,40})-----(?:[ \t]*(?:\r?\n|$))?/y;
const CHECKSUM = /(?:^|\n)=[A-Za-z0-9+/]{4}\s*$/;
const LINE = 64;

/** Whether octets can only be armour: binary packets begin with the high bit set (RFC 9580 §4.2). */
export function looksArmoured(source: Bytes): boolean {
  return ((source[0] ?? 0) & 0x80) === 0;
}

/** Every armoured block of a text, in order; other text between them is passed over. */
export function readArmour(source: Bytes): Result<readonly ArmourBlock[], "malformed"> {
  const text = fromLatin1(source);
  const blocks: ArmourBlock[] = [];
  for (let from = 0; ;) {
    const start = text.indexOf("-----BEGIN PGP ", from);
    if (start < 0) break;
    const block = readBlock(text, start);
    if (block === null) return err("malformed");
    blocks.push(block);
    from = block.end;
  }
  return blocks.length > 0 ? ok(blocks) : err("malformed");
}

function readBlock(text: string, start: number): ArmourBlock | null {
  const head = matchAt(HEAD, text, start);
  if (head === null || !isLineStart(text, start)) return null;
  const bodyStart = skipHeaders(text, start + head[0].length);
  if (bodyStart === null) return null;
  const bodyEnd = text.indexOf("-----", bodyStart);
  const tail = bodyEnd < 0 ? null : matchAt(TAIL, text, bodyEnd);
  if (tail === null || tail[1] !== head[1]) return null;
  const bytes = decodeBody(text.slice(bodyStart, bodyEnd));
  if (bytes === null) return null;
  return { kind: head[1] ?? "", bytes, start, end: bodyEnd + tail[0].length };
}

/**
 * Armour headers and the blank line below them, line by line: one expression for all of them could be made
 * to try each line both ways.
 */
function skipHeaders(text: string, start: number): number | null {
  let at = start;
  for (let line = matchAt(HEADER_LINE, text, at); line !== null; line = matchAt(HEADER_LINE, text, at))
    at += line[0].length;
  const blank = matchAt(BLANK_LINE, text, at);
  return blank === null ? null : at + blank[0].length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === "\n";
}

function decodeBody(text: string): Bytes | null {
  const checksum = CHECKSUM.exec(text.slice(-64));
  const data = checksum ? text.slice(0, text.length - checksum[0].length) : text;
  const padding = data.indexOf("=");
  const tail = padding < 0 ? "" : data.slice(padding).trim();
  if (/[^A-Za-z0-9+/=\s]/.test(data) || tail.length > 2 || /[^=]/.test(tail)) return null;
  return Buffer.from(data, "base64");
}

// QUIRK: `gpg --enarmor` and tests of other programs name no kind; what is inside tells it as in binary.
export const ANY_KIND = "PGP ARMORED FILE";

/** The binary form of one object: as it is, or out of the one armoured block of this kind. */
export function toBinary(source: Bytes, kind: string): Result<Bytes, "malformed"> {
  if (!looksArmoured(source)) return ok(source);
  const blocks = readArmour(source);
  if (!blocks.ok) return blocks;
  const [block] = blocks.value;
  if (block === undefined || blocks.value.length > 1) return err("malformed");
  if (block.kind !== kind && block.kind !== ANY_KIND) return err("malformed");
  return ok(block.bytes);
}

/** Wraps binary packets as text, ASCII with CRLF line ends. */
export function writeArmour(kind: string, bytes: Bytes): string {
  const data = view(bytes).toString("base64");
  const lines = data.match(new RegExp(`.{1,${LINE}}`, "g")) ?? [];
  const checksum = crc24(bytes).toString("base64");
  return [`-----BEGIN ${kind}-----`, "", ...lines, `=${checksum}`, `-----END ${kind}-----`, ""].join("\r\n");
}

/** RFC 9580 §6.1.1. */
function crc24(bytes: Bytes): Buffer {
  let crc = 0xb704ce;
  for (const octet of bytes) {
    crc ^= octet << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb;
    }
  }
  const checksum = Buffer.alloc(3);
  checksum.writeUIntBE(crc & 0xffffff, 0, 3);
  return checksum;
}

/** CRLF lines, with the checksum that older programs ask for (RFC 9580 §6.1). */
export function armourMessage(message: Bytes): string {
  return writeArmour("PGP MESSAGE", message);
}

/** The same, for a detached signature. */
export function armourSignature(signature: Bytes): string {
  return writeArmour("PGP SIGNATURE", signature);
}
