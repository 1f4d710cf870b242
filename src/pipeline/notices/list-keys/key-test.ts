/** A sealed mail whose answer shows that its reader can open what the list seals, and how they write back. */
import { inGroups, type MemberId } from "#base";
import { say } from "#i18n";
import { type List, voiceOf } from "#lists";
import { memberById } from "#store";
import { readingKey } from "../../moderation/held-decider.ts";
import type { PipelineSite } from "../../site.ts";
import { addresses } from "../notices.ts";
import type { NoticeRequest } from "../send-notice.ts";

/** null: they left, or their key went meanwhile. */
export async function keyTestMail(
  site: PipelineSite,
  list: List,
  member: MemberId,
): Promise<Omit<NoticeRequest, "effect"> | null> {
  const at = site.clock.now();
  const { person, key } = await site.db.read(async (tx) => ({
    person: await memberById(tx, member),
    key: await readingKey(tx, list, { member, at }),
  }));
  if (person === null || person.listId !== list.id || key === null) return null;
  const voice = voiceOf(list);
  const lines = [
    say(voice, "key-test-1", { list: list.displayName, fingerprint: inGroups(key.fingerprint) }),
    "",
    say(voice, "key-test-do"),
    say(voice, "key-test-else", { owner: addresses(list).owner }),
  ];
  const notice = { subject: say(voice, "key-test-subject", { list: list.displayName }), lines };
  const to = person.address;
  return { to, notice, attachments: [], kind: "auto-generated", inReplyTo: null, sealTo: key };
}
