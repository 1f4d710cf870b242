/** People who write commands to lists, and what they read of them. */
import assert from "node:assert/strict";
import { fromUtf8, utf8 } from "#base";
import { decodeText, decodeWords, parseMessage } from "#mime";
import type { TestServer } from "../server.ts";

export const TEAM = "team@example.org";
export const REQUEST = "team-request@example.org";

export interface Ordered {
  readonly from: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  /** Absent: as in From. */
  readonly envelope?: string;
  readonly more?: readonly string[];
}

let written = 0;

/** Sends plain words. */
export async function write(server: TestServer, order: Ordered): Promise<void> {
  const { from, to = REQUEST, subject = "hello", text = "", envelope = from, more = [] } = order;
  const fields = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <order-${(written += 1)}@laptop.example>`,
    ...more,
  ];
  const message = utf8(`${fields.join("\r\n")}\r\n\r\n${text.replaceAll("\n", "\r\n")}\r\n`);
  await server.post({ from: envelope, to, message });
}

export interface PlainMail {
  readonly subject: string;
  readonly replyTo: string;
  readonly text: string;
}

/** All that came to somebody in clear, oldest first. */
export function mailsTo(server: TestServer, address: string): readonly PlainMail[] {
  return server.mailbox(address).map(({ data }) => {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    const { header } = parsed.value;
    const value = (name: string) => decodeWords(header.first(name)?.value ?? "");
    const [first] = parsed.value.children;
    return {
      subject: value("subject"),
      replyTo: value("reply-to"),
      text: decodeText(first ?? parsed.value).replaceAll("\r\n", "\n"),
    };
  });
}

export function newestTo(server: TestServer, address: string): PlainMail {
  const newest = mailsTo(server, address).at(-1);
  assert.ok(newest, `nothing came to ${address}`);
  return newest;
}

/** The mail that asks whether it was they. */
export function questionTo(server: TestServer, address: string): PlainMail & { readonly key: string } {
  const question = mailsTo(server, address).findLast(({ subject }) => subject.startsWith("confirm "));
  assert.ok(question, `nobody asked ${address}`);
  return { ...question, key: question.subject.slice("confirm ".length) };
}

/** All that left the server, as one text. */
export function allSent(server: TestServer): string {
  return server.sink.messages.map(({ data }) => fromUtf8(data)).join("\n");
}

const UNDO = /\S+-confirm\+[0-9a-z]+@\S+/;

/** The address in the newest goodbye at which who left undoes it; an answer goes to the owners. */
export function undoAddress(server: TestServer, address: string): string {
  const goodbye = mailsTo(server, address).findLast(({ text }) => UNDO.test(text));
  assert.match(goodbye?.replyTo ?? "", /^[a-z]+-owner@/);
  return UNDO.exec(goodbye?.text ?? "")?.[0] ?? assert.fail(`${address} read no goodbye`);
}
