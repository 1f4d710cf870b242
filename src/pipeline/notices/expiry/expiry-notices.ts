/** What members and owners hear of keys that expire. A member hears of their own keys only (S8). */
import { inGroups } from "#base";
import { type Language, say } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { ExpiringKey, OwnedKey } from "./expiring-keys.ts";
import { namesIn, sayAdvice } from "../giving-a-key.ts";
import { addresses, type Notice } from "../notices.ts";
import { noticeFrom } from "./own-template.ts";

const SHOWN = 30;

/** To a member. */
export function expiryNotice(list: List, keys: readonly ExpiringKey[]): Notice {
  const { language } = list.settings;
  const when = keys.every(({ stage }) => stage === 0) ? "expired" : "soon";
  const advice = new Set(keys.map((key) => adviceFor(list, key)));
  return {
    subject: say(language, `expiry-subject-${when}`),
    lines: [
      say(language, "expiry-1", { list: list.displayName }),
      "",
      ...keys.map((key) => `  ${keyLine(language, key)}`),
      "",
      say(language, `expiry-then-${when}`),
      ...advice,
    ],
  };
}

/** What came along with mail takes its own place so; what an owner gave, an owner replaces (S9). */
function adviceFor(list: List, { scheme, harvested }: ExpiringKey): string {
  const key = `expiry-do-${scheme}` as const;
  return harvested ? sayAdvice(list, key) : say(voiceOf(list), key, namesIn(list));
}

/** The same by a text of the operator's; null: there is something wrong with it. */
export function expiryNoticeFrom(text: string, list: List, keys: readonly ExpiringKey[]): Notice | null {
  const { language } = list.settings;
  return noticeFrom(text, {
    list: list.displayName,
    list_address: list.address,
    owner: addresses(list).owner,
    keys: keys.map((key) => `  ${keyLine(language, key)}`).join("\n"),
    expired: keys.every(({ stage }) => stage === 0) ? "yes" : "no",
  });
}

/** To an owner, about members' keys and the list's own. */
export function expiryNoticeForOwners(list: List, keys: readonly OwnedKey[]): Notice {
  const { language } = list.settings;
  const [own, theirs] = [
    keys.filter(({ member }) => member === null),
    keys.filter(({ member }) => member !== null),
  ];
  const lines = [...own, ...theirs].map((key) => `  ${ownedLine(language, key)}`);
  const more = lines.length - SHOWN;
  return {
    subject: say(language, "expiry-owners-subject", { list: list.displayName }),
    lines: [
      say(language, "expiry-owners-1", { list: list.displayName }),
      "",
      ...lines.slice(0, SHOWN),
      ...(more > 0 ? [`  ${say(language, "expiry-owners-more", { count: String(more) })}`] : []),
      "",
      ...own.map(({ scheme }) => say(language, "expiry-owners-do-own", { list: list.address, scheme })),
      ...(theirs.length === 0
        ? []
        : [say(language, "expiry-owners-told"), say(language, "expiry-owners-do", { list: list.address })]),
    ],
  };
}

function ownedLine(language: Language, { member, ...key }: OwnedKey): string {
  const words = { key: keyLine(language, key) };
  if (member === null) return say(language, "expiry-owners-own", words);
  return say(language, "expiry-owners-member", { ...words, who: member.address });
}

function keyLine(language: Language, { scheme, fingerprint, expiresAt, stage }: ExpiringKey): string {
  return say(language, `expiry-key-${scheme}-${stage === 0 ? "expired" : "soon"}`, {
    fingerprint: inGroups(fingerprint),
    date: expiresAt.toISOString().slice(0, 10),
  });
}
