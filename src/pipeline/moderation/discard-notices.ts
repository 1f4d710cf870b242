/**
 * `forward_auto_discards`: what somebody who is no member wrote to a list without keys, and the list discarded, goes to its
 * owners and moderators. Of a list with keys they find it among what was refused (S7).
 */
import { type Refusal, usesKeys, voiceOf } from "#lists";
import { say } from "#i18n";
import { toCrlf } from "#mime";
import { listStaff } from "#store";
import { enclosedMessage } from "../compose/enclosed-message.ts";
import type { InFlight } from "../in-flight.ts";
import type { NoticeRequest } from "../notices/send-notice.ts";
import type { LookingSite } from "../site.ts";

export async function discardNotices(
  { db }: Pick<LookingSite, "db">,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly NoticeRequest[]> {
  if (!isForwarded(mail, decision)) return [];
  const { list, inboxId, raw } = mail;
  const voice = voiceOf(list);
  const names = { list: list.displayName, address: list.address };
  const notice = {
    subject: say(voice, "discarded-subject", names),
    lines: [say(voice, "discarded-1", names), "", say(voice, "discarded-2", names)],
  };
  const attachments = [enclosedMessage(toCrlf(raw))];
  return (await db.read((tx) => listStaff(tx, list.id))).map(({ id, address }) => ({
    to: address,
    notice,
    attachments,
    kind: "auto-generated",
    inReplyTo: null,
    effect: `inbox:${inboxId}:discarded:${id}`,
  }));
}

/** By the sender rules: a filter drops in silence. Who wrote to an anonymous list is shown to nobody. */
function isForwarded({ list, door }: InFlight, { do: verb, code }: Refusal): boolean {
  const { settings } = list;
  return (
    door === "post" &&
    verb === "discard" &&
    code === "nonmember" &&
    settings.forward_auto_discards === "yes" &&
    settings.anonymous_list === "no" &&
    !usesKeys(settings)
  );
}
