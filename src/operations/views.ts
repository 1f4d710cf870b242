/** What operations tell about rows: plain JSON, times in ISO 8601, nothing secret. */
import { type EmailAddress, type Fingerprint, keyUsability, type Scheme, type WhyCode } from "#base";
import { whyText } from "#i18n";
import { membershipAddress, type OwnKeys, SCHEMES, usesKeys } from "#lists";
import type {
  DigestForm,
  LeftKey,
  ListKey,
  ListKeyUse,
  StoredList,
  StoredMember,
  StoredMemberKey,
} from "#store";
import { settingsOf } from "./lists/list-settings-of.ts";

export interface ListKeyView {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  /** False: it only opens what was sealed to it. */
  readonly active: boolean;
  /** What it does while it is active. */
  readonly use: ListKeyUse;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** It was replaced, and is erased then. */
  readonly opensUntil: string | null;
  /** Nobody is to use it since then. */
  readonly revokedAt: string | null;
}

export function listKeyView(key: ListKey): ListKeyView {
  const { scheme, fingerprint, active, use, createdAt, expiresAt } = key;
  const ends = { opensUntil: iso(key.opensUntil), revokedAt: iso(key.revokedAt) };
  const begins = { createdAt: createdAt.toISOString(), expiresAt: iso(expiresAt) };
  return { scheme, fingerprint, active, use, ...begins, ...ends };
}

/** The families in which the list's present keys open, and those in which they sign. */
export function ownKeysOf(keys: readonly ListKey[]): OwnKeys {
  const having = (other: ListKeyUse) =>
    SCHEMES.filter((scheme) => keys.some((key) => key.scheme === scheme && key.active && key.use !== other));
  return { opening: having("sign"), signing: having("encrypt") };
}

export interface MemberKeyView {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly algorithm: string;
  readonly names: readonly string[];
  /** Addresses that the key proves, and those that the owner confirmed for it. */
  readonly addresses: readonly string[];
  readonly confirmedAddresses: readonly string[];
  readonly pinned: boolean;
  /** It came along with a signed mail, or from a directory, and an authority of the list's vouched for it. */
  readonly harvested: boolean;
  readonly boundAt: string;
  readonly expiresAt: string | null;
  /** null: mail can be sealed to it; else why not, as a stable code and in words. */
  readonly unusable: WhyCode | null;
  readonly unusableText: string | null;
  /** What it is made for: one of two that split the work is as it should be. */
  readonly use: "both" | "sign" | "seal";
}

function memberKeyView(key: StoredMemberKey, at: Date): MemberKeyView {
  const { description } = key;
  const state = keyUsability(key, at);
  const why = state.usable === null ? state.why : null;
  return {
    scheme: key.scheme,
    fingerprint: key.fingerprint,
    algorithm: description.algorithm,
    names: description.names,
    addresses: description.addresses,
    confirmedAddresses: key.confirmedAddresses,
    pinned: key.pinned,
    harvested: key.source === "harvest",
    boundAt: key.boundAt.toISOString(),
    expiresAt: iso(key.recipient?.usableUntil ?? description.expiresAt),
    unusable: why,
    unusableText: why === null ? null : whyText(why, "en"),
    use: useOf(description),
  };
}

function useOf({ cannotSign, cannotEncrypt }: StoredMemberKey["description"]): MemberKeyView["use"] {
  if (cannotEncrypt === "key-cannot-encrypt") return "sign";
  return cannotSign === "key-cannot-sign" ? "seal" : "both";
}

export interface MemberView {
  readonly address: string;
  readonly name: string;
  /** What comes from these counts as theirs, too. Empty in lists of members. */
  readonly otherAddresses: readonly EmailAddress[];
  /** Where mail about their membership goes: elsewhere on an umbrella list. */
  readonly reachedAt: EmailAddress;
  readonly owner: boolean;
  readonly moderator: boolean;
  readonly receives: boolean;
  /** Off: posts do not come, until the day if there is one. */
  readonly delivery: "on" | "off";
  readonly deliveryUntil: string | null;
  readonly ack: boolean;
  readonly notMetoo: boolean;
  readonly noDupes: boolean;
  readonly topics: readonly string[];
  readonly otherTopics: boolean;
  readonly conceal: boolean;
  /** Posts come many in one mail, in this form; "": each by itself. */
  readonly digest: "" | DigestForm;
  /** That they chose; "": the list's. */
  readonly language: string;
  /** An owner looks at their posts first. */
  readonly moderated: boolean;
  readonly addedAt: string;
  /** False: the list does nothing with keys. */
  readonly listUsesKeys: boolean;
  readonly keys: readonly MemberKeyView[];
  /** Keys that this address left the list with, and came back without (S9). Empty in lists of members. */
  readonly leftKeys: readonly LeftKeyView[];
}

export interface LeftKeyView {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly leftAt: string;
  /** Who let the address back without it. */
  readonly backBy: string;
}

interface MemberFacts {
  readonly list: StoredList;
  readonly keys: readonly StoredMemberKey[];
  readonly left: readonly LeftKey[];
  readonly others?: readonly EmailAddress[];
  readonly at: Date;
}

export function memberView(
  member: StoredMember,
  { list, keys, left, others = [], at }: MemberFacts,
): MemberView {
  const { address, name, owner, moderator, receives, createdAt } = member;
  const own = keys.filter(({ memberId }) => memberId === member.id).map((key) => memberKeyView(key, at));
  const person = { address, name, otherAddresses: others, owner, moderator, receives, ...chosen(member, at) };
  const settings = settingsOf(list);
  const listUsesKeys = usesKeys(settings);
  const reachedAt = membershipAddress({ settings }, member);
  const addedAt = createdAt.toISOString();
  return { ...person, reachedAt, addedAt, listUsesKeys, keys: own, leftKeys: left.map(leftKeyView) };
}

/** A vacation that is over counts as over. */
function chosen(
  {
    delivery,
    deliveryUntil,
    ack,
    notMetoo,
    noDupes,
    topics,
    otherTopics,
    conceal,
    moderated,
    digest,
    language,
  }: StoredMember,
  at: Date,
) {
  const isBack = deliveryUntil !== null && deliveryUntil <= at;
  const off = { delivery, deliveryUntil: iso(deliveryUntil) };
  const away = isBack ? ({ delivery: "on", deliveryUntil: null } as const) : off;
  return { ...away, ack, notMetoo, noDupes, topics, otherTopics, conceal, moderated, digest, language };
}

function leftKeyView({ scheme, fingerprint, leftAt, back }: LeftKey): LeftKeyView {
  return { scheme, fingerprint, leftAt: leftAt.toISOString(), backBy: back?.by ?? "" };
}

export function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
