/**
 * A client connection that pipelines (RFC 2920): MAIL, RCPT and DATA of the next message go out right
 * behind the end of the one before. The end mark of a message is sent only once `mayFinish` is fulfilled,
 * so that a caller can commit one result before the server may accept the next message.
 */
import type { Capabilities } from "./capabilities.ts";
import { ChannelFailure, type ClientChannel } from "./client-channel.ts";
import type { ClientTimeouts } from "./client-options.ts";
import { type Body, OutgoingBody } from "./outgoing-body.ts";
import { needsSmtpUtf8 } from "./path.ts";
import { type RecipientResult, resultOf } from "./recipient-result.ts";
import type { Protocol } from "./reception.ts";
import { reply, type Reply } from "./reply.ts";

export interface Envelope {
  /** "" is the null reverse-path. */
  readonly from: string;
  readonly recipients: readonly string[];
  /** Octets, if known: asked for and declared with SIZE. */
  readonly size?: number;
  /** Whether the body has octets above 0x7F; null if nobody looked. */
  readonly eightBit: boolean | null;
  /** The caller answers for every octet and for `eightBit`: nothing is looked at, and bare CR and LF go out. */
  readonly inspected?: boolean;
  /** Header fields have raw UTF-8. Addresses are looked at anyway. */
  readonly smtputf8?: boolean;
}

export interface SendOptions {
  /** Fulfilled when the message may be finished; rejected: it is given up and the connection with it. */
  readonly mayFinish?: Promise<unknown>;
}

export class MailConnection {
  readonly #protocol: Protocol;
  readonly #channel: ClientChannel;
  readonly #capabilities: Capabilities;
  readonly #timeouts: ClientTimeouts;
  /** Settles when the next envelope may be written. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    protocol: Protocol,
    channel: ClientChannel,
    capabilities: Capabilities,
    timeouts: ClientTimeouts,
  ) {
    this.#protocol = protocol;
    this.#channel = channel;
    this.#capabilities = capabilities;
    this.#timeouts = timeouts;
  }

  /** False once the connection is closed or broken. */
  get usable(): boolean {
    return this.#channel.open;
  }

  /**
   * Sends one message; one result per recipient, in order. Calls may overlap and are sent in the order
   * of the calls. Never rejects: a broken connection is a temporary result of those without an answer.
   */
  async send(envelope: Envelope, body: Body, options: SendOptions = {}): Promise<readonly RecipientResult[]> {
    const refusal = this.#cannotSend(envelope);
    if (refusal) return envelope.recipients.map((rcptTo) => resultOf(rcptTo, refusal, false));
    options.mayFinish?.catch(() => undefined);
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    const answers: (Reply | null)[] = envelope.recipients.map(() => null);
    const lost = await this.#transact(envelope, body, { options, answers, endTurn: resolve });
    resolve();
    return envelope.recipients.map((rcptTo, index) => {
      const answer = answers[index];
      return resultOf(rcptTo, answer ?? lost, answer !== null);
    });
  }

  /** Says QUIT and closes. */
  async quit(): Promise<void> {
    await this.#turn;
    if (!this.usable) return;
    this.#channel.write("QUIT\r\n");
    await this.#channel.expect(QUIT_MS).catch(() => null);
    this.close();
  }

  /** Closes at once. */
  close(): void {
    this.#channel.fail(CLOSED);
  }

  /** Fills in answers; gives what is to be said to recipients without one. */
  async #transact(envelope: Envelope, body: Body, progress: Progress): Promise<Reply> {
    try {
      const data = await this.#sendEnvelope(envelope, progress.answers);
      if (data.code !== 354) return this.#reset(data, progress.answers);
      return await this.#sendContent(envelope, body, progress);
    } catch (thrown) {
      if (thrown instanceof ChannelFailure) return thrown.reply;
      return this.#channel.fail(reply(421, "4.3.0", "Sending was given up")).reply;
    }
  }

  async #sendContent(envelope: Envelope, body: Body, progress: Progress): Promise<Reply> {
    const { answers, options, endTurn } = progress;
    const waiting = answers.flatMap((answer, index) => (answer ? [] : [index]));
    if (waiting.length === 0) return await this.#sendNothing();
    const eightBitAllowed = this.#declaresEightBit(envelope);
    const inspect = !envelope.inspected || envelope.eightBit === null;
    const outgoing = new OutgoingBody(this.#channel, { inspect, eightBitAllowed });
    const refusal = await outgoing.stream(body, this.#timeouts.dataBlock);
    if (refusal) return this.#giveUp(refusal, answers);
    await options.mayFinish;
    outgoing.finish();
    const count = this.#protocol === "lmtp" ? waiting.length : 1;
    const replies = Array.from({ length: count }, () => this.#channel.expect(this.#timeouts.dataEnd));
    endTurn();
    for (const [nth, index] of waiting.entries()) answers[index] = (await replies[nth % count]) ?? null;
    return CLOSED;
  }

  /** RFC 2920 §3.1: DATA was accepted although no recipient was; an empty message ends it. */
  async #sendNothing(): Promise<Reply> {
    this.#channel.write(".\r\n");
    return await this.#channel.expect(this.#timeouts.dataEnd);
  }

  /** Content that must not be sent cannot be taken back: only closing keeps the server from accepting it. */
  #giveUp(refusal: Reply, answers: (Reply | null)[]): Reply {
    this.#channel.fail(CLOSED);
    for (const [index, answer] of answers.entries()) answers[index] = answer ?? refusal;
    return refusal;
  }

  /** DATA was refused: what it said holds for all that had been accepted. */
  #reset(data: Reply, answers: (Reply | null)[]): Reply {
    for (const [index, answer] of answers.entries()) answers[index] = answer ?? asFailure(data);
    this.#channel.write("RSET\r\n");
    void this.#channel.expect(this.#timeouts.command);
    return data;
  }

  /** Writes MAIL, RCPT and DATA, together if the server can; gives the answer to DATA. */
  async #sendEnvelope(envelope: Envelope, answers: (Reply | null)[]): Promise<Reply> {
    const { command, data } = this.#timeouts;
    const [mail, ...recipients] = await this.#inOrder([
      { line: `MAIL FROM:<${envelope.from}>${this.#parameters(envelope)}\r\n`, timeoutMs: command },
      ...envelope.recipients.map((rcptTo) => ({ line: `RCPT TO:<${rcptTo}>\r\n`, timeoutMs: command })),
      { line: "DATA\r\n", timeoutMs: data },
    ]);
    const answer = recipients.pop();
    if (!mail || !answer) throw new ChannelFailure(CLOSED);
    for (const [index, rcpt] of recipients.entries()) {
      const refused = mail.code >= 300 ? mail : rcpt.code >= 300 ? rcpt : null;
      if (refused) answers[index] = asFailure(refused);
    }
    return answer;
  }

  async #inOrder(commands: readonly Command[]): Promise<Reply[]> {
    if (this.#capabilities.pipelining) {
      this.#channel.write(commands.map(({ line }) => line).join(""));
      return await Promise.all(commands.map(({ timeoutMs }) => this.#channel.expect(timeoutMs)));
    }
    const answers: Reply[] = [];
    for (const { line, timeoutMs } of commands) {
      this.#channel.write(line);
      answers.push(await this.#channel.expect(timeoutMs));
    }
    return answers;
  }

  #parameters(envelope: Envelope): string {
    const { sizeKnown } = this.#capabilities;
    const size = sizeKnown && envelope.size !== undefined ? ` SIZE=${envelope.size}` : "";
    const body = this.#declaresEightBit(envelope) ? " BODY=8BITMIME" : "";
    return `${size}${body}${wantsSmtpUtf8(envelope) ? " SMTPUTF8" : ""}`;
  }

  #declaresEightBit({ eightBit }: Envelope): boolean {
    return eightBit !== false && this.#capabilities.eightBitMime;
  }

  /** What the server's extensions rule out before anything is said. */
  #cannotSend(envelope: Envelope): Reply | null {
    const { size, eightBitMime, smtputf8 } = this.#capabilities;
    if ([envelope.from, ...envelope.recipients].some((address) => UNSAFE.test(address))) return BAD_ADDRESS;
    if (size !== null && (envelope.size ?? 0) > size) return TOO_LARGE;
    if (envelope.eightBit === true && !eightBitMime) return NO_EIGHT_BIT;
    return wantsSmtpUtf8(envelope) && !smtputf8 ? NO_SMTPUTF8 : null;
  }
}

interface Command {
  readonly line: string;
  /** For its answer. */
  readonly timeoutMs: number;
}

interface Progress {
  readonly options: SendOptions;
  readonly answers: (Reply | null)[];
  readonly endTurn: () => void;
}

const QUIT_MS = 5000;
/** Would end the angle brackets or the line. */
const UNSAFE = /[\p{Cc}<>]/u;
const CLOSED = reply(421, "4.4.2", "The connection was closed");
const BAD_ADDRESS = reply(553, "5.1.3", "The address cannot be said in SMTP");
const TOO_LARGE = reply(552, "5.3.4", "The message is larger than the server takes");
const NO_EIGHT_BIT = reply(554, "5.6.3", "The message is 8-bit and the server has no 8BITMIME");
const NO_SMTPUTF8 = reply(553, "5.6.7", "The address needs SMTPUTF8, which the server does not have");

function wantsSmtpUtf8({ from, recipients, smtputf8 }: Envelope): boolean {
  return smtputf8 === true || [from, ...recipients].some(needsSmtpUtf8);
}

/** An answer that is no refusal where one was due counts as a temporary one. */
function asFailure(answer: Reply): Reply {
  return answer.code >= 400 ? answer : { ...answer, code: 451, enhanced: "4.5.0" };
}
