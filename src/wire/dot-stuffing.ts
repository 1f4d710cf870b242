/**
 * Transparency of RFC 5321 §4.5.2 in both directions, over chunks of any size. A line begins after CRLF
 * and nowhere else: a dot after a bare LF is content (S15).
 */
import { view, type Bytes } from "#base";

const DOT = 0x2e;
const CR = 0x0d;
const LF = 0x0a;
const LINE_START = Buffer.from("\r\n.");

/** Adds the dots and the end mark. */
export class DotStuffer {
  /** The last two octets that went out; content begins at the start of a line. */
  #tail: Buffer = Buffer.from("\r\n");

  /** The chunk with dots added, as slices of it. */
  push(chunk: Bytes): Bytes[] {
    const octets = view(chunk);
    if (octets.length === 0) return [];
    const out: Buffer[] = [];
    let from = 0;
    for (const at of lineStartDots(this.#tail, octets)) {
      out.push(octets.subarray(from, at), octets.subarray(at, at + 1));
      from = at;
    }
    out.push(octets.subarray(from));
    this.#tail = lastTwo(this.#tail, octets);
    return out;
  }

  /** What ends the content: CRLF if it lacks one, then dot CRLF. */
  finish(): Bytes {
    const ended = this.#tail[0] === CR && this.#tail[1] === LF;
    return Buffer.from(ended ? ".\r\n" : "\r\n.\r\n");
  }
}

/** Positions of dots that begin a line. */
function lineStartDots(before: Buffer, octets: Buffer): readonly number[] {
  const dots: number[] = [];
  if (octets[0] === DOT && before[0] === CR && before[1] === LF) dots.push(0);
  if (octets[1] === DOT && before[1] === CR && octets[0] === LF) dots.push(1);
  let found = octets.indexOf(LINE_START);
  while (found >= 0) {
    dots.push(found + 2);
    found = octets.indexOf(LINE_START, found + 2);
  }
  return dots;
}

function lastTwo(before: Buffer, octets: Buffer): Buffer {
  return octets.length >= 2 ? Buffer.from(octets.subarray(-2)) : Buffer.concat([before.subarray(-1), octets]);
}

export interface Unstuffed {
  /** Content without the added dots. */
  readonly content: Buffer;
  /** What follows the end mark; null as long as the end was not seen. */
  readonly rest: Buffer | null;
}

/** Removes the dots and finds the end: CRLF.CRLF, where the CRLF of the DATA line may be the first. */
export class DotUnstuffer {
  /** Octets that may be the beginning of CRLF.CRLF; the first two are those of the DATA line. */
  #held: Buffer = Buffer.from("\r\n");
  /** How many of the held octets are no content. */
  #phantom = 2;

  push(chunk: Bytes): Unstuffed {
    const octets = Buffer.concat([this.#held, chunk]);
    const content: Buffer[] = [];
    let from = this.#phantom;
    let found = octets.indexOf(LINE_START);
    while (found >= 0) {
      const after = octets.subarray(found + 3, found + 5);
      if (after.length === 2 && after[0] === CR && after[1] === LF) {
        content.push(octets.subarray(from, found + 2));
        return { content: joinSlices(content), rest: octets.subarray(found + 5) };
      }
      if (mayBecomeCrlf(after)) return this.#hold(octets, from, found, content);
      content.push(octets.subarray(from, found + 2));
      from = found + 3;
      found = octets.indexOf(LINE_START, from);
    }
    return this.#hold(octets, from, octets.length - partialLength(octets), content);
  }

  #hold(octets: Buffer, from: number, at: number, content: Buffer[]): Unstuffed {
    const keepFrom = Math.max(0, at);
    if (keepFrom > from) content.push(octets.subarray(from, keepFrom));
    this.#phantom = Math.max(0, from - keepFrom);
    this.#held = Buffer.from(octets.subarray(keepFrom));
    return { content: joinSlices(content), rest: null };
  }
}

function mayBecomeCrlf(after: Buffer): boolean {
  return after.length === 0 || (after.length === 1 && after[0] === CR);
}

/** How many octets at the end could be the beginning of CRLF dot. */
function partialLength(octets: Buffer): number {
  const last = octets.at(-1) ?? 0;
  if (last === CR) return 1;
  return last === LF && octets.at(-2) === CR ? 2 : 0;
}

/** All slices as one buffer; a single slice is given as it is. */
export function joinSlices(slices: readonly Buffer[]): Buffer {
  return slices[0] && slices.length === 1 ? slices[0] : Buffer.concat(slices);
}
