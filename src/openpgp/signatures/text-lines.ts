import { type Bytes, fromLatin1, view } from "#base";

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];

/**
 * Walks over the lines of a text by offsets, without a string for each. A line ends where its spaces, tabs
 * and CRs at the end begin: they are not signed (RFC 9580 §7.2).
 */
export class TextLines {
  /** Of the current line; `end` is exclusive. Both are at the end of the text when no line is left. */
  start: number;
  end: number;
  readonly #source: Buffer;
  #next: number;

  constructor(source: Bytes) {
    this.#source = view(source);
    this.#next = skipWhiteSpace(source);
    this.start = this.#next;
    this.end = this.#next;
  }

  /** Goes to the next line; false behind the last. */
  next(): boolean {
    const source = this.#source;
    this.start = this.#next;
    this.end = this.#next;
    if (this.#next >= source.length) return false;
    const found = source.indexOf(LF, this.#next);
    const lineEnd = found === -1 ? source.length : found;
    this.#next = lineEnd + 1;
    this.end = trimmedEnd(source, this.start, lineEnd);
    return true;
  }

  /** Whether the line says exactly this, in US-ASCII. */
  is(words: string): boolean {
    return this.end - this.start === words.length && this.text() === words;
  }

  text(): string {
    return fromLatin1(this.#source.subarray(this.start, this.end));
  }
}

/** Where the text begins. */
export function skipWhiteSpace(source: Bytes): number {
  let at = 0;
  while (isBlank(source[at]) || source[at] === LF) at += 1;
  return at;
}

function trimmedEnd(source: Bytes, start: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > start && isBlank(source[end - 1])) end -= 1;
  return end;
}

function isBlank(octet: number | undefined): boolean {
  return octet === SPACE || octet === TAB || octet === CR;
}
