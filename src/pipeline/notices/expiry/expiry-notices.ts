/** What members and owners hear of keys that expire. A member hears of their own keys only (S8). */
import { inGroups } from "#base";
import { say, type Voice } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { ExpiringKey, OwnedKey } from "./expiring-keys.ts";
import { namesIn, sayAdvice } from "../giving-a-key.ts";
import { addresses, type Notice } from "../notices.ts";
import { noticeFrom } from "./own-template.ts";

const SHOWN = 30;

/** To a member. */
export function expiryNotice(list: List, keys: readonly ExpiringKey[]): Notice {
  const voice = voiceOf(list);
  const when = keys.every(({ stage }) => stage === 0) ? "expired" : "soon";
  const advice = new Set(keys.map((key) => adviceFor(list, key)));
  return {
    subject: say(voice, `expiry-subject-${when}`),
    lines: [
      say(voice, "expiry-1", { list: list.displayName }),
      "",
      ...keys.map((key) => `  ${keyLine(voice, key)}`),
      "",
      say(voice, `expiry-then-${when}`),
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
  const voice = voiceOf(list);
  return noticeFrom(text, {
    list: list.displayName,
    list_address: list.address,
    owner: addresses(list).owner,
    keys: keys.map((key) => `  ${keyLine(voice, key)}`).join("\n"),
    expired: keys.every(({ stage }) => stage === 0) ? "yes" : "no",
  });
}

/** To an owner, about members' keys and the list's own. */
export function expiryNoticeForOwners(list: List, keys: readonly OwnedKey[]): Notice {
  const voice = voiceOf(list);
  const [own, theirs] = [
    keys.filter(({ member }) => member === null),
    keys.filter(({ member }) => member !== null),
  ];
  const lines = [...own, ...theirs].map((key) => `  ${ownedLine(voice, key)}`);
  const more = lines.length - SHOWN;
  return {
    subject: say(voice, "expiry-owners-subject", { list: list.displayName }),
    lines: [
      say(voice, "expiry-owners-1", { list: list.displayName }),
      "",
      ...lines.slice(0, SHOWN),
      ...(more > 0 ? [`  ${say(voice, "expiry-owners-more", { count: String(more) })}`] : []),
      "",
      ...own.map(({ scheme }) => say(voice, "expiry-owners-do-own", { list: list.address, scheme })),
      ...(theirs.length === 0
        ? []
        : [say(voice, "expiry-owners-told"), say(voice, "expiry-owners-do", { list: list.address })]),
    ],
  };
}

function ownedLine(voice: Voice, { member, ...key }: OwnedKey): string {
  const words = { key: keyLine(voice, key) };
  if (member === null) return say(voice, "expiry-owners-own", words);
  return say(voice, "expiry-owners-member", { ...words, who: member.address });
}

function keyLine(voice: Voice, { scheme, fingerprint, expiresAt, stage }: ExpiringKey): string {
  return say(voice, `expiry-key-${scheme}-${stage === 0 ? "expired" : "soon"}`, {
    fingerprint: inGroups(fingerprint),
    date: expiresAt.toISOString().slice(0, 10),
  });
}
