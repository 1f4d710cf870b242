/**
 * `msg_header` and `msg_footer`: words of the list above and below a post on a list without keys. They go into a plain
 * text, or stand beside the post as parts of their own; what is signed or sealed keeps its octets.
 */
import { createHmac } from "node:crypto";
import { type Bytes, concatBytes, fromLatin1, latin1, type Random, utf8, view } from "#base";
import { type List, usesKeys } from "#lists";
import {
  betweenBoundaries,
  composeMultipart,
  composeText,
  decodeBody,
  decodeCharset,
  decodeText,
  type Entity,
  headerOctets,
  isAttachment,
  parseMessage,
} from "#mime";
import { flowOf } from "./flow-of.ts";
import { type CopyReader, expandPlaceholders, namesReader } from "./list-placeholders.ts";
import type { PostIdentity } from "../opened/outside.ts";

export interface ListWords {
  /** Lines with CRLF at their ends; "" for none. */
  readonly above: string;
  readonly below: string;
}

/** null: there are none to say. @param reader whose copy it is; null: it is one for all */
export function listWords(list: List, reader: CopyReader | null = null): ListWords | null {
  const { settings } = list;
  if (usesKeys(settings)) return null;
  const [header = "", footer = ""] = [settings.msg_header, settings.msg_footer].map((text) =>
    expandPlaceholders(text, list, reader),
  );
  // Empty lines below the words above keep them and the post apart.
  const [above, below] = [linesOf(header.replace(/\n$/, "")), linesOf(footer.trimEnd())];
  return above === "" && below === "" ? null : { above, below };
}

/** Whether members get bodies that differ. */
export function wordsNameReader({ settings }: List): boolean {
  const isPersonal = settings.personalize !== "no" && !usesKeys(settings);
  return isPersonal && namesReader(`${settings.msg_header}\n${settings.msg_footer}`);
}

const SIGNATURE_MARK = /^-- +$/;

function linesOf(text: string): string {
  const lines = text.split("\n").map((line) => (SIGNATURE_MARK.test(line) ? "-- " : line.trimEnd()));
  return lines.join("") === "" ? "" : `${lines.join("\r\n")}\r\n`;
}

/** The same boundary whenever the row is worked on, and one that nobody who writes can know. */
export function boundarySource({ imageKey, messageId }: PostIdentity): Random {
  const digest = createHmac("sha256", imageKey).update(`words of the list\0${messageId}`).digest();
  return { bytes: (length) => digest.subarray(0, length) };
}

/**
 * What is signed or sealed, whole or in a part, inline too, keeps its octets; by `msg_footer_signed` words stand beside it.
 *
 * @param content a MIME entity: Content-* fields, an empty line, its body. The answer is one, too.
 */
export function withListWords(content: Bytes, words: ListWords, { random, signed }: WordsPlace): Bytes {
  const parsed = parseMessage(content);
  if (!parsed.ok) return content;
  const entity = parsed.value;
  if (wordsWouldBreak(entity) && signed === "none") return content;
  if (isMixed(entity)) return amongParts(entity, words);
  if (wordsWouldBreak(entity)) return around(content, words, random);
  if (!isReadable(entity)) return around(content, words, random);
  if (takesWords(entity, words)) return concatBytes(headerOctets(entity), textOf(entity, words));
  return recoded(entity, words) ?? around(content, words, random);
}

export interface WordsPlace {
  /** Of boundaries. */
  readonly random: Random;
  readonly signed: "none" | "outside";
}

/** Something in it is signed, sealed or armoured. */
function wordsWouldBreak(entity: Entity): boolean {
  const { essence, type } = entity.contentType;
  if (/^multipart\/(?:signed|encrypted)$|pkcs7-(?:mime|signature)$|^application\/pgp/.test(essence))
    return true;
  if (type === "text" && view(entity.body).includes("-----BEGIN PGP ")) return true;
  return entity.children.some(wordsWouldBreak);
}

const REPLACEMENT = "\ufffd";

/** Words in a text whose character set nobody knows, or whose octets are none of it, could read otherwise. */
function isReadable(entity: Entity): boolean {
  const { contentType } = entity;
  if (contentType.essence !== "text/plain") return true;
  const charset = (contentType.parameters.get("charset") ?? "us-ascii").trim();
  if (/^(?:us-)?ascii$/i.test(charset)) return ASCII_OCTETS.test(view(decodeBody(entity)).toString("latin1"));
  const text = decodeCharset(decodeBody(entity), charset);
  return text !== null && !text.includes(REPLACEMENT);
}

const LONGEST_QUOTED_LINE = 72;
const ASCII_OCTETS = /^[^\x80-\xff]*$/;
const ASCII = /^[\t\r\n\x20-\x7e]*$/;
const LIKE_ASCII = /^(?:us-ascii|utf-8|iso-8859-\d+|windows-125\d|koi8-[ru])$/i;

/** A plain text whose character set and encoding hold the words as they are. */
function takesWords(entity: Entity, { above, below }: ListWords): boolean {
  const { contentType, transferEncoding } = entity;
  const isText = contentType.essence === "text/plain" && !isAttachment(entity);
  const charset = contentType.parameters.get("charset") ?? "us-ascii";
  if (!isText || !LIKE_ASCII.test(charset)) return false;
  const words = above + below;
  if (transferEncoding === "8bit") return ASCII.test(words) || /^utf-8$/i.test(charset);
  if (!ASCII.test(words)) return false;
  if (transferEncoding === "7bit") return true;
  return (
    transferEncoding === "quoted-printable" &&
    !words.includes("=") &&
    words.split("\r\n").every((line) => line.length <= LONGEST_QUOTED_LINE)
  );
}

/** A plain text in another character set or encoding, with the words, in UTF-8; null: it is none, or cannot be read. */
function recoded(entity: Entity, { above, below }: ListWords): Bytes | null {
  const { contentType, header } = entity;
  if (contentType.essence !== "text/plain" || isAttachment(entity)) return null;
  const text = decodeText(entity);
  const others = header.fields.filter(({ name }) => !/^content-(?:type|transfer-encoding)$/i.test(name));
  const end = text === "" || /[\r\n]$/.test(text) || below === "" ? "" : "\r\n";
  const part = composeText(above + text + end + below, [], flowOf(entity));
  return concatBytes(...others.map(({ raw }) => raw), part);
}

function textOf({ body, transferEncoding }: Entity, words: ListWords): Bytes {
  const isQuoted = transferEncoding === "quoted-printable";
  const [above, below] = [words.above, words.below].map((text) => (isQuoted ? kept(text) : text)) as [
    string,
    string,
  ];
  const ends = body.length === 0 || fromLatin1(body.subarray(-2)) === "\r\n";
  return concatBytes(utf8(above), body, latin1(ends || below === "" ? "" : "\r\n"), utf8(below));
}

/** A blank before a line end, as in the mark of a signature, would be lost (RFC 2045 §6.7, rule 3). */
function kept(text: string): string {
  return text.replaceAll(/ (?=\r\n|$)/g, "=20");
}

function isMixed({ contentType, children, problems }: Entity): boolean {
  return contentType.essence === "multipart/mixed" && children.length > 0 && problems.length === 0;
}

/** Between the same boundaries: a new one would change the header, too. */
function amongParts(entity: Entity, words: ListWords): Bytes {
  const parts = beside(
    words,
    entity.children.map(({ raw }) => raw),
  );
  return concatBytes(headerOctets(entity), betweenBoundaries(entity, parts));
}

function around(content: Bytes, words: ListWords, random: Random): Bytes {
  return composeMultipart({ subtype: "mixed", parts: beside(words, [content]), random });
}

function beside({ above, below }: ListWords, parts: readonly Bytes[]): readonly Bytes[] {
  const part = (text: string) =>
    text === "" ? [] : [composeText(text, [["Content-Disposition", "inline"]])];
  return [...part(above), ...parts, ...part(below)];
}
