/** An entity as views into the source; what needs a look at every octet is found when it is asked for. */
import { type Bytes, view } from "#base";
import type { ContentType, Entity, HeaderSection, LineEnding, MimeProblem } from "../entity.ts";
import { countLineEnds, lineEndingOf } from "../line-ends.ts";

/** What the entity's own header section and octets say. */
export interface OwnFacts {
  readonly raw: Bytes;
  readonly header: HeaderSection;
  readonly body: Bytes;
  readonly contentType: ContentType;
  readonly transferEncoding: string;
  readonly problems: readonly MimeProblem[];
}

/** What its body was cut into. */
export interface Inner {
  readonly children: readonly Entity[];
  readonly preamble: Bytes;
  readonly epilogue: Bytes;
  readonly problems: readonly MimeProblem[];
}

const NOTHING = new Uint8Array(0);

export const LEAF: Inner = { children: [], preamble: NOTHING, epilogue: NOTHING, problems: [] };

export class IndexedEntity implements Entity {
  readonly raw: Bytes;
  readonly header: HeaderSection;
  readonly body: Bytes;
  readonly contentType: ContentType;
  readonly transferEncoding: string;
  readonly children: readonly Entity[];
  readonly preamble: Bytes;
  readonly epilogue: Bytes;
  readonly #structural: readonly MimeProblem[];
  #lineEnding: LineEnding | undefined;
  #problems: readonly MimeProblem[] | undefined;

  constructor(own: OwnFacts, inner: Inner) {
    this.raw = own.raw;
    this.header = own.header;
    this.body = own.body;
    this.contentType = own.contentType;
    this.transferEncoding = own.transferEncoding;
    this.children = inner.children;
    this.preamble = inner.preamble;
    this.epilogue = inner.epilogue;
    this.#structural = [...own.problems, ...inner.problems];
  }

  get lineEnding(): LineEnding {
    return (this.#lineEnding ??= lineEndingOf(this.raw));
  }

  get problems(): readonly MimeProblem[] {
    return (this.#problems ??= [...new Set([...this.#structural, ...octetProblems(this)])]);
  }
}

/** A message that keeps to LF, or to CR, has no bare ones; `lineEnding` tells. */
function octetProblems(entity: Entity): MimeProblem[] {
  const { crlf, cr, lf } = countLineEnds(entity.raw);
  const problems: MimeProblem[] = [];
  if (lf > 0 && crlf + cr > 0) problems.push("bare-lf");
  if (cr > 0 && crlf + lf > 0) problems.push("bare-cr");
  if (view(entity.raw).includes(0)) problems.push("nul");
  const isEightBit = (raw: Bytes): boolean => raw.some((octet) => octet > 0x7f);
  if (entity.header.fields.some((field) => isEightBit(field.raw))) problems.push("eight-bit-header");
  return problems;
}
