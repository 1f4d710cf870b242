/**
 * Finds the header fields at the start of an entity (RFC 5322 §2.2, §4.5) without copying them.
 */
import { type Bytes, fromLatin1, view } from "#base";
import type { Field, HeaderSection, MimeProblem } from "../entity.ts";
import { CR, LF } from "../line-ends.ts";

/** Bounds of one header section (S10). */
export interface HeaderLimits {
  readonly headerBytes: number;
  readonly headerFields: number;
  readonly headerFieldBytes: number;
}

export interface ScannedHeader {
  readonly header: HeaderSection;
  /** Where the body begins, counted from the start of the entity. */
  readonly bodyStart: number;
  readonly problems: readonly MimeProblem[];
}

/** Name, obsolete white space, colon. RFC 5322 §3.6.8: printable US-ASCII without colon. */
const FIELD_START = /^([!-9;-~]+)([ \t]*):/;
const MBOX_FROM = /^>?From /;
const LONGEST_NAME = 998;

/** Reads fields up to the empty line. `null`: larger than the limits allow. */
export function scanHeader(entity: Bytes, lineEnd: number, limits: HeaderLimits): ScannedHeader | null {
  const octets = view(entity);
  const fields: IndexedField[] = [];
  const problems = new Set<MimeProblem>();
  let at = 0;
  while (at < octets.length && !isEmptyLine(octets, at)) {
    const start = fieldStart(octets, at, fields.length);
    if (!start) {
      // QUIRK: a line that is no field ends the header section, as Postfix and Sendmail read it.
      problems.add("missing-separator");
      break;
    }
    if (start.problem) problems.add(start.problem);
    const end = fieldEnd(octets, at, lineEnd);
    if (end - at > limits.headerFieldBytes || end > limits.headerBytes) return null;
    fields.push(new IndexedField(start.name, octets.subarray(at, end), start.valueAt));
    if (fields.length > limits.headerFields) return null;
    at = end;
  }
  return {
    header: new IndexedHeader(fields),
    bodyStart: afterEmptyLine(octets, at),
    problems: [...problems],
  };
}

interface FieldStart {
  readonly name: string;
  readonly valueAt: number;
  readonly problem?: MimeProblem;
}

function fieldStart(octets: Buffer, at: number, fieldsBefore: number): FieldStart | null {
  const line = octets.toString("latin1", at, at + LONGEST_NAME);
  const match = FIELD_START.exec(line);
  if (match) {
    const start = { name: match[1]!, valueAt: match[0].length };
    return match[2] === "" ? start : { ...start, problem: "space-before-colon" };
  }
  // QUIRK: mail from an mbox file begins with its "From " line, which is no field.
  if (fieldsBefore === 0 && MBOX_FROM.test(line)) return { name: "", valueAt: 0, problem: "mbox-from-line" };
  return null;
}

/** The end of a field is the first line end that no white space follows (RFC 5322 §2.2.3). */
function fieldEnd(octets: Buffer, start: number, lineEnd: number): number {
  let end = start;
  do {
    const found = octets.indexOf(lineEnd, end);
    if (found === -1) return octets.length;
    end = found + 1;
  } while (octets[end] === 0x20 || octets[end] === 0x09);
  return end;
}

function isEmptyLine(octets: Buffer, at: number): boolean {
  return octets[at] === LF || octets[at] === CR;
}

function afterEmptyLine(octets: Buffer, at: number): number {
  if (octets[at] === CR) return octets[at + 1] === LF ? at + 2 : at + 1;
  return octets[at] === LF ? at + 1 : at;
}

class IndexedField implements Field {
  readonly name: string;
  readonly raw: Bytes;
  readonly #valueAt: number;
  #value: string | undefined;

  constructor(name: string, raw: Bytes, valueAt: number) {
    this.name = name;
    this.raw = raw;
    this.#valueAt = valueAt;
  }

  get value(): string {
    return (this.#value ??= unfold(this.raw.subarray(this.#valueAt)));
  }
}

class IndexedHeader implements HeaderSection {
  readonly fields: readonly Field[];

  constructor(fields: readonly Field[]) {
    this.fields = fields;
  }

  first(name: string): Field | undefined {
    const wanted = name.toLowerCase();
    return this.fields.find((field) => field.name.toLowerCase() === wanted);
  }

  all(name: string): readonly Field[] {
    const wanted = name.toLowerCase();
    return this.fields.filter((field) => field.name.toLowerCase() === wanted);
  }
}

function unfold(raw: Bytes): string {
  const unfolded = headerText(raw).replace(/(?:\r\n|\n|\r)(?=[ \t])/g, "");
  return unfolded
    .replace(/(?:\r\n|\n|\r)$/, "")
    .replace(/[\r\n\0]/g, "\ufffd")
    .replace(/^[ \t]+/, "")
    .trimEnd();
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function headerText(raw: Bytes): string {
  try {
    return UTF8.decode(raw);
  } catch {
    return fromLatin1(raw);
  }
}
