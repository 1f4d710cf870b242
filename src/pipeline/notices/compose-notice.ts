/** A notice as a message to one person: sealed if they have a key that the list uses, else in clear, and signed if the list signs. */
import { type Bytes, concatBytes, type EmailAddress, type Random, type Recipient } from "#base";
import { beenThere, doorAddress, type List } from "#lists";
import {
  composeMultipart,
  composeText,
  encodeWords,
  type FieldList,
  formatAddress,
  formatField,
} from "#mime";
import type { CryptWork } from "#threads";
import { mayStandOutside } from "../moderation/held-decider.ts";
import type { ListSecrets } from "../in-flight.ts";
import type { Notice } from "./notices.ts";
import { clearReady, type ReadyBody } from "../compose/ready-body.ts";
import { sealForOne, signForOne } from "../compose/seal-for-one.ts";
import { formatDate } from "../compose/opened/outside.ts";

export interface NoticeMessage {
  readonly list: List;
  readonly to: EmailAddress;
  readonly notice: Notice;
  /** MIME entities that go along, such as keys. */
  readonly attachments: readonly Bytes[];
  /** "auto-replied" for answers, else "auto-generated" (RFC 3834 §5). */
  readonly kind: "auto-replied" | "auto-generated";
  readonly at: Date;
  readonly messageId: string;
  /** Outer Message-ID of what is answered. */
  readonly inReplyTo: string | null;
  /** Where an answer to it goes; absent: to the owners. */
  readonly replyTo?: EmailAddress | null;
  /** Who knows that address may answer, whoever they are: it never stands outside what is sealed. */
  readonly replyIsSecret?: true;
}

export interface NoticeKeys {
  readonly recipient: Recipient | null;
  readonly secrets: ListSecrets;
  readonly random: Random;
  readonly crypt: Pick<CryptWork, "seal">;
}

export async function composeNotice(message: NoticeMessage, keys: NoticeKeys): Promise<ReadyBody> {
  const content = noticeContent(message, keys.random);
  if (keys.recipient === null) return signedNotice(message, content, keys);
  return sealedNotice(message, content, { ...keys, recipient: keys.recipient });
}

async function signedNotice(message: NoticeMessage, content: Bytes, keys: NoticeKeys): Promise<ReadyBody> {
  const fields = noticeFields(message);
  const post = { outer: fields, protected: fields, block: null, content };
  const signed = await signForOne(post, { ...keys, list: message.list, at: message.at });
  return signed ?? clearNotice(fields, content);
}

function clearNotice(fields: FieldList, content: Bytes): ReadyBody {
  const outer = concatBytes(...fields.map(([name, value]) => formatField(name, value)));
  const split = splitEntity(content);
  return clearReady(concatBytes(outer, formatField("MIME-Version", "1.0"), split.fields), split.body);
}

function sealedNotice(
  message: NoticeMessage,
  content: Bytes,
  keys: NoticeKeys & { readonly recipient: Recipient },
): Promise<ReadyBody> {
  const fields = noticeFields(message);
  const post = { outer: outsideFields(message, fields), protected: fields, block: null, content };
  return sealForOne(post, { ...keys, list: message.list, at: message.at });
}

function noticeFields(message: NoticeMessage): FieldList {
  const { list } = message;
  return [
    ["From", formatAddress(list.displayName, list.address)],
    ["Reply-To", message.replyTo ?? doorAddress(list.address, "owner")],
    ["To", message.to],
    ["Date", formatDate(message.at)],
    ["Subject", encodeWords(message.notice.subject)],
    ["Message-ID", message.messageId],
    ...(message.inReplyTo === null ? [] : [["In-Reply-To", message.inReplyTo] as const]),
    ["Auto-Submitted", message.kind],
    ...beenThere(list.address, null),
  ];
}

/** Without the real Subject, and without an address whose knowledge alone decides something. */
function outsideFields({ list, replyIsSecret }: NoticeMessage, fields: FieldList): FieldList {
  const owner = doorAddress(list.address, "owner");
  const replaced: Readonly<Record<string, string>> = {
    Subject: encodeWords(`[${list.displayName}]`),
    ...(mayStandOutside(list) && replyIsSecret !== true ? {} : { "Reply-To": owner }),
  };
  return fields.map(([name, value]) => [name, replaced[name] ?? value] as const);
}

function noticeContent(message: NoticeMessage, random: Random): Bytes {
  const text = composeText(`${message.notice.lines.join("\r\n")}\r\n`);
  if (message.attachments.length === 0) return text;
  return composeMultipart({ subtype: "mixed", parts: [text, ...message.attachments], random });
}

/** Cuts an entity that we composed at its first empty line. */
function splitEntity(entity: Bytes): { readonly fields: Bytes; readonly body: Bytes } {
  const gap = Buffer.from(entity).indexOf("\r\n\r\n");
  return { fields: entity.subarray(0, gap + 2), body: entity.subarray(gap + 4) };
}
