/** The world behind the relay: mail to the server's own addresses comes back in, and people's programs answer. */
import { type Bytes, utf8, view } from "#base";
import type { Letter, TestServer } from "../server.ts";
import type { SinkMessage } from "../smtp-sink.ts";

/** What somebody's program sends when a mail comes; null: nothing. */
export type Responder = (mail: SinkMessage) => Letter | null;

/**
 * Passes on what the server sends until nothing more comes back, or `most` messages did: a storm does not end by itself.
 * Answers how many messages the server sent in all; what was passed on is not passed on again.
 *
 * @param responders by address
 */
export function worldBehind(
  server: TestServer,
  responders: Readonly<Record<string, Responder>> = {},
): (most?: number) => Promise<number> {
  const { messages } = server.sink;
  let at = 0;
  const pass = async (mail: SinkMessage, recipient: string): Promise<void> => {
    if (recipient.endsWith("@example.org"))
      await server.send({ from: mail.from, to: recipient, message: mail.data });
    const answer = responders[recipient]?.(mail) ?? null;
    if (answer !== null) await server.send(answer);
  };
  return async (most = 60) => {
    for (let mail = messages[at]; mail !== undefined && at < most; mail = messages[at]) {
      at += 1;
      for (const recipient of mail.recipients) await pass(mail, recipient);
      await server.drain();
    }
    return messages.length;
  };
}

/** The address in an outer field; "" if there is none. */
export function addressIn({ data }: SinkMessage, name: string): string {
  const value = new RegExp(`^${name}: (.*)\r$`, "im").exec(view(data).toString("latin1"))?.[1] ?? "";
  return /<([^<>]+)>/.exec(value)?.[1] ?? value;
}

export function written(
  fields: Readonly<Record<string, string>>,
  text = "I am away until Monday.\r\n",
): Bytes {
  const header = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return utf8(`${header.join("")}\r\n${text}`);
}
