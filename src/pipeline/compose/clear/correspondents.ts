/**
 * From, Reply-To and Cc of a post in clear, by `from_is_list`, `reply_goes_to_list` and their like. Where the list's own
 * address takes the author's place, the author's stays where an answer finds it: in Reply-To, or else in Cc. Of several
 * authors the first is named.
 */
import { addressKey, type EmailAddress, localPartOf, parseEmailAddress } from "#base";
import type { List } from "#lists";
import { say } from "#i18n";
import { type Address, formatAddress, type HeaderSection, mailboxesOf, parseAddresses } from "#mime";
import type { OutgoingFacts } from "../../outgoing-facts.ts";
import { shownName } from "../shown-name.ts";

export interface Correspondents {
  /** undefined: as it came; null: the field is taken off. */
  readonly from: string | undefined;
  readonly replyTo: string | null | undefined;
  readonly cc: string | null | undefined;
}

interface Person {
  readonly name: string;
  readonly address: EmailAddress;
}

interface Facts {
  readonly list: List;
  readonly header: HeaderSection;
  readonly outgoing: OutgoingFacts;
}

export function correspondents(facts: Facts): Correspondents {
  const authors = facts.outgoing.from === "author" ? [] : distinct(mailboxesOf(facts.header, "from"));
  const [first] = authors;
  const own = ownReplyTo(facts);
  const { reply_goes_to_list: way } = facts.list.settings;
  const inReplyTo = way === "poster" && own.length === 0;
  const isThere = (author: Person) => way === "poster" && own.some((one) => isSame(one, author));
  const replies = distinct([
    ...explicit(facts.list),
    ...own,
    ...(inReplyTo ? authors : []),
    ...(way === "list" ? [listItself(facts.list)] : []),
  ]);
  const copied = inReplyTo ? [] : authors.filter((author) => !isThere(author));
  return {
    from: first === undefined ? undefined : fromList(facts, first),
    replyTo: changedReplyTo(facts, replies, own),
    cc: ccOf(facts, copied),
  };
}

/** `Alice via Team <team@example.org>` (RFC 5322 §3.6.2: the address is whom the message is from). */
function viaList({ address, displayName, settings }: List, name: string): string {
  return formatAddress(say(settings.language, "from-via", { name, list: displayName }), address);
}

function fromList({ list, outgoing }: Facts, { name, address }: Person): string {
  const shown = shownName(name, address) || shownName(outgoing.authorName, address);
  const isAddress = shown === "" || shown.includes("@");
  return viaList(list, isAddress ? localPartOf(address) : shown);
}

function ownReplyTo({ list, header }: Facts): readonly Person[] {
  return list.settings.first_strip_reply_to === "yes" ? [] : mailboxesOf(header, "reply-to");
}

function explicit({ settings }: List): readonly Person[] {
  const address = parseEmailAddress(settings.reply_to_address);
  if (settings.reply_goes_to_list !== "explicit" || !address.ok) return [];
  return [{ name: "", address: address.value }];
}

function listItself({ address, settings }: List): Person {
  return { name: settings.description, address };
}

function changedReplyTo(
  { list, header }: Facts,
  replies: readonly Person[],
  own: readonly Person[],
): string | null | undefined {
  const fields = header.all("reply-to").length;
  const stripped = list.settings.first_strip_reply_to === "yes" && fields > 0;
  const isSameAs = replies.length === own.length && replies.every((one, nth) => one === own[nth]);
  if (isSameAs && !stripped && fields < 2) return undefined;
  return replies.length === 0 ? null : written(replies);
}

function ccOf({ list, header, outgoing }: Facts, copied: readonly Person[]): string | null | undefined {
  const { personalize, reply_goes_to_list: way, anonymous_list } = list.settings;
  const withList = personalize === "full" && way !== "list" && anonymous_list === "no";
  const before = header.all("cc").flatMap(({ value }) => parseAddresses(value).flatMap(peopleOf));
  const dropped = before.filter((one) => isOneOf(one, outgoing.notInCc));
  if (copied.length === 0 && !withList && dropped.length === 0) return undefined;
  const kept = before.filter((one) => !dropped.includes(one));
  const people = distinct([...copied, ...kept, ...(withList ? [listItself(list)] : [])]);
  return people.length === 0 ? null : written(people);
}

function isOneOf({ address }: Person, keys: OutgoingFacts["notInCc"]): boolean {
  return keys.includes(addressKey(address));
}

function peopleOf(one: Address): readonly Person[] {
  if (one.kind === "mailbox") return [one];
  return one.kind === "group" ? one.mailboxes.flatMap(peopleOf) : [];
}

function distinct(people: readonly Person[]): readonly Person[] {
  return [...Map.groupBy(people, ({ address }) => addressKey(address)).values()].flatMap(
    ([first]) => first ?? [],
  );
}

function isSame(one: Person, other: Person): boolean {
  return addressKey(one.address) === addressKey(other.address);
}

function written(people: readonly Person[]): string {
  return people.map(({ name, address }) => formatAddress(name, address)).join(", ");
}
