/**
 * Cuts the body of a multipart at its boundary lines (RFC 2046 §5.1.1).
 */
import { type Bytes, utf8, view } from "#base";
import { CR, LF } from "../line-ends.ts";

/** Offsets into the body, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface CutBody {
  readonly preamble: Range;
  readonly parts: readonly Range[];
  readonly epilogue: Range;
  /** The line "--boundary--" is there. */
  readonly closed: boolean;
}

/** With the line end before it, which belongs to the boundary and not to the part. */
interface BoundaryLine extends Range {
  /** It is "--boundary--". */
  readonly close: boolean;
  /** Where its own line end begins; that one may belong to the next boundary line. */
  readonly next: number;
}

/** Stops after `maxParts` + 1 parts: the caller refuses then. */
export function cutMultipart(body: Bytes, boundary: string, lineEnd: number, maxParts: number): CutBody {
  const search = new BoundarySearch(body, boundary, lineEnd);
  const parts: Range[] = [];
  let line = search.first();
  const preamble = { start: 0, end: line?.start ?? body.length };
  while (line && !line.close && parts.length <= maxParts) {
    const next = search.after(line.next);
    const start = line.end;
    // An empty part: both boundary lines share one line end.
    parts.push({ start, end: Math.max(start, next?.start ?? body.length) });
    line = next;
  }
  const epilogue = { start: line?.close ? line.end : body.length, end: body.length };
  return { preamble, parts, epilogue, closed: line?.close === true };
}

class BoundarySearch {
  readonly #body: Buffer;
  readonly #lineEnd: number;
  /** Line end and dash-boundary: begins with an octet that it has only once, so the search stays linear. */
  readonly #needle: Buffer;

  constructor(body: Bytes, boundary: string, lineEnd: number) {
    this.#body = view(body);
    this.#lineEnd = lineEnd;
    this.#needle = Buffer.concat([Buffer.of(lineEnd), utf8(`--${boundary}`)]);
  }

  /** The first boundary line; at the very start of the body there is no line end before it. */
  first(): BoundaryLine | null {
    const dashBoundary = this.#needle.subarray(1);
    if (this.#body.subarray(0, dashBoundary.length).equals(dashBoundary)) {
      const line = this.#lineAt(0, dashBoundary.length);
      if (line) return line;
    }
    return this.after(0);
  }

  after(from: number): BoundaryLine | null {
    let at = this.#body.indexOf(this.#needle, from);
    while (at !== -1) {
      const start = this.#lineEnd === LF && this.#body[at - 1] === CR ? at - 1 : at;
      const line = this.#lineAt(start, at + this.#needle.length);
      if (line) return line;
      at = this.#body.indexOf(this.#needle, at + 1);
    }
    return null;
  }

  /**
   * What may follow the boundary: "--" for the last one, white space (transport padding), a line end. RFC 2046
   * §5.1.1 would let any text follow; then a boundary that begins like another ends the other's parts.
   */
  #lineAt(start: number, afterBoundary: number): BoundaryLine | null {
    const body = this.#body;
    let at = afterBoundary;
    const close = body[at] === 0x2d && body[at + 1] === 0x2d;
    if (close) at += 2;
    while (body[at] === 0x20 || body[at] === 0x09) at++;
    if (this.#lineEnd === LF && body[at] === CR) at++;
    if (at < body.length && body[at] !== this.#lineEnd) return null;
    return { start, close, next: at, end: Math.min(at + 1, body.length) };
  }
}
