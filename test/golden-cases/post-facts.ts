/** The facts of the copies of a message that went out: to whom, in which transactions, with which fields and what body. */
import { createHash } from "node:crypto";
import { type Bytes, fromLatin1 } from "#base";
import { decodeBody, decodeText, decodeWords, type Entity, parseAddresses } from "#mime";
import { type Facts, FIRST_OF_COPY, type Sent } from "./facts.ts";

/** Fields that say how a body is written down; the body itself is compared. Trace fields are every server's own. */
const NOT_COMPARED = /^(?:content-.*|mime-version|received|dkim-signature|arc-.*|authentication-results)$/i;
const ADDRESSES = /^(?:from|to|cc|reply-to|sender|errors-to|x-beenthere|resent-(?:to|cc|from))$/i;

export function postFacts(copies: readonly Sent[]): Facts {
  const facts: Facts = new Map();
  if (copies.length === 0) return facts;
  const groups = copies.map(({ recipients }) => recipients.toSorted().join(", ")).toSorted();
  facts.set(
    FIRST_OF_COPY,
    [...new Set(copies.flatMap(({ recipients }) => recipients))].toSorted().join(", "),
  );
  facts.set("transactions", groups.join(" | "));
  facts.set("envelope sender", [...new Set(copies.map(({ from }) => bouncesAddress(from)))].join(", "));
  const told = copies.map((copy) => ({
    whose: copy.recipients.toSorted().join(", "),
    facts: copyFacts(copy.message),
  }));
  for (const name of new Set(told.flatMap(({ facts: own }) => [...own.keys()])))
    facts.set(name, together(told.map((one) => [one.whose, one.facts.get(name) ?? "(none)"])));
  return facts;
}

/** One text where all have the same. */
function together(values: readonly (readonly [whose: string, value: string])[]): string {
  const [first] = values;
  if (values.every(([, value]) => value === first?.[1])) return first?.[1] ?? "";
  return values
    .map(([whose, value]) => `${whose}: ${value}`)
    .toSorted()
    .join(" | ");
}

/** Without what tells a bounce's member: that it does is said behind it. */
function bouncesAddress(from: string): string {
  return from.replace(/(?<=-bounces)\+[^@]*(?=@)/, "+TAG");
}

function copyFacts(message: Entity): Facts {
  const facts: Facts = new Map();
  const names = new Set(message.header.fields.map(({ name }) => name.toLowerCase()));
  for (const name of names) {
    if (NOT_COMPARED.test(name)) continue;
    const values = message.header
      .all(name)
      .map((field) => (name === "x-topics" ? topicsOf(field) : fieldMeaning(name, field.value)));
    // Which list a message went through first is told by nothing.
    const ordered = name === "x-beenthere" ? values.toSorted() : values;
    facts.set(`field ${name}`, ordered.join(" && "));
  }
  facts.set("body", bodyText(message));
  return facts;
}

function fieldMeaning(name: string, value: string): string {
  const text = decodeWords(value).replaceAll(/\s+/g, " ").trim();
  if (/^list-(?!id)/i.test(name))
    return [...text.matchAll(/<([^>]*)>/g)]
      .map(([, uri = ""]) => uriMeaning(uri))
      .toSorted()
      .join(", ");
  if (name === "message-id" && /@lists\.test>$|\{GENERATED-MSGID\}/.test(text)) return "the list's own";
  if (/^(?:in-reply-to|references)$/.test(name) && /^(?:<[^<>]*@lists\.test> ?)+$/.test(text))
    return "the list's own";
  if (name === "date" && text === "{NOW}") return "of its sending";
  if (name === "date" && new Date(text).getFullYear() > RECORDED) return "of its sending";
  return ADDRESSES.test(name) ? bouncesAddress(addressesText(value, text)) : text;
}

/** Mailman puts each on a line of its own. */
function topicsOf({ name: field, raw }: { readonly name: string; readonly raw: Bytes }): string {
  return fromLatin1(raw)
    .slice(`${field}:`.length)
    .split(/\r\n\s+|, /)
    .map((name) => decodeWords(name).trim())
    .toSorted()
    .join(", ");
}

/** No recorded message was written later. */
const RECORDED = 2020;

/** `Name <address>`, however the name was quoted. */
function addressesText(value: string, text: string): string {
  const read = parseAddresses(value);
  if (read.some(({ kind }) => kind !== "mailbox")) return text;
  return read
    .filter((one) => one.kind === "mailbox")
    .map(({ name, address }) => (name === "" ? address : `${name} <${address}>`))
    .join(", ");
}

/** What a mail program does with it; the same thing has several addresses. */
function uriMeaning(uri: string): string {
  if (/^https?:/.test(uri)) return "a web page";
  const mailto = /^mailto:([^?@]*)@[^?]*(?:\?subject=(.*))?$/i.exec(uri);
  const [, who = "", subject = ""] = mailto ?? [];
  if (/-(?:join|subscribe)$/.test(who) || subject === "subscribe") return "a mail that joins";
  if (/-(?:leave|unsubscribe)$/.test(who) || subject === "unsubscribe") return "a mail that leaves";
  if (subject === "help") return "a mail that asks for help";
  return uri;
}

/** The parts with their text; octets that are none as a digest. White space at the end of a part is nobody's. */
function bodyText(entity: Entity): string {
  const { type, essence } = entity.contentType;
  if (entity.children.length > 0) return `${essence}(${entity.children.map(bodyText).join(", ")})`;
  if (type === "text")
    return `${essence} ${JSON.stringify(decodeText(entity).replaceAll("\r\n", "\n").trimEnd())}`;
  const digest = createHash("sha256").update(decodeBody(entity)).digest("hex");
  return `${essence} octets ${digest.slice(0, 12)}`;
}
