/** Collects one message after DATA: finds its end, undoes the dots, keeps to the size limit. */
import type { Bytes } from "#base";
import { DotUnstuffer, joinSlices } from "./dot-stuffing.ts";
import { tooLarge } from "./envelope-grammar.ts";
import { LineEndCheck } from "./line-ends.ts";
import type { Protocol } from "./reception.ts";
import { reply, type Reply } from "./reply.ts";

export type Collected =
  { readonly refused: Reply; readonly data: null } | { readonly refused: null; readonly data: Bytes };

const JOIN_AT = 256;

export class ContentCollector {
  readonly #protocol: Protocol;
  readonly #maxBytes: number;
  readonly #unstuffer = new DotUnstuffer();
  readonly #check = new LineEndCheck();
  #slices: Buffer[] = [];
  #fresh: Buffer[] = [];
  #size = 0;

  constructor(protocol: Protocol, maxBytes: number) {
    this.#protocol = protocol;
    this.#maxBytes = maxBytes;
  }

  /** Takes octets; gives what follows the end of the message, or null if it has not ended. */
  push(octets: Buffer): Buffer | null {
    const { content, rest } = this.#unstuffer.push(octets);
    this.#keep(content);
    return rest;
  }

  /** The message once it has ended, or why it is refused. What is refused is not kept in memory. */
  finish(): Collected {
    if (this.#tooLarge) return { refused: tooLarge(this.#maxBytes), data: null };
    if (this.#refusesBare) return { refused: BARE_LINE_END, data: null };
    this.#join();
    return { refused: null, data: joinSlices(this.#slices) };
  }

  #keep(slice: Buffer): void {
    this.#size += slice.length;
    if (this.#protocol === "smtp") this.#check.push(slice);
    if (this.#tooLarge || this.#refusesBare) this.#slices = this.#fresh = [];
    else if (slice.length > 0 && this.#fresh.push(slice) >= JOIN_AT) this.#join();
  }

  /** Octets that arrive one by one must not cost an object each for as long as the message lasts. */
  #join(): void {
    this.#slices.push(joinSlices(this.#fresh));
    this.#fresh = [];
  }

  get #tooLarge(): boolean {
    return this.#size > this.#maxBytes;
  }

  /** S15: SMTP refuses a bare CR or LF; on LMTP the MTA in front has decided, and it is content. */
  get #refusesBare(): boolean {
    return this.#check.bare;
  }
}

const BARE_LINE_END = reply(554, "5.6.11", "A bare CR or LF is not allowed; lines end with CRLF");
