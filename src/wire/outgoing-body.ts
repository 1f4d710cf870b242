/**
 * Streams a body to the server with backpressure, dots added and a check that nothing goes out which must
 * not. The first 64 kB wait for company, so that a small message and its end are one write.
 */
import type { Bytes } from "#base";
import type { ClientChannel } from "./client-channel.ts";
import { DotStuffer } from "./dot-stuffing.ts";
import { LineEndCheck } from "./line-ends.ts";
import { reply, type Reply } from "./reply.ts";

export type Body = Iterable<Bytes> | AsyncIterable<Bytes>;

const GATHER_BYTES = 64 * 1024;
const BARE = reply(554, "5.6.11", "The message has a bare CR or LF, which must not be sent");
const EIGHT_BIT = reply(554, "5.6.3", "The message is 8-bit and the server or the envelope is not");

export interface Inspection {
  /** false: somebody has looked at all of it already. */
  readonly inspect: boolean;
  readonly eightBitAllowed: boolean;
}

export class OutgoingBody {
  readonly #channel: ClientChannel;
  readonly #inspection: Inspection;
  readonly #stuffer = new DotStuffer();
  readonly #check = new LineEndCheck();
  #gathered: Bytes[] = [];
  #gatheredBytes = 0;

  constructor(channel: ClientChannel, inspection: Inspection) {
    this.#channel = channel;
    this.#inspection = inspection;
  }

  /** Sends all but the end mark; gives the reason if the body is one that must not be sent. */
  async stream(body: Body, stallMs: number): Promise<Reply | null> {
    const refusal =
      Symbol.asyncIterator in body
        ? await this.#streamSlowly(body, stallMs)
        : await this.#streamAtHand(body, stallMs);
    return refusal ?? (this.#check.bareAtEnd ? BARE : null);
  }

  async #streamSlowly(body: AsyncIterable<Bytes>, stallMs: number): Promise<Reply | null> {
    for await (const chunk of body) {
      const refusal = this.#take(chunk);
      if (refusal) return refusal;
      if (this.#gatheredBytes >= GATHER_BYTES) await this.#relieve(stallMs);
    }
    return null;
  }

  /** Without a promise for each piece of a small message. */
  async #streamAtHand(body: Iterable<Bytes>, stallMs: number): Promise<Reply | null> {
    for (const chunk of body) {
      const refusal = this.#take(chunk);
      if (refusal) return refusal;
      if (this.#gatheredBytes >= GATHER_BYTES) await this.#relieve(stallMs);
    }
    return null;
  }

  /** Sends the end mark: from now on the server may take responsibility. */
  finish(): void {
    this.#gathered.push(this.#stuffer.finish());
    this.#flush();
  }

  #take(chunk: Bytes): Reply | null {
    const refusal = this.#inspect(chunk);
    if (refusal) return refusal;
    for (const piece of this.#stuffer.push(chunk)) this.#gathered.push(piece);
    this.#gatheredBytes += chunk.length;
    return null;
  }

  async #relieve(stallMs: number): Promise<void> {
    this.#flush();
    await this.#channel.drained(stallMs);
  }

  #inspect(chunk: Bytes): Reply | null {
    const { inspect, eightBitAllowed } = this.#inspection;
    if (!inspect) return null;
    this.#check.push(chunk);
    if (this.#check.bare) return BARE;
    return this.#check.eightBit && !eightBitAllowed ? EIGHT_BIT : null;
  }

  #flush(): void {
    this.#channel.write(Buffer.concat(this.#gathered));
    this.#gathered = [];
    this.#gatheredBytes = 0;
  }
}
