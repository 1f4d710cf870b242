/** What a mail server asks of the rooms above it. The session knows grammar; they know lists. */
import type { Bytes } from "#base";
import type { Reply } from "./reply.ts";

export type Protocol = "smtp" | "lmtp";

export interface ReceivedMail {
  readonly protocol: Protocol;
  /** Reverse-path as it was written; "" is the null reverse-path. */
  readonly from: string;
  /** Accepted RCPT commands in order; what was said twice is here twice (RFC 2033 §4.2). */
  readonly recipients: readonly string[];
  /** Content without transparency dots, otherwise as it came. */
  readonly data: Bytes;
  /** BODY=8BITMIME was declared. */
  readonly body8bit: boolean;
  /** SMTPUTF8 was declared. */
  readonly smtputf8: boolean;
  /** IP address of the client, or "unix". */
  readonly peer: string;
  /** What the client called itself. */
  readonly helo: string;
  readonly tls: boolean;
}

export interface Reception {
  /** Asked at MAIL; null accepts. `size` is the declared SIZE. */
  mail?(from: string, size: number | null): Promise<Reply | null>;
  /** Asked at RCPT; null accepts. */
  recipient(rcptTo: string): Promise<Reply | null>;
  /**
   * Takes responsibility. Resolves only after the durable commit.
   * LMTP: one reply per recipient, in order. SMTP: exactly one.
   */
  deliver(mail: ReceivedMail): Promise<readonly Reply[]>;
}
