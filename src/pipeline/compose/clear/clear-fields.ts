/** The header of a post in clear as it goes on: foreign list fields are taken off, ours stand in front. */
import {
  beenThere,
  doorAddress,
  isForeignField,
  type List,
  listHeaderFields,
  loopFields,
  prefixSubject,
  subjectPrefix,
  usesKeys,
  voiceOf,
} from "#lists";
import {
  decodeWords,
  encodeAll,
  encodeWords,
  type FieldList,
  formatAddress,
  formatField,
  formatPhrase,
  type HeaderEdit,
  type HeaderSection,
} from "#mime";
import { authenticationFields } from "../../authentication/authentication-fields.ts";
import { keepsSignature } from "../../authentication/keeps-signature.ts";
import { renamedSignatures } from "../../authentication/renamed-signatures.ts";
import type { OutgoingFacts } from "../../outgoing-facts.ts";
import { archiveFields } from "../fields/archive-fields.ts";
import { correspondents } from "./correspondents.ts";
import { listPhrase } from "../words/list-phrase.ts";
import type { PostIdentity } from "../opened/outside.ts";

export interface HeaderFacts {
  readonly list: List;
  readonly header: HeaderSection;
  readonly identity: Pick<PostIdentity, "messageId" | "imageKey">;
  /** Counts up per list. */
  readonly number: number;
  readonly outgoing: OutgoingFacts;
}

export function clearHeaderEdit(facts: HeaderFacts): HeaderEdit {
  const changes = ownFields(facts);
  const replaced = new Set(changes.map(([name]) => name.toLowerCase()));
  return {
    remove: ({ name }) =>
      (isForeignField(name) && !keepsSignature(name, facts) && !isOwnPrecedence(name, facts)) ||
      replaced.has(name.toLowerCase()),
    prepend: [
      ...[...authenticationFields(facts), ...changes.flatMap(written), ...fixedFields(facts)].map(
        ([name, value]) => formatField(name, value),
      ),
      ...(facts.outgoing.from === "wrap"
        ? []
        : renamedSignatures(facts, (name) => keepsSignature(name, facts))),
    ],
  };
}

/** As the author's program wrote it: a list without keys says nothing else. */
function isOwnPrecedence(name: string, { list, header }: HeaderFacts): boolean {
  const isPrecedence = name.toLowerCase() === "precedence" && header.first(name) !== undefined;
  return isPrecedence && !usesKeys(list.settings);
}

/** null: only taken off. */
type Change = readonly [name: string, value: string | null];

function written([name, value]: Change): FieldList {
  return value === null ? [] : [[name, value]];
}

/** Fields that take the place of what came. */
function ownFields(facts: HeaderFacts): readonly Change[] {
  const { list, header, identity, outgoing } = facts;
  const { from, replyTo, cc } = correspondents(facts);
  const subject = prefixedSubject(facts);
  const topics = outgoing.topics ?? [];
  const sender = formatAddress(list.displayName, doorAddress(list.address, "bounces"));
  const changes: readonly (Change | readonly [string, undefined])[] = [
    ["From", from],
    ["To", list.settings.personalize === "full" && !usesKeys(list.settings) ? null : undefined],
    ["Cc", cc],
    ["Reply-To", replyTo],
    ["Sender", list.settings.include_sender_header === "yes" ? sender : undefined],
    ["Subject", subject],
    ["Message-ID", header.first("message-id") === undefined ? identity.messageId : undefined],
    ["X-Topics", topics.length > 0 ? encodeWords(topics.join(", ")) : null],
    ["X-Content-Filtered-By", outgoing.filtered ? "Conclave" : null],
    ["X-Mailman-Copy", null],
  ];
  return changes.filter((change): change is Change => change[1] !== undefined);
}

/** As it came where there is no prefix, or nothing changes. */
function prefixedSubject({ list, header, number }: HeaderFacts): string | undefined {
  const { subject_prefix: setting, encode_ascii_prefixes: encoding } = list.settings;
  const prefix = subjectPrefix(setting, list.displayName, number);
  const subject = decodeWords(header.first("subject")?.value ?? "");
  const prefixed = prefixSubject(subject, prefix, voiceOf(list));
  if (prefix.text === "" || prefixed === subject) return undefined;
  const readable = encodeWords(prefixed);
  const whole = encoding === "always" || (encoding === "as_needed" && readable !== prefixed);
  return whole ? encodeAll(prefixed) : readable;
}

/** One set of list fields, and what loops are known by. */
function fixedFields(facts: HeaderFacts): FieldList {
  const { list, header, identity, outgoing } = facts;
  const way = { header, hides: false };
  const hasKeys = usesKeys(list.settings);
  const encodedName = hasKeys ? encodeWords(list.displayName) : formatPhrase(listPhrase(list));
  return [
    ...listHeaderFields(list, { encodedName, withoutUnsubscribe: outgoing.ownLeaveLink }).filter(
      ([name]) => !isOwnPrecedence(name, facts),
    ),
    ...archiveFields(list, { messageId: identity.messageId, header }),
    ...beenThere(list.address, way),
    ...(hasKeys ? loopFields({ key: identity.imageKey, list: list.address }, way) : []),
  ];
}
