/** Members and their keys as people read them. */
import { inGroups } from "#base";
import type { ImportReport, LeftKeyView, MemberKeyView, MemberView } from "#operations";
import { count, SCHEME_NAMES, validity } from "./human.ts";
import { facts, table } from "./table.ts";

export function memberLines(members: readonly MemberView[]): string {
  if (members.length === 0) return "Nobody is on this list yet.";
  const keyed = members.some(isAboutKeys);
  return table(
    ["address", "name", "role", ...(keyed ? ["key"] : [])],
    members.map((member) => [
      member.address,
      member.name,
      role(member),
      ...(keyed ? [keysInShort(member)] : []),
    ]),
  );
}

export function memberDetails(member: MemberView): string {
  return facts([
    ["address", member.address],
    ["name", member.name],
    ...(member.otherAddresses.length === 0 ? [] : [["also", member.otherAddresses.join(", ")] as const]),
    ...(member.reachedAt === member.address ? [] : [["written to at", reachedAt(member)] as const]),
    ["role", role(member)],
    ["options", options(member)],
    ...(isAboutKeys(member) ? [["keys", member.keys.map(keyInLong).join("\n") || "none"] as const] : []),
    ...(member.leftKeys.length === 0
      ? []
      : [["left with", member.leftKeys.map(leftKey).join("\n")] as const]),
  ]);
}

/** The list is one of lists. */
function reachedAt(member: MemberView): string {
  return `${member.reachedAt} (questions, welcome, reminder and goodbye: umbrella_list is yes; posts go to the address)`;
}

/** On a list that does nothing with keys they are not spoken of, unless somebody gave one. */
function isAboutKeys({ listUsesKeys, keys }: MemberView): boolean {
  return listUsesKeys || keys.length > 0;
}

/** They came back without it: perhaps somebody else did. */
function leftKey({ scheme, fingerprint, leftAt, backBy }: LeftKeyView): string {
  return [
    `${SCHEME_NAMES[scheme]}, until ${leftAt.slice(0, 10)}; let back without it by: ${backBy}`,
    `  ${inGroups(fingerprint)}`,
  ].join("\n");
}

export function importReport({ added, listUsesKeys, withKey, ...left }: ImportReport): string {
  const { skipped, banned, withoutOldKey } = left;
  const keyed = listUsesKeys || withKey > 0 ? `, ${withKey} with a key` : "";
  return [
    `Added ${count(added, "member")}${keyed}.`,
    ...namedLines(`${count(skipped.length, "line")} skipped: on the list already.`, skipped),
    ...namedLines(`${count(banned.length, "line")} skipped: in ban_list. To add them: --even-banned`, banned),
    ...namedLines("These left the list with a key and are back without it. Is it them?", withoutOldKey),
  ].join("\n");
}

function namedLines(heading: string, lines: ImportReport["skipped"]): readonly string[] {
  if (lines.length === 0) return [];
  return [heading, ...lines.map(({ line, address }) => `  line ${line}: ${address}`)];
}

/** In the words of `member set`. */
function options({
  ack,
  notMetoo,
  noDupes,
  topics,
  otherTopics,
  conceal,
  moderated,
  digest,
  language,
}: MemberView): string {
  const flags = { ack, not_me: notMetoo, nodupes: noDupes, other_topics: otherTopics, conceal, moderated };
  const on = Object.entries(flags).flatMap(([word, isOn]) => (isOn ? [word] : []));
  const chosen = topics.length === 0 ? [] : [`topics ${topics.join(",")}`];
  const form = digest === "" ? [] : [`digest ${digest}`];
  const spoken = language === "" ? [] : [`language ${language}`];
  return [...on, ...form, ...chosen, ...spoken].join(", ") || "none";
}

function role({ owner, moderator, receives, delivery, deliveryUntil }: MemberView): string {
  const away = deliveryUntil === null ? "no mail" : `no mail until ${deliveryUntil.slice(0, 10)}`;
  const mail = receives && delivery === "on" ? "" : away;
  const roles = [owner ? "owner" : "", moderator ? "moderator" : "", mail];
  return roles.filter((word) => word !== "").join(", ") || "member";
}

function keysInShort({ keys }: MemberView): string {
  if (keys.length === 0) return "none";
  return keys.map(keyInShort).join("; ");
}

function keyInShort(key: MemberKeyView): string {
  const name = `${SCHEME_NAMES[key.scheme]} …${key.fingerprint.slice(-8)}`;
  const words = [USE[key.use], faultOf(key)].filter((word) => word !== null);
  return words.length === 0 ? name : `${name} (${words.join(", ")})`;
}

const USE = { both: null, sign: "signs only", seal: "for sealing only" } as const;

/** Of one that is made for signing it is none that nothing can be sealed to it. */
function faultOf({ use, unusable, unusableText }: MemberKeyView): string | null {
  return use === "sign" && unusable === "key-cannot-encrypt" ? null : unusableText;
}

function keyInLong(key: MemberKeyView): string {
  const valid = faultOf(key) ?? validity(key.expiresAt);
  const state = [USE[key.use], valid].filter((word) => word !== null).join(", ");
  const confirmed = key.confirmedAddresses.map((address) => `${address} (confirmed by the owner)`);
  return [
    `${SCHEME_NAMES[key.scheme]}, ${key.algorithm}, ${state}${key.pinned ? ", pinned" : ""}${key.harvested ? ", harvested" : ""}`,
    `  ${inGroups(key.fingerprint)}`,
    `  ${[...key.addresses, ...confirmed].join(", ")}`,
  ].join("\n");
}
