/** The first mail to a new member: what the list is, its keys, and one thing to try. */
import { inGroups, localPartOf, type MemberId } from "#base";
import { say } from "#i18n";
import {
  doorAddress,
  type List,
  listDemand,
  membershipAddress,
  settingsForOpened,
  usesKeys,
  voiceOf,
} from "#lists";
import { type ListKey, memberById } from "#store";
import { readingKey } from "../moderation/held-decider.ts";
import type { PipelineSite } from "../site.ts";
import { activeListKeys, keyPart } from "./list-keys/list-key-parts.ts";
import { givingAKey } from "./giving-a-key.ts";
import { ownersWords } from "./owners-words.ts";
import type { Notice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";
import { serviceKey } from "./service-key.ts";

/** null: they left. Sealed to whichever key of theirs can be used, even where posts are not. */
export async function welcome(
  site: PipelineSite,
  list: List,
  member: MemberId,
): Promise<Omit<NoticeRequest, "effect"> | null> {
  const at = site.clock.now();
  const hasKeys = usesKeys(list.settings);
  const { person, key, sealTo } = await site.db.read(async (tx) => ({
    person: await memberById(tx, member),
    key: hasKeys ? await readingKey(tx, list, { member, at }) : null,
    sealTo: await serviceKey(tx, list, { member, at }),
  }));
  if (person === null || person.listId !== list.id) return null;
  const keys = hasKeys ? await activeListKeys(site, list) : [];
  return {
    to: membershipAddress(list, person),
    notice: welcomeNotice(list, {
      address: person.address,
      inDigests: person.digest !== "",
      hasKey: key !== null,
      keys,
    }),
    attachments: await Promise.all(keys.map(keyPart)),
    kind: "auto-generated",
    inReplyTo: null,
    ...(sealTo === null ? {} : { sealTo }),
  };
}

interface Newcomer {
  readonly address: string;
  /** Posts come to them many in one mail. */
  readonly inDigests: boolean;
  /** One that posts can be sealed to. */
  readonly hasKey: boolean;
  readonly keys: readonly Pick<ListKey, "scheme" | "fingerprint">[];
}

function welcomeNotice(list: List, { address, inDigests, hasKey, keys }: Newcomer): Notice {
  const voice = voiceOf(list);
  const owner = doorAddress(list.address, "owner");
  const leave = doorAddress(list.address, "leave");
  const request = doorAddress(list.address, "request");
  const name = localPartOf(list.address);
  const seals = listDemand(settingsForOpened(list.settings), "distrib_encrypt") !== "no";
  const paragraphs = [
    ownersWords(list.settings.welcome_msg, list),
    [say(voice, "welcome-1", { list: list.displayName, address, owner })],
    seals ? [say(voice, sealsAll(list) ? "welcome-sealed" : "welcome-sealed-received")] : [],
    seals && !hasKey ? [givingAKey(list)] : [],
    keys.length > 0 ? [say(voice, "welcome-try")] : [],
    mayWrite(list) ? [say(voice, "welcome-write", { list: list.address })] : [],
    keys.length > 0 ? [say(voice, "welcome-keys"), ...keys.map((key) => keyLine(list, key))] : [],
    tellsOfDigests(list, inDigests) ? [say(voice, "welcome-digest", { request, name })] : [],
    [say(voice, "welcome-leave", { leave, request, name })],
  ];
  const subject = keys.length > 0 ? "welcome-subject-try" : "welcome-subject";
  return {
    subject: say(voice, subject, { list: list.displayName }),
    lines: paragraphs
      .filter((lines) => lines.length > 0)
      .flatMap((lines, nth) => (nth === 0 ? lines : ["", ...lines])),
  };
}

/** Whether newcomers are among those who write: on a list for announcements nobody is shown where to. */
function mayWrite({ settings }: List): boolean {
  const { default_member_action: all, default_member_moderation, member_moderation_action } = settings;
  const action = default_member_moderation === "yes" ? member_moderation_action : all;
  const isRefused = settings.send === "" && (action === "reject" || action === "discard");
  return !isRefused && settings.include_list_post_header === "yes";
}

/** As received, what came in clear goes out sealed only where the list's own settings demand it. */
function sealsAll({ settings }: List): boolean {
  return settings.distribution === "settings" || listDemand(settings, "distrib_encrypt") === "force";
}

function keyLine({ settings }: List, { scheme, fingerprint }: Newcomer["keys"][number]): string {
  return say(settings.language, `sendkey-${scheme}`, { fingerprint: inGroups(fingerprint) });
}

/** Where there is a choice. */
function tellsOfDigests({ settings }: List, inDigests: boolean): boolean {
  return inDigests && settings.digestable === "yes" && settings.nondigestable === "yes";
}
