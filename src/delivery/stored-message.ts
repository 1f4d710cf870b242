/**
 * A stored body as it goes out: outer ‖ member fields ‖ CRLF ‖ before ‖ encode(head ‖ shared) ‖ after.
 * Small bodies are kept in memory for the members that follow; large ones are read chunk by chunk.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type BodyId, type Bytes, concatBytes, fromLatin1, latin1, letGo } from "#base";
import { encodeBase64Lines } from "#mime";
import { bodyFrame, type BodyFrame, type Database, type ClaimedRow, readBodyChunks } from "#store";
import { inspectOctets } from "#wire";

/** Octets in a base64 line of 76 columns (RFC 2045 §6.8). */
const LINE_OCTETS = 57;
const LINE_BYTES = 78;
const CRLF = latin1("\r\n");
const NO_FIELDS = latin1("");
/** Bodies up to this size are kept in memory. */
const KEEP_BYTES = 1024 * 1024;
/** Lengths of heads met in one profile: RSA of some sizes, one or two curves. */
const KEPT_VARIANTS = 4;

export interface Outgoing {
  readonly chunks: Iterable<Bytes> | AsyncIterable<Bytes>;
  /** Octets of the whole message. */
  readonly size: number;
  /** Octets above 0x7F; null: not known without reading it all. */
  readonly eightBit: boolean | null;
  /** A bare CR or LF is in it: it must not be sent (S15). */
  readonly bare: boolean;
}

/** What a body is fed to, piece by piece. */
export interface BodyHash {
  update(piece: Bytes): void;
  digest(): Bytes;
}

export class StoredMessage {
  readonly #frame: BodyFrame;
  /** null: too large to keep. */
  readonly #shared: Bytes | null;
  readonly #db: Database;
  readonly #octets: { readonly bare: boolean; readonly eightBit: boolean };
  /** Whole lines of the shared octets behind the first `skip` of them, by `skip`. */
  readonly #lines = new Map<number, Bytes>();
  /** Of a body that is the same for everybody. */
  #bodyHash: Promise<Bytes> | null = null;

  private constructor(db: Database, frame: BodyFrame, shared: Bytes | null) {
    this.#db = db;
    this.#frame = frame;
    this.#shared = shared;
    const plain = frame.encoding === "as-is" && shared ? shared : CRLF;
    this.#octets = inspectOctets(concatBytes(frame.outer, CRLF, frame.before, plain, frame.after));
  }

  /** null: the body was erased. */
  static async load(db: Database, id: BodyId): Promise<StoredMessage | null> {
    const frame = await db.read((tx) => bodyFrame(tx, id));
    if (!frame) return null;
    const parts: Bytes[] = [];
    if (frame.size <= KEEP_BYTES) for await (const chunk of readBodyChunks(db, id)) parts.push(chunk);
    return new StoredMessage(db, frame, frame.size <= KEEP_BYTES ? concatBytes(...parts) : null);
  }

  /** About how many octets it takes in memory. */
  get weight(): number {
    const copies = this.#shared ? 2 * this.#shared.length : 0;
    return this.#frame.outer.length + this.#frame.before.length + this.#frame.after.length + copies;
  }

  /** What the next set of its chain says (RFC 8617); null: it is not sealed. */
  get arc(): Bytes | null {
    return this.#frame.arc;
  }

  /** All header fields, without the empty line; an octet a character. */
  header(memberFields: Bytes): string {
    return fromLatin1(this.#frame.outer) + fromLatin1(memberFields);
  }

  /** Of the body as it goes out with this head. Without one it is computed once. */
  bodyHash(head: Bytes, begin: () => BodyHash): Promise<Bytes> {
    if (head.length > 0) return this.#hashOf(head, begin());
    this.#bodyHash ??= this.#hashOf(head, begin());
    return this.#bodyHash;
  }

  async #hashOf(head: Bytes, hash: BodyHash): Promise<Bytes> {
    const { before, after } = this.#frame;
    hash.update(before);
    if (this.#shared) for (const piece of this.#encodeKept(head, this.#shared)) hash.update(piece);
    else
      for await (const piece of this.#pieces(head)) {
        hash.update(piece);
        await nextTurn();
      }
    hash.update(after);
    return hash.digest();
  }

  /** What goes out to the recipients of one row. @param signatures header fields that go in front */
  outgoing(
    { head, memberFields }: Pick<ClaimedRow, "head" | "memberFields">,
    signatures: Bytes = NO_FIELDS,
  ): Outgoing {
    const { outer, before, after, encoding, size } = this.#frame;
    const front = concatBytes(signatures, outer, memberFields, CRLF, before);
    const content = head.length + size;
    const encoded = encoding === "base64" ? encodedLength(content) : content;
    const unread = encoding === "as-is" && !this.#shared;
    const own = inspectOctets(memberFields);
    return {
      chunks: this.#shared
        ? [front, ...this.#encodeKept(head, this.#shared), after]
        : this.#stream(front, head),
      size: front.length + encoded + after.length,
      eightBit: this.#octets.eightBit || own.eightBit || (unread ? null : false),
      bare: this.#octets.bare || own.bare,
    };
  }

  /** Heads of one kind have one length, so what follows their last line is encoded once for all. */
  #encodeKept(head: Bytes, shared: Bytes): Bytes[] {
    if (this.#frame.encoding === "as-is") return [head, shared];
    const over = head.length % LINE_OCTETS;
    const skip = Math.min(shared.length, over === 0 ? 0 : LINE_OCTETS - over);
    const front = encodeBase64Lines(concatBytes(head, shared.subarray(0, skip)));
    return [front, this.#lines.get(skip) ?? this.#encodeLines(shared, skip)];
  }

  #encodeLines(shared: Bytes, skip: number): Bytes {
    const lines = encodeBase64Lines(shared.subarray(skip));
    if (this.#lines.size >= KEPT_VARIANTS) this.#lines.clear();
    this.#lines.set(skip, lines);
    return lines;
  }

  async *#stream(front: Bytes, head: Bytes): AsyncGenerator<Bytes> {
    yield front;
    for await (const piece of this.#pieces(head)) {
      yield piece;
      // A relay that takes whatever comes would have the event loop to itself.
      await nextTurn();
    }
    yield this.#frame.after;
  }

  async *#pieces(head: Bytes): AsyncGenerator<Bytes> {
    const chunks = readBodyChunks(this.#db, this.#frame.id);
    if (this.#frame.encoding === "base64") return yield* base64Stream(head, chunks);
    yield head;
    yield* chunks;
  }
}

/** Lines of base64 over chunks of any size: whole lines go out, the rest waits for the next chunk. */
export async function* base64Stream(head: Bytes, chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes> {
  let rest = head;
  for await (const chunk of chunks) {
    const octets = concatBytes(rest, chunk);
    const whole = octets.length - (octets.length % LINE_OCTETS);
    letGo(chunk);
    const lines = encodeBase64Lines(octets.subarray(0, whole));
    rest = Buffer.from(octets.subarray(whole));
    letGo(octets);
    yield lines;
  }
  yield encodeBase64Lines(rest);
}

function encodedLength(octets: number): number {
  const whole = Math.floor(octets / LINE_OCTETS);
  const rest = octets % LINE_OCTETS;
  return whole * LINE_BYTES + (rest === 0 ? 0 : Math.ceil(rest / 3) * 4 + CRLF.length);
}
