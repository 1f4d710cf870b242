/**
 * The server's side of SMTP and LMTP without any socket: a command in, a reply and what comes next out.
 * Order of commands: RFC 5321 §4.1.4; LMTP: RFC 2033 §4.
 */
import type { Bytes, Logger } from "#base";
import type { Command } from "./command.ts";
import { type MailFrom, parseMailFrom, parseRcptTo } from "./envelope-grammar.ts";
import type { Protocol, Reception } from "./reception.ts";
import { reply, replyForError, type Reply } from "./reply.ts";

export interface DialogueOptions {
  readonly protocol: Protocol;
  readonly hostname: string;
  readonly reception: Reception;
  readonly logger: Logger;
  readonly maxBytes: number;
  readonly maxRecipients: number;
  /** IP address of the client, or "unix". */
  readonly peer: string;
  /** STARTTLS can be had. */
  readonly offersTls: boolean;
}

export interface Turn {
  readonly replies: readonly Reply[];
  readonly next: "command" | "data" | "starttls" | "close";
}

interface Transaction extends MailFrom {
  readonly recipients: string[];
  attempts: number;
}

type Handler = (dialogue: Dialogue, argument: string) => Turn | Promise<Turn>;

export class Dialogue {
  readonly #options: DialogueOptions;
  #helo = "";
  #tls = false;
  #transaction: Transaction | null = null;

  constructor(options: DialogueOptions) {
    this.#options = options;
  }

  greeting(): Reply {
    const { hostname, protocol } = this.#options;
    return reply(220, "", `${hostname} ${protocol === "smtp" ? "ESMTP" : "LMTP"} Conclave`);
  }

  async handle(command: Command): Promise<Turn> {
    const handler = HANDLERS[command.verb];
    if (!handler) return say(reply(500, "5.5.1", "Command not known"));
    return await handler(this, command.argument);
  }

  /** RFC 3207 §4.2: after STARTTLS nothing is remembered that was said before. */
  tlsStarted(): void {
    this.#tls = true;
    this.#helo = "";
    this.#transaction = null;
  }

  /** Ends the transaction with its content, or with the reason why there is none. */
  async finish(data: Bytes | null, refused: Reply | null): Promise<readonly Reply[]> {
    const transaction = this.#transaction;
    this.#transaction = null;
    if (!transaction) return [OUT_OF_ORDER];
    const count = this.#options.protocol === "lmtp" ? transaction.recipients.length : 1;
    if (!data) return Array<Reply>(count).fill(refused ?? OUT_OF_ORDER);
    try {
      return await this.#deliver(transaction, data, count);
    } catch (thrown) {
      this.#options.logger.error("wire.deliver-failed", { detail: String(thrown) });
      return Array<Reply>(count).fill(replyForError(thrown));
    }
  }

  async #deliver(transaction: Transaction, data: Bytes, count: number): Promise<readonly Reply[]> {
    const { protocol, peer, reception } = this.#options;
    const { from, recipients, body8bit, smtputf8 } = transaction;
    const helo = this.#helo;
    const mail = { protocol, from, recipients, data, body8bit, smtputf8, peer, helo, tls: this.#tls };
    const replies = await reception.deliver(mail);
    if (replies.length !== count) throw new Error(`${replies.length} replies for ${count} recipients`);
    return replies;
  }

  hello(verb: "HELO" | "EHLO" | "LHLO", name: string): Turn {
    const { protocol, hostname } = this.#options;
    if ((verb === "LHLO") !== (protocol === "lmtp"))
      return say(
        reply(500, "5.5.1", protocol === "lmtp" ? "This is LMTP; say LHLO" : "This is SMTP; say EHLO"),
      );
    if (name === "") return say(reply(501, "5.5.4", `Syntax: ${verb} name`));
    this.#helo = name;
    this.#transaction = null;
    const lines = verb === "HELO" ? [hostname] : [hostname, ...this.#extensions()];
    return say(reply(250, "", lines.join("\n")));
  }

  #extensions(): string[] {
    const tls = this.#options.offersTls && !this.#tls ? ["STARTTLS"] : [];
    const size = `SIZE ${this.#options.maxBytes}`;
    return ["PIPELINING", size, "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", ...tls];
  }

  startTls(argument: string): Turn {
    if (!this.#options.offersTls || this.#tls) return say(reply(502, "5.5.1", "STARTTLS is not available"));
    if (argument !== "") return say(reply(501, "5.5.4", "STARTTLS takes no argument"));
    return { replies: [reply(220, "2.0.0", "Ready to start TLS")], next: "starttls" };
  }

  async mail(argument: string): Promise<Turn> {
    if (this.#helo === "" || this.#transaction) return say(OUT_OF_ORDER);
    const mail = parseMailFrom(argument, this.#options.maxBytes);
    if (!mail.ok) return say(mail.error);
    const { from, size } = mail.value;
    const refused = await this.#ask(() => this.#options.reception.mail?.(from, size));
    if (refused) return say(refused);
    this.#transaction = { ...mail.value, recipients: [], attempts: 0 };
    return say(reply(250, "2.1.0", "Sender ok"));
  }

  async rcpt(argument: string): Promise<Turn> {
    const transaction = this.#transaction;
    if (!transaction) return say(OUT_OF_ORDER);
    if (++transaction.attempts > this.#options.maxRecipients)
      return say(reply(452, "4.5.3", "Too many recipients; send the rest in another transaction"));
    const rcptTo = parseRcptTo(argument, transaction.smtputf8);
    if (!rcptTo.ok) return say(rcptTo.error);
    const refused = await this.#ask(() => this.#options.reception.recipient(rcptTo.value));
    if (refused) return say(refused);
    transaction.recipients.push(rcptTo.value);
    return say(reply(250, "2.1.5", "Recipient ok"));
  }

  data(argument: string): Turn {
    if (!this.#transaction) return say(OUT_OF_ORDER);
    if (argument !== "") return say(reply(501, "5.5.4", "DATA takes no argument"));
    if (this.#transaction.recipients.length === 0) return say(NO_RECIPIENTS[this.#options.protocol]);
    return { replies: [reply(354, "", "Go ahead; end with CRLF.CRLF")], next: "data" };
  }

  reset(): Turn {
    this.#transaction = null;
    return say(reply(250, "2.0.0", "Ok"));
  }

  /** A reception that fails is the same as one that says no for now. */
  async #ask(question: () => Promise<Reply | null> | undefined): Promise<Reply | null> {
    try {
      return (await question()) ?? null;
    } catch (thrown) {
      this.#options.logger.error("wire.reception-failed", { detail: String(thrown) });
      return replyForError(thrown);
    }
  }
}

const OUT_OF_ORDER = reply(503, "5.5.1", "Not now: commands come in the order EHLO, MAIL, RCPT, DATA");
const NO_RECIPIENTS = {
  smtp: reply(554, "5.5.1", "No valid recipients"),
  lmtp: reply(503, "5.5.1", "No valid recipients"),
};

const HANDLERS: Readonly<Record<string, Handler>> = {
  HELO: (dialogue, name) => dialogue.hello("HELO", name),
  EHLO: (dialogue, name) => dialogue.hello("EHLO", name),
  LHLO: (dialogue, name) => dialogue.hello("LHLO", name),
  STARTTLS: (dialogue, argument) => dialogue.startTls(argument),
  MAIL: (dialogue, argument) => dialogue.mail(argument),
  RCPT: (dialogue, argument) => dialogue.rcpt(argument),
  DATA: (dialogue, argument) => dialogue.data(argument),
  RSET: (dialogue) => dialogue.reset(),
  NOOP: () => say(reply(250, "2.0.0", "Ok")),
  VRFY: () => say(reply(252, "2.5.1", "Send mail and see")),
  HELP: () => say(reply(214, "2.0.0", "EHLO LHLO MAIL RCPT DATA RSET NOOP QUIT STARTTLS; see RFC 5321")),
  QUIT: () => ({ replies: [reply(221, "2.0.0", "Bye")], next: "close" }),
};

function say(answer: Reply): Turn {
  return { replies: [answer], next: "command" };
}
