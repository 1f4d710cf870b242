/**
 * What the list says to people by itself (S7): short, calm, with nothing of a post but its outer
 * Message-ID. Each is text and a Subject; how it is addressed and sealed is `compose-notice.ts`.
 */
import { createHash } from "node:crypto";
import { type Bytes, type EmailAddress, isWhyCode, type ReasonCode, utcDay, utcMinute } from "#base";
import {
  asksToSign,
  REFUSED_OTHERWISE,
  say,
  sayChosen,
  scenarioReason,
  signingAdvice,
  type TextKey,
  whyText,
  type Voice,
} from "#i18n";
import {
  doorAddress,
  familiesFor,
  isSameAgain,
  type List,
  listDemand,
  type Refusal,
  settingsForOpened,
  type WaitingReason,
  voiceOf,
} from "#lists";
import type { KeyForm } from "#operations";
import type { ListKey } from "#store";
import { givingAKey, sayAdvice } from "./giving-a-key.ts";

export interface Notice {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** To the sender of a post that is held or was refused. */
export function refusalNotice(
  list: List,
  decision: Refusal,
  mail: RefusedMail,
  keys: readonly ShownKey[] = [],
): Notice {
  const voice = voiceOf(list);
  const { refused_days, max_days_to_hold } = list.settings;
  const held = decision.do === "hold";
  return {
    subject: say(voice, held ? "held-subject" : "refused-subject", { list: list.displayName }),
    lines: [
      say(voice, held ? "held-1" : "refused-1", namedMail(mail)),
      "",
      ...whyAndWhatNext(list, decision),
      ...attachedKeys(voice, keys),
      "",
      held
        ? heldKept(voice, decision.code, max_days_to_hold)
        : say(voice, keptAs(decision.code), { days: String(refused_days) }),
      say(voice, "refused-no-quote"),
      say(voice, "refused-human", addresses(list)),
    ],
  };
}

/** What comes of sending it again. */
function keptAs(code: ReasonCode): "refused-kept" | "refused-kept-same" | "refused-kept-alike" {
  if (code === "scenario-refused") return "refused-kept-alike";
  return isSameAgain(code) ? "refused-kept-same" : "refused-kept";
}

/** What the owners wrote for it, if they did; else the reason and advice. */
function whyAndWhatNext(list: List, decision: Refusal): readonly string[] {
  if (decision.words !== undefined) return decision.words.trim().split(/\r?\n/);
  const voice = voiceOf(list);
  return [
    say(voice, "refused-reason", { reason: reasonText(list, decision) }),
    say(voice, "refused-do", { do: adviceText(list, decision) }),
  ];
}

/** A key of the list that goes along, as people compare it. */
export type ShownKey = Pick<ListKey, "scheme" | "fingerprint">;

/** Names the keys that are attached; nothing for none. */
export function attachedKeys(voice: Voice, keys: readonly ShownKey[]): readonly string[] {
  if (keys.length === 0) return [];
  return ["", say(voice, keys.length === 1 ? "key-attached" : "keys-attached"), ...keyLines(voice, keys)];
}

function keyLines(voice: Voice, keys: readonly ShownKey[]): readonly string[] {
  return keys.map(({ scheme, fingerprint }) =>
    say(voice, `sendkey-${scheme}`, { fingerprint: inGroups(fingerprint) }),
  );
}

/** To the writer of a clear answer to a sealed post that went out. */
export function clearReplyNotice(list: List, mail: RefusedMail): Notice {
  const voice = voiceOf(list);
  return {
    subject: say(voice, "warned-subject", { list: list.displayName }),
    lines: [
      say(voice, "warned-1", namedMail(mail)),
      say(voice, "warned-2"),
      "",
      say(voice, "warned-do", addresses(list)),
      say(voice, "refused-no-quote"),
      say(voice, "refused-human", addresses(list)),
    ],
  };
}

export function namedMail({ arrivedAt, messageId }: RefusedMail): { date: string; id: string } {
  return { date: utcMinute(arrivedAt), id: messageId };
}

export interface RefusedMail {
  readonly arrivedAt: Date;
  /** The outer one. */
  readonly messageId: string;
}

/** Whose remedy is to wait: an owner's yes is all that they lack. */
const WAITING_HELPS: readonly ReasonCode[] = [
  "nonmember",
  "member-moderated",
  "scenario-moderated",
  "needs-confirmation",
  "clear-not-confirmed",
  "owners-without-key",
  "too-many-posts",
  "suspicious-header",
  "header-rule",
  "marked-as-spam",
  "emergency",
];

/** 0 days: until an owner decides. Who is told to send it again is not told that they need not. */
function heldKept(voice: Voice, code: ReasonCode, days: number): string {
  const text = WAITING_HELPS.includes(code) ? "held-kept" : "held-waits";
  return days === 0 ? say(voice, `${text}-on`) : say(voice, text, { days: String(days) });
}

export interface WaitingMember {
  readonly address: EmailAddress;
  /** null: the key that it was sealed to is theirs no more, and another one works. */
  readonly why: WaitingReason | null;
  /** null: nothing is kept. `until` is when the oldest is erased. */
  readonly kept: { readonly count: number; readonly until: Date } | null;
}

/** To a member whom a post could not be sealed for. */
export function waitingNotice(list: List, { address, why, kept }: WaitingMember): Notice {
  const voice = voiceOf(list);
  return {
    subject: say(voice, kept === null ? "waiting-subject-none" : "waiting-subject"),
    lines: [
      say(voice, "waiting-1", { list: list.displayName }),
      say(voice, "waiting-why", {
        why: why === null ? say(voice, "waiting-why-changed") : waitingWhy(list, why),
      }),
      "",
      why === null ? say(voice, "waiting-do-changed", addresses(list)) : givingAKey(list),
      ...(kept === null ? [] : [waitingKept(voice, kept)]),
      "",
      say(voice, "waiting-you", { address }),
    ],
  };
}

interface AlongKeys {
  /** DER; it goes along as a file of its own. */
  readonly authority?: Bytes | null;
  /** Somebody asked for it. */
  readonly form?: KeyForm | null;
}

/** The answer of `LIST-sendkey`; the keys themselves are attached. */
export function sendkeyNotice(
  list: List,
  keys: readonly ShownKey[],
  { authority = null, form = null }: AlongKeys = {},
): Notice {
  const voice = voiceOf(list);
  const lines = keyLines(voice, keys);
  const found = lines.length > 0;
  return {
    subject: say(voice, found ? "sendkey-subject" : "sendkey-none-subject", { list: list.displayName }),
    lines: found
      ? [
          say(voice, "sendkey-1", { list: list.displayName, address: list.address }),
          "",
          ...lines,
          "",
          ...(form === null ? [] : [say(voice, `sendkey-form-${form}`), ""]),
          say(voice, "sendkey-compare"),
          say(voice, "sendkey-forms"),
          ...(authority ? authorityLines(list, authority) : []),
        ]
      : [sayChosen(voice, withoutKeys(list), { address: list.address })],
  };
}

/** How to write to a list that has no key to seal to. */
function withoutKeys({ settings }: List): TextKey {
  return listDemand(settings, "post_sign") === "no" ? "sendkey-none" : "sendkey-none-signing";
}

/** How programs that trust only authorities are to trust the list; both digests, for Windows shows SHA-1. */
function authorityLines(list: List, authority: Bytes): readonly string[] {
  const voice = voiceOf(list);
  const digest = (name: "sha256" | "sha1") =>
    inGroups(createHash(name).update(authority).digest("hex").toUpperCase());
  return [
    "",
    say(voice, "sendkey-authority", { address: list.address }),
    "",
    say(voice, "sendkey-authority-sha256", { fingerprint: digest("sha256") }),
    say(voice, "sendkey-authority-sha1", { fingerprint: digest("sha1") }),
    "",
    say(voice, "sendkey-authority-thunderbird"),
    say(voice, "sendkey-authority-apple"),
    say(voice, "sendkey-authority-outlook"),
  ];
}

/** The reason of a decision in the list's language. */
export function reasonText(list: List, decision: Refusal): string {
  const { args } = decision;
  const voice = voiceOf(list);
  const why = isWhyCode(args["why"]) ? { why: whyText(args["why"], voice) } : {};
  const text = { text: scenarioReason(String(args["reason"] ?? ""), voice) };
  return sayChosen(voice, textKey("reason", list, decision), {
    ...args,
    ...why,
    ...text,
    ...addresses(list),
  });
}

/** What the sender is told to do about it. */
export function adviceText(list: List, decision: Refusal): string {
  return sayAdvice(list, textKey("do", list, decision), decision.args);
}

/** `D1F4 99A0 …`: as people compare it. */
function inGroups(fingerprint: string): string {
  return fingerprint.replaceAll(/.{4}(?=.)/g, "$& ");
}

function waitingKept(voice: Voice, kept: NonNullable<WaitingMember["kept"]>): string {
  const date = utcDay(kept.until);
  if (kept.count === 1) return say(voice, "waiting-kept-one", { date });
  return say(voice, "waiting-kept-more", { count: String(kept.count), date });
}

function waitingWhy(list: List, { why, fingerprint, expiredAt }: WaitingReason): string {
  const voice = voiceOf(list);
  if (fingerprint === null) return say(voice, "waiting-why-no-key");
  const short = inGroups(fingerprint).slice(0, 19);
  const [only] = familiesFor(settingsForOpened(list.settings), "distrib_encrypt");
  if (why === "family-off" && only !== undefined)
    return say(voice, `waiting-why-only-${only}`, { fingerprint: short });
  if (why === "key-expired" && expiredAt !== null) {
    return say(voice, "waiting-why-expired", {
      fingerprint: short,
      date: utcDay(expiredAt),
    });
  }
  return say(voice, "waiting-why-unusable", { fingerprint: short, reason: whyText(why, voice) });
}

export function addresses(list: List): { owner: string; sendkey: string } {
  return { owner: doorAddress(list.address, "owner"), sendkey: doorAddress(list.address, "sendkey") };
}

/** False: joining does not help who wants to write. A scenario refuses with its own reasons. */
function newcomersWrite(settings: List["settings"]): boolean {
  const { default_member_moderation: moderated, member_moderation_action: action } = settings;
  const does = moderated === "yes" ? action : settings.default_member_action;
  return does !== "reject" && does !== "discard";
}

/** Of what does not wait nobody is told to wait; and nobody is blamed for what others did on the way. */
function textKey(kind: "reason" | "do", { settings }: List, { code, do: verb, args }: Refusal): TextKey {
  const isForm = code === "not-signed" || code === "not-whole";
  if (isForm && args["why"] === "changed-on-the-way") return `${kind}-${code}-changed`;
  const asked = code === "scenario-refused" && asksToSign(String(args["reason"] ?? ""));
  const advice = asked || code === "not-signed" ? signingAdvice(args["why"]) : null;
  if (kind === "do" && advice !== null) return advice;
  if (kind === "do" && asked) return "do-scenario-refused-signed";
  if (asked && isWhyCode(args["why"])) return "reason-scenario-refused-why";
  const refused = verb === "hold" ? undefined : REFUSED_OTHERWISE.find((one) => one === code);
  if (refused === "nonmember" && !newcomersWrite(settings))
    return kind === "do" ? "do-member-moderated-refused" : "reason-nonmember-chosen";
  return refused === undefined ? `${kind}-${code}` : `${kind}-${refused}-refused`;
}
