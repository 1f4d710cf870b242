/**
 * An opened post as members of one profile receive it: what stands outside, the protected fields and the
 * block inside, the content untouched.
 */
import type { Bytes, EmailAddress, Profile } from "#base";
import {
  beenThere,
  familiesFor,
  listIdOf,
  loopFields,
  prefixSubject,
  subjectPrefix,
  usesKeys,
  voiceOf,
} from "#lists";
import { decodeWords, encodeWords, type FieldList, formatAddress, mailboxesOf } from "#mime";
import type { ComposedPost, HeaderField, Opened } from "#protect";
import type { InFlight } from "../../in-flight.ts";
import { isLeftSealed } from "../../facts/left-sealed.ts";
import { archiveFields } from "../fields/archive-fields.ts";
import { boundarySource, listWords, withListWords } from "../words/list-words.ts";
import { keptSignature, standsAlone, wantsSignature } from "./kept-signature.ts";
import {
  decryptedMark,
  formatDate,
  idField,
  listFields,
  listFrom,
  type ListOpenpgpKey,
  outsideFields,
  outsideMessageId,
  type PostIdentity,
  type PostNumbers,
  placeholderSubject,
  threadFields,
} from "./outside.ts";
import { type ClearMark, pseudoHeaders } from "../words/pseudo-headers.ts";
import { shownName, shownPerson } from "../shown-name.ts";
import { underList } from "../clear/under-list.ts";

export interface PostFacts {
  readonly mail: InFlight;
  readonly opened: Opened;
  readonly identity: PostIdentity;
  readonly numbers: PostNumbers;
  readonly openpgpKey: ListOpenpgpKey | null;
  /** The block is read below the fields of the post; else they may be out of its reader's sight. */
  readonly belowFields?: boolean;
}

export function composePost(facts: PostFacts, profile: Profile): ComposedPost {
  const inListsName = profile.cipher !== "none" || profile.sign;
  const kept = keptSignature(facts.mail, profile);
  const alone = kept !== null && standsAlone(facts.mail, profile);
  const outer = inListsName || isAnonymous(facts) ? listsOutside(facts, profile) : clearOutside(facts);
  const inside = inListsName ? protectedFields(facts) : [];
  const above = facts.belowFields !== true ? [] : inListsName ? inside : outer;
  return {
    outer,
    protected: inside,
    block: alone || isLeftSealed(facts.mail) ? null : block(facts, profile, above),
    content: kept ?? wordedContent(facts),
    alone,
  };
}

/** On an anonymous list without keys the list's own words go along, as on others. */
function wordedContent({ mail, opened, identity }: PostFacts): Bytes {
  const words = listWords(mail.list);
  if (words === null) return opened.content;
  const place = { random: boundarySource(identity), signed: mail.list.settings.msg_footer_signed };
  return withListWords(opened.content, words, place);
}

function isAnonymous({ mail }: PostFacts): boolean {
  return mail.list.settings.anonymous_list === "yes";
}

/** In the list's name. */
function listsOutside(facts: PostFacts, profile: Profile): FieldList {
  const { mail, opened, identity } = facts;
  const sealed = profile.cipher !== "none";
  const archived = { messageId: outsideMessageId(mail.list, identity), header: mail.message.header };
  const fields = outsideFields({
    list: mail.list,
    identity,
    sentAt: mail.arrivedAt,
    subject: sealed || opened.subjectProtected ? placeholder(facts) : prefixed(facts),
    posterName: posterName(facts),
    openpgpKey: facts.openpgpKey,
    wasDecrypted: opened.wasEncrypted !== null,
    ownLeaveLink: mail.outgoing.ownLeaveLink,
    way: wayOf(facts),
  });
  return [...fields, ...archiveFields(mail.list, archived)];
}

/** The lists that it came through, and this one; an anonymous list hides them. */
function wayOf(facts: PostFacts): FieldList {
  const { message, list } = facts.mail;
  const way = { header: message.header, hides: isAnonymous(facts) };
  const marks = loopFields({ key: facts.identity.imageKey, list: list.address }, way);
  return [...beenThere(list.address, way), ...(usesKeys(list.settings) ? marks : [])];
}

/**
 * In clear and in the author's own name unless `from_is_list`, as Mailman does; of what came sealed nothing else goes along.
 */
function clearOutside(facts: PostFacts): FieldList {
  const { mail, opened, identity } = facts;
  const kept = ["to", "cc"].flatMap((name) => fieldPair(opened, name));
  return underList(mail, [
    ["From", authorField(facts)],
    ...(kept.length === 0 ? ([["To", mail.list.address]] as const) : kept),
    ["Date", valueOf(opened, "date") ?? formatDate(mail.arrivedAt)],
    ["Subject", encodeWords(opened.subjectProtected ? placeholder(facts) : prefixed(facts))],
    ...threadFields(mail.list, identity),
    ...listFields({
      list: mail.list,
      openpgpKey: facts.openpgpKey,
      wasDecrypted: opened.wasEncrypted !== null,
      ownLeaveLink: mail.outgoing.ownLeaveLink,
      way: wayOf(facts),
    }),
  ]);
}

function protectedFields(facts: PostFacts): FieldList {
  const { mail, opened, identity } = facts;
  return [
    ["From", listFrom({ list: mail.list, posterName: authorName(facts) })],
    ...(isAnonymous(facts) ? [] : [["Author", authorField(facts)] as const]),
    ["To", mail.list.address],
    ...fieldPair(opened, "subject"),
    ["Date", signedDate(facts) ?? formatDate(mail.arrivedAt)],
    ["Message-ID", identity.messageId],
    ...idField("In-Reply-To", identity.inReplyTo),
    ...idField("References", identity.references),
    ["List-Id", `${encodeWords(mail.list.displayName)} <${listIdOf(mail.list.address)}>`],
    ...decryptedMark(opened.wasEncrypted !== null),
  ];
}

/** What the list signs it says itself: a Date that the author did not sign is not among it (S2), and no time zone. */
function signedDate({ mail, opened }: PostFacts): string | undefined {
  if (mail.list.settings.anonymous_list === "yes") return undefined;
  const date = opened.headers.find(({ name }) => name.toLowerCase() === "date");
  return mail.author.authentic && date?.from === "protected" ? date.value : undefined;
}

function block(facts: PostFacts, profile: Profile, above: FieldList): string | null {
  const { mail, opened } = facts;
  const { settings } = mail.list;
  const clearMark = profile.marked ? clearMarkOf(facts) : null;
  const wanted =
    settings.pseudo_headers === "yes" && (profile.cipher !== "none" || profile.sign || profile.marked);
  if (!wanted)
    return clearMark === null
      ? null
      : pseudoHeaders({ ...blockFacts(facts, profile), headers: [], judged: false, clearMark }).join("\r\n");
  const shown = { ...blockFacts(facts, profile), headers: shownHeaders(facts, opened), clearMark, above };
  return `${pseudoHeaders(shown).join("\r\n")}\r\n`;
}

function blockFacts({ mail, opened }: PostFacts, profile: Profile) {
  return {
    language: mail.list.settings.language,
    author: mail.author,
    openedAs: opened.wasEncrypted,
    integrity: opened.integrity,
    signatureLost: wantsSignature(mail, profile) && keptSignature(mail, profile) === null,
    judged: usesKeys(mail.list.settings),
    anonymous: mail.list.settings.anonymous_list === "yes",
    above: [],
  };
}

function clearMarkOf({ mail }: PostFacts): ClearMark {
  const [family, other] = familiesFor(mail.list.settings, "distrib_encrypt");
  if (family === undefined) return "clear-mark-all";
  return other === undefined ? `clear-mark-${family}` : "clear-mark-both";
}

function shownHeaders({ mail }: PostFacts, opened: Opened): readonly HeaderField[] {
  if (mail.list.settings.anonymous_list === "yes")
    return opened.headers.filter((field) => field.name.toLowerCase() === "subject");
  if (mail.shownAs === null) return opened.headers;
  const from: HeaderField = { name: "From", value: mail.shownAs, from: "protected" };
  return [from, ...opened.headers.filter((field) => field.name.toLowerCase() !== "from")];
}

function placeholder({ mail, opened, numbers }: PostFacts): string {
  const text = decodeWords(valueOf(opened, "subject") ?? "");
  return placeholderSubject(mail.list, numbers, { text, protected: opened.subjectProtected });
}

function prefixed({ mail, opened, numbers }: PostFacts): string {
  const prefix = subjectPrefix(mail.list.settings.subject_prefix, mail.list.displayName, numbers.number);
  return prefixSubject(decodeWords(valueOf(opened, "subject") ?? ""), prefix, voiceOf(mail.list));
}

/** The author as members see them: never the From of a post that was signed by another member (S2). */
function authorField(facts: PostFacts): string {
  if (facts.mail.shownAs !== null) return facts.mail.shownAs;
  const value = valueOf(facts.opened, "from");
  if (value === undefined) return formatAddress("", facts.mail.list.address);
  const person = shownPerson(value);
  return person === null ? value : formatAddress(person.name, person.address);
}

/** Outside: the name that everybody could read there, beside the address that counts. */
function posterName(facts: PostFacts): string {
  if (facts.mail.shownAs !== null || isAnonymous(facts)) return "";
  const address: EmailAddress | undefined = facts.opened.from.addresses[0];
  const mailbox = mailboxesOf(facts.mail.message.header, "from").find((one) => one.address === address);
  return mailbox === undefined || address === undefined ? "" : shownName(mailbox.name, address);
}

/** Inside, where the list signs it: the protected name if there is one. */
function authorName(facts: PostFacts): string {
  if (facts.mail.shownAs !== null || isAnonymous(facts)) return "";
  return shownPerson(valueOf(facts.opened, "from") ?? "")?.name ?? "";
}

export function valueOf(opened: Opened, name: string): string | undefined {
  return opened.headers.find((field) => field.name.toLowerCase() === name)?.value;
}

function fieldPair(opened: Opened, name: string): FieldList {
  const field = opened.headers.find((one) => one.name.toLowerCase() === name);
  return field === undefined ? [] : [[field.name, field.value]];
}
