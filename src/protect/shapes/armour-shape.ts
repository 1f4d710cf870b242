/**
 * Inline OpenPGP in text/plain: read only if the armour is all the text there is (S1). A word before or
 * after it is somebody else's, and would look like the signer's.
 */
import { type Bytes, fromLatin1, latin1, LIMITS, view, type WhyCode } from "#base";
import { decodeBody, type Entity } from "#mime";
import { kindOf } from "#openpgp";
import type { Shape } from "./shape.ts";

const ARMOURED = /^-----(BEGIN|END) PGP (MESSAGE|SIGNED MESSAGE|SIGNATURE)-----[ \t]*\r?$/gm;

/** null: no OpenPGP in this text. */
export function armourShape(entity: Entity): Shape | null {
  const octets = decodeBody(entity);
  // Most texts are none, and may be large: they do not become a string.
  if (!view(octets).includes("-----BEGIN PGP ", 0, "latin1")) return null;
  const text = fromLatin1(octets);
  const lines = armourLines(text);
  const kind = lines[0];
  if (kind !== "BEGIN MESSAGE" && kind !== "BEGIN SIGNED MESSAGE") return null;
  const broken = (why: WhyCode): Shape => ({
    kind: "broken",
    scheme: "openpgp",
    layer: kind === "BEGIN MESSAGE" ? "encrypted" : "signed",
    why,
  });
  if (!standsAlone(text.trim(), lines)) return broken("changed-on-the-way");
  const armour = latin1(text.trim());
  if (kind === "BEGIN SIGNED MESSAGE" || kindOf(armour) === "signed") {
    return { kind: "inline-signed", scheme: "openpgp", text: armour, inline: entity };
  }
  return { kind: "encrypted", scheme: "openpgp", ciphertext: armour, inline: entity };
}

const MOST_LINES = 4;

/** The first few: one block has at most three, and a text may be full of them. */
function armourLines(text: string): string[] {
  const lines: string[] = [];
  for (const [, side = "", kind = ""] of text.matchAll(ARMOURED)) {
    if (lines.push(`${side} ${kind}`) >= MOST_LINES) break;
  }
  return lines;
}

/** One block, from the first octet to the last. */
function standsAlone(trimmed: string, lines: readonly string[]): boolean {
  const expected =
    lines[0] === "BEGIN MESSAGE"
      ? ["BEGIN MESSAGE", "END MESSAGE"]
      : ["BEGIN SIGNED MESSAGE", "BEGIN SIGNATURE", "END SIGNATURE"];
  if (lines.length !== expected.length || expected.some((line, index) => lines[index] !== line)) return false;
  const kind = lines[0]?.slice("BEGIN ".length) ?? "";
  const end = kind === "MESSAGE" ? "MESSAGE" : "SIGNATURE";
  return trimmed.startsWith(`-----BEGIN PGP ${kind}-----`) && trimmed.endsWith(`-----END PGP ${end}-----`);
}

/** The last line of an armour, and white space to the end of the text. */
const ARMOUR_END = /^-----END PGP [A-Z ]{1,40}-----\s*$/;

/** Whether an armour of any kind has more than white space before or behind it; lines of its own header are in it. */
export function hasWordsAround(octets: Bytes): boolean {
  // Only what stands around it becomes text: an armour may be large.
  const begin = view(octets).indexOf("-----BEGIN PGP ", 0, "latin1");
  const end = view(octets).indexOf("-----END PGP ", Math.max(begin, 0), "latin1");
  const isBinary = ((octets[0] ?? 0) & 0x80) !== 0;
  if (isBinary || begin < 0 || end < 0) return false;
  const before = fromLatin1(octets.subarray(0, begin));
  return before.trim() !== "" || !ARMOUR_END.test(fromLatin1(octets.subarray(end)));
}

/** Signed blocks in a text that says more than they do: each covers itself and nothing around it. */
export function signedBlocks(entity: Entity): readonly InlineSigned[] {
  const text = fromLatin1(decodeBody(entity));
  const blocks: InlineSigned[] = [];
  let start: number | null = null;
  for (const line of text.matchAll(ARMOURED)) {
    if (blocks.length >= LIMITS.signaturesPerMessage) break;
    const [whole, side, kind] = line;
    if (side === "BEGIN") start = kind === "SIGNATURE" ? start : line.index;
    else if (start !== null) {
      const block = latin1(text.slice(start, line.index + whole.length));
      if (kindOf(block) === "signed") {
        blocks.push({ kind: "inline-signed", scheme: "openpgp", text: block, inline: entity });
      }
      start = null;
    }
  }
  return blocks;
}

type InlineSigned = Extract<Shape, { kind: "inline-signed" }>;

const ARMOUR_HEADER_SIZE = 4096;

/**
 * The charset stands outside of what is signed, so whoever carries the mail can name another: of these few none
 * makes ASCII text say something else.
 */
const CHARSETS: ReadonlySet<string> = new Set([
  "utf-8",
  "us-ascii",
  "iso-8859-1",
  "iso-8859-15",
  "windows-1252",
]);

/** The text that came out of an armour, as an entity in the charset that the mail or the armour named. */
export function inlineEntity(inline: Entity, text: Bytes): Bytes {
  const inArmour = /^Charset:[ \t]*([\w.:-]+)/im.exec(armourHeader(inline))?.[1];
  const named = (inArmour ?? inline.contentType.parameters.get("charset") ?? "utf-8").toLowerCase();
  const charset = CHARSETS.has(named) ? named : "utf-8";
  const header = `Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
  return Buffer.concat([latin1(header), text]);
}

function armourHeader(inline: Entity): string {
  const beginning = fromLatin1(decodeBody(inline)).trim().slice(0, ARMOUR_HEADER_SIZE);
  return /^-----BEGIN PGP [A-Z ]+-----\r?\n((?:[^\r\n]+\r?\n)*)/.exec(beginning)?.[1] ?? "";
}
