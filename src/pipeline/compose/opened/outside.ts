/**
 * What stands outside a post that the list seals or signs: what mail needs and no more. The
 * list speaks in its own name, ids are keyed images (S8), and the Subject is a placeholder (S5).
 */
import type { Bytes, Fingerprint } from "#base";
import { say } from "#i18n";
import {
  doorAddress,
  type List,
  listHeaderFields,
  messageIdImage,
  prefixSubject,
  referenceImages,
  subjectPrefix,
  usesKeys,
  voiceOf,
} from "#lists";
import { encodeWords, type FieldList, formatAddress, formatPhrase } from "#mime";
import { listPhrase } from "../words/list-phrase.ts";

/** The poster's own ids, with angle brackets, and the key of their images. */
export interface PostIdentity {
  readonly imageKey: Bytes;
  readonly messageId: string;
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  /** They stand outside as they are, not as images. */
  readonly keepsIds: boolean;
}

export interface OutsideFacts {
  readonly list: List;
  readonly identity: PostIdentity;
  readonly sentAt: Date;
  /** Not yet encoded. */
  readonly subject: string;
  /** Fit to be shown beside the poster's address; "" for none. */
  readonly posterName: string;
  readonly openpgpKey: ListOpenpgpKey | null;
  readonly wasDecrypted: boolean;
  /** Each copy says how its own reader leaves. */
  readonly ownLeaveLink: boolean;
  /** X-BeenThere and X-Conclave-Loop. */
  readonly way: FieldList;
}

export interface ListOpenpgpKey {
  /** Value of the Autocrypt field. */
  readonly autocrypt: string;
  readonly fingerprint: Fingerprint;
}

export function outsideFields(facts: OutsideFacts): FieldList {
  const { list } = facts;
  return [
    ["From", listFrom(facts)],
    ["To", list.address],
    ["Date", formatDate(facts.sentAt)],
    ["Subject", encodeWords(facts.subject)],
    ...threadFields(list, facts.identity),
    ...listFields(facts),
  ];
}

type ListFacts = Pick<OutsideFacts, "list" | "openpgpKey" | "wasDecrypted" | "ownLeaveLink" | "way">;

/** Reply-To, List-*, the list's key, and the mark of the Secure List Server: the same on every copy. */
export function listFields(facts: ListFacts): FieldList {
  const { list } = facts;
  return [
    ...replyTo(list),
    ...senderOf(list),
    ...listHeaderFields(list, {
      encodedName: usesKeys(list.settings) ? encodeWords(list.displayName) : formatPhrase(listPhrase(list)),
      withoutUnsubscribe: facts.ownLeaveLink,
    }),
    ...facts.way,
    ...(facts.openpgpKey === null ? [] : keyFields(facts.openpgpKey)),
    ...decryptedMark(facts.wasDecrypted),
  ];
}

/** As on other posts of a list without keys; others say nothing more of themselves outside. */
function senderOf(list: List): FieldList {
  const { settings, displayName, address } = list;
  if (usesKeys(settings) || settings.include_sender_header === "no") return [];
  return [["Sender", formatAddress(displayName, doorAddress(address, "bounces"))]];
}

/** Of an anonymous post, too: its From is the list's, and programs that ask more than From answer there. */
function replyTo({ address, settings }: List): FieldList {
  const { reply_goes_to_list: way, reply_to_address: explicit, anonymous_list } = settings;
  const isExplicit = way === "explicit" && explicit !== "";
  if (isExplicit && usesKeys(settings)) return [["Reply-To", explicit]];
  const isStripped = settings.first_strip_reply_to === "yes" && !usesKeys(settings);
  const asAuthor = anonymous_list === "yes" && !isStripped;
  const replies = [...(isExplicit ? [explicit] : []), ...(way === "list" || asAuthor ? [address] : [])];
  return replies.length === 0 ? [] : [["Reply-To", replies.join(", ")]];
}

/** The mark of the Secure List Server, which people filter on: outside, and inside where the list signs it. */
export function decryptedMark(wasDecrypted: boolean): FieldList {
  return wasDecrypted ? [["X-Mailman-SLS-decrypted", "Yes"]] : [];
}

export function threadFields(list: List, identity: PostIdentity): FieldList {
  return [
    ["Message-ID", outsideMessageId(list, identity)],
    ...idField("In-Reply-To", outsideReferences(list, identity, identity.inReplyTo)),
    ...idField("References", outsideReferences(list, identity, identity.references)),
  ];
}

export function outsideMessageId(list: List, identity: PostIdentity): string {
  if (identity.keepsIds) return identity.messageId;
  return messageIdImage(identity.imageKey, list.address, identity.messageId);
}

export function outsideReferences(
  list: List,
  identity: PostIdentity,
  ids: readonly string[],
): readonly string[] {
  return identity.keepsIds ? ids : referenceImages(identity.imageKey, list.address, ids);
}

export interface PostNumbers {
  /** Of the post; counts up per list. */
  readonly number: number;
  /** Of the first post of its thread. */
  readonly thread: number;
}

/** The Subject outside of what we seal; the real one only where it did not come protected (S5). */
export function placeholderSubject(
  list: List,
  { number, thread }: PostNumbers,
  real: { text: string; protected: boolean },
): string {
  const set = list.settings.subject_prefix.trim() === "" ? "[{name}]" : list.settings.subject_prefix;
  const prefix = subjectPrefix(set, list.displayName, number);
  const { sealed_subject: style, language } = list.settings;
  if (style === "real" && !real.protected) return prefixSubject(real.text, prefix, voiceOf(list));
  if (style === "name") return prefix.text;
  return `${prefix.text} ${say(language, "sealed-subject", { number: String(thread) })}`;
}

/** RFC 5322 §3.3, in UTC. */
export function formatDate(date: Date): string {
  return date.toUTCString().replace("GMT", "+0000");
}

export function idField(name: string, ids: readonly string[]): FieldList {
  return ids.length === 0 ? [] : [[name, ids.join(" ")]];
}

/** `"Alice via Team" <team@example.org>`: mail programs compare From with the signer. */
export function listFrom({ list, posterName }: Pick<OutsideFacts, "list" | "posterName">): string {
  const hidden = list.settings.poster_name_outside === "no" || posterName === "";
  const shown = hidden
    ? ownName(list)
    : say(list.settings.language, "from-via", { name: posterName, list: list.displayName });
  return formatAddress(shown, list.address);
}

function ownName(list: List): string {
  return usesKeys(list.settings) ? list.displayName : listPhrase(list);
}

function keyFields(key: ListOpenpgpKey): FieldList {
  return [
    ["Autocrypt", key.autocrypt],
    ["OpenPGP", `id=${key.fingerprint}; preference=signencrypt`],
  ];
}
