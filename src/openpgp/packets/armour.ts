/**
 * ASCII armour (RFC 9580 §6) both ways. Reading is tolerant of line ends and blanks and ignores the
 * checksum, as RFC 9580 §6.1 asks; writing is CRLF with a CRC24, without which gpg 2.2 stumbles.
 */
import { base64Octets, type Bytes, err, fromLatin1, ok, type Result, view } from "#base";

export interface ArmourBlock {
  /** The header line's words: "PGP MESSAGE", "PGP PUBLIC KEY BLOCK", … */
  readonly kind: string;
  readonly bytes: Bytes;
  /** Where the block begins and ends in the source. */
  readonly start: number;
  readonly end: number;
}

const HEAD = /^-----BEGIN (PGP [A-Z ]{1,40})-----[ \t]*\r?\n/;
/** RFC 9580 §6.2.2: what a header says that nobody knows is no reason to stop; "Comment1" is such a one. */
const HEADER_LINE = /^[!-9;-~]{1,40}:[^\r\n]*\r?\n$/;
// QUIRK: Outlook and web mail put a no-break space (U+00A0, in UTF-8 or Latin-1) on lines that should be empty.
const BLANK_LINE = /^(?:[ \t\u00a0]|\u00c2\u00a0)*\r?\n$/;
// QUIRK: what follows on the last line (go-crypto's own vectors have dashes) is text between blocks.
const TAIL = /^-----END (PGP [A-Z ]{1,40})-----(?:[ \t]*(?:\r?\n|$))?/;
const CHECKSUM = /(?:^|\n)=[A-Za-z0-9+/]{4}\s*$/;
const LINE = 64;
const LF = 0x0a;
/** By octet: 1 for digits and white space. */
const IN_BODY = Uint8Array.from({ length: 256 }, (_, octet) =>
  /[A-Za-z0-9+/\s]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

/** Whether octets can only be armour: binary packets begin with the high bit set (RFC 9580 §4.2). */
export function looksArmoured(source: Bytes): boolean {
  return ((source[0] ?? 0) & 0x80) === 0;
}

/** Every armoured block of a text, in order; other text between them is passed over. */
export function readArmour(source: Bytes): Result<readonly ArmourBlock[], "malformed"> {
  const octets = view(source);
  const blocks: ArmourBlock[] = [];
  for (let from = 0; ;) {
    const start = octets.indexOf("-----BEGIN PGP ", from, "latin1");
    if (start < 0) break;
    const block = readBlock(octets, start);
    if (block === null) return err("malformed");
    blocks.push(block);
    from = block.end;
  }
  return blocks.length > 0 ? ok(blocks) : err("malformed");
}

/** Only lines of the head and the tail become text: what is between them may be large. */
function readBlock(octets: Buffer, start: number): ArmourBlock | null {
  const head = HEAD.exec(lineAt(octets, start));
  if (head === null || !isLineStart(octets, start)) return null;
  const bodyStart = skipHeaders(octets, start + head[0].length);
  if (bodyStart === null) return null;
  const bodyEnd = octets.indexOf("-----", bodyStart, "latin1");
  const tail = bodyEnd < 0 ? null : TAIL.exec(lineAt(octets, bodyEnd));
  if (tail === null || tail[1] !== head[1]) return null;
  const bytes = decodeBody(octets.subarray(bodyStart, bodyEnd));
  if (bytes === null) return null;
  return { kind: head[1] ?? "", bytes, start, end: bodyEnd + tail[0].length };
}

/**
 * Armour headers and the blank line below them, line by line: one expression for all of them could be made
 * to try each line both ways.
 */
function skipHeaders(octets: Buffer, start: number): number | null {
  let at = start;
  let line = lineAt(octets, at);
  for (; HEADER_LINE.test(line); line = lineAt(octets, at)) at += line.length;
  return BLANK_LINE.test(line) ? at + line.length : null;
}

/** With its line end, if there is one. */
function lineAt(octets: Buffer, at: number): string {
  const end = octets.indexOf(LF, at);
  return fromLatin1(octets.subarray(at, end < 0 ? octets.length : end + 1));
}

function isLineStart(octets: Buffer, at: number): boolean {
  return at === 0 || octets[at - 1] === LF;
}

function decodeBody(body: Buffer): Bytes | null {
  const checksum = CHECKSUM.exec(fromLatin1(body.subarray(-LINE)));
  const data = checksum ? body.subarray(0, body.length - checksum[0].length) : body;
  const padding = data.indexOf("=", 0, "latin1");
  const tail = padding < 0 ? "" : fromLatin1(data.subarray(padding)).trim();
  if (tail.length > 2 || /[^=]/.test(tail)) return null;
  const digits = padding < 0 ? data : data.subarray(0, padding);
  return mayStandInBody(digits) ? base64Octets(digits) : null;
}

function mayStandInBody(octets: Bytes): boolean {
  for (let at = 0; at < octets.length; at++) if (IN_BODY[octets[at]!] !== 1) return false;
  return true;
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
