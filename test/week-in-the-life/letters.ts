/** The mails that people's programs make: in several charsets, as HTML, or signed and sealed. */
import { utf8 } from "#base";
import type { FieldList } from "#mime";
import { entity, mail, sealed, signed } from "../support/programs/correspondents.ts";
import type { Person } from "./cast.ts";
import type { Letter, Week } from "./the-week.ts";

export interface Draft {
  readonly to: string;
  readonly subject?: string;
  readonly text?: string;
  /** ISO-8859-1 in eight bits; otherwise UTF-8. */
  readonly latin1?: boolean;
  /** Header fields, and the body in base64: of a program that writes in some other way. */
  readonly ready?: { readonly subject: string; readonly contentType: string; readonly base64: string };
  readonly more?: FieldList;
  readonly envelope?: string;
}

let count = 0;

/** Who counts anew starts with message 1. */
export function firstLetter(): void {
  count = 0;
}

/** A mail in clear. */
export function clear(week: Week, by: Person, draft: Draft): Letter {
  const charset = draft.latin1 === true ? "ISO-8859-1" : "UTF-8";
  const word = (text: string): string => encodedWord(text, charset);
  const { ready } = draft;
  const fields: FieldList = [
    ...outer(week, draft.to, `${word(by.fullName)} <${by.address}>`),
    ["Subject", ready?.subject ?? word(draft.subject ?? "")],
    ["Content-Type", ready?.contentType ?? `text/plain; charset=${charset}`],
    ["Content-Transfer-Encoding", ready === undefined ? "8bit" : "base64"],
    ...(draft.more ?? []),
  ];
  const text = `${draft.text ?? ""}\n`.replaceAll("\n", "\r\n");
  const body = Buffer.from(ready?.base64 ?? text, draft.latin1 === true ? "latin1" : "utf8");
  const message = mail(fields, Buffer.concat([utf8("\r\n"), body, utf8("\r\n")]));
  return { to: draft.to, message, ...(draft.envelope === undefined ? {} : { envelope: draft.envelope }) };
}

/** Signed and sealed to the council in the writer's own scheme; the Subject travels inside. */
export async function secret(
  week: Week,
  by: Person,
  draft: Required<Pick<Draft, "to" | "subject" | "text">>,
): Promise<Letter> {
  const key = keyOf(week, by);
  const from = `${by.fullName} <${by.address}>`;
  const content = entity(`${draft.text}\n`, [
    ["Content-Type", 'text/plain; charset=utf-8; hp="cipher"'],
    ["From", from],
    ["To", draft.to],
    ["Subject", draft.subject],
  ]);
  const list = (await week.council())[key.secret.scheme];
  const body = await sealed(list, await signed(key, content, week.now));
  return { to: draft.to, message: mail([...outer(week, draft.to, from), ["Subject", "[...]"]], body) };
}

/** Signed and not sealed, as a command may be. */
export async function signedOrder(
  week: Week,
  by: Person,
  draft: Required<Pick<Draft, "to" | "text">>,
): Promise<Letter> {
  const body = await signed(keyOf(week, by), entity(`${draft.text}\n`), week.now);
  const fields = outer(week, draft.to, `${by.fullName} <${by.address}>`);
  return { to: draft.to, message: mail([...fields, ["Subject", "(command)"]], body) };
}

/** A mail server's word that a copy could not be delivered (RFC 3464), to the return path of that copy. */
export function bounce(week: Week, to: string, failed: Person): Letter {
  const boundary = "report-of-the-mail-server";
  const fields: FieldList = [
    ...outer(week, to, "Mail Delivery System <mailer-daemon@example.net>"),
    ["Subject", "Undelivered Mail Returned to Sender"],
    ["Auto-Submitted", "auto-replied"],
    ["Content-Type", `multipart/report; report-type=delivery-status; boundary="${boundary}"`],
  ];
  const status = `Final-Recipient: rfc822; ${failed.address}\r\nAction: failed\r\nStatus: 5.2.1\r\n`;
  const parts = [
    `Content-Type: text/plain\r\n\r\nThe mailbox is closed.\r\n`,
    `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n${status}`,
  ];
  const body = [...parts.map((part) => `--${boundary}\r\n${part}`), `--${boundary}--\r\n`].join("");
  return { to, envelope: "", message: mail(fields, utf8(`\r\n${body}`)) };
}

function keyOf(week: Week, { name, address }: Person) {
  const key = week.keys.get(address);
  if (key === undefined) throw new Error(`${name} has no key`);
  return key;
}

function outer(week: Week, to: string, from: string): FieldList {
  return [
    ["From", from],
    ["To", to],
    ["Date", week.now.toUTCString().replace("GMT", "+0000")],
    ["Message-ID", `<${(count += 1)}@laptop.example>`],
    ["MIME-Version", "1.0"],
  ];
}

function encodedWord(text: string, charset: "ISO-8859-1" | "UTF-8"): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const octets = Buffer.from(text, charset === "UTF-8" ? "utf8" : "latin1");
  return `=?${charset}?B?${octets.toString("base64")}?=`;
}
