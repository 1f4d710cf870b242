/**
 * SHA-256 over a body in relaxed canonical form (RFC 6376 §3.4.4), fed in pieces of any size: runs of white space are one
 * space, none at the end of a line, no empty lines at the end. Line ends are CRLF: nothing else is ever sent.
 */
import { createHash } from "node:crypto";
import { type Bytes, view } from "#base";

const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;
const LF = 0x0a;
const CRLF = "\r\n";

export class RelaxedBodyHash {
  readonly #hash = createHash("sha256");
  /** White space or CR at the end of what came: what follows says what becomes of it. */
  #open = "";
  /** Line ends that count only if something follows. */
  #lineEnds = 0;
  #isEmpty = true;

  update(piece: Bytes): void {
    const octets = view(piece);
    if (this.#open === "" && !octets.includes(SPACE) && !octets.includes(TAB) && octets.at(-1) !== CR)
      this.#take(octets);
    else this.#update(octets);
  }

  /** 32 octets. */
  digest(): Bytes {
    if (!this.#isEmpty) this.#hash.update(CRLF);
    return this.#hash.digest();
  }

  #update(octets: Buffer): void {
    const text = (this.#open + octets.toString("latin1"))
      .replaceAll(/[ \t]+/g, " ")
      .replaceAll(" \r\n", CRLF);
    const open = [" \r", " ", "\r"].find((end) => text.endsWith(end)) ?? "";
    this.#open = open;
    this.#take(Buffer.from(text.slice(0, text.length - open.length), "latin1"));
  }

  #take(octets: Buffer): void {
    let end = octets.length;
    while (octets[end - 1] === LF && octets[end - 2] === CR) end -= 2;
    const lineEnds = (octets.length - end) / CRLF.length;
    if (end === 0) {
      this.#lineEnds += lineEnds;
      return;
    }
    this.#hash.update(CRLF.repeat(this.#lineEnds)).update(octets.subarray(0, end));
    this.#lineEnds = lineEnds;
    this.#isEmpty = false;
  }
}
