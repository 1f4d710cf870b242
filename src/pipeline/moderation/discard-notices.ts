/**
 * `forward_auto_discards`, `filter_action = forward`: what a list without keys discarded goes to its owners and
 * moderators. Of a list with keys they find it among what was refused (S7).
 */
import { type Bytes, LARGE_BYTES } from "#base";
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
  const kind = forwardedAs(mail, decision);
  if (kind === null) return [];
  const { list, inboxId, raw } = mail;
  const voice = voiceOf(list);
  const names = { list: list.displayName, address: list.address };
  const large = raw.length < LARGE_BYTES ? [] : [say(voice, "discarded-large")];
  const notice = {
    subject: say(voice, `${kind}-subject`, names),
    lines: [say(voice, `${kind}-1`, names), ...large, "", say(voice, `${kind}-2`, names)],
  };
  const attachments = [enclosedMessage(toCrlf(attached(mail)))];
  return (await db.read((tx) => listStaff(tx, list.id))).map(({ id, address }) => ({
    to: address,
    notice,
    attachments,
    kind: "auto-generated",
    inReplyTo: null,
    effect: `inbox:${inboxId}:discarded:${id}`,
  }));
}

/** Each of them gets a copy of their own, and all are composed at once: of a large message they get the header. */
function attached({ raw, message }: InFlight): Bytes {
  return raw.length < LARGE_BYTES ? raw : raw.subarray(0, raw.length - message.body.length);
}

/**
 * By the sender rules, or by what it contains. null: other rules drop in silence, and who wrote to an anonymous list is shown to
 * nobody.
 */
function forwardedAs({ list, door }: InFlight, { do: verb, code }: Refusal): "discarded" | "filtered" | null {
  const { settings } = list;
  const mayBe = door === "post" && verb === "discard" && settings.anonymous_list === "no";
  if (!mayBe || usesKeys(settings)) return null;
  if (code === "nonmember" && settings.forward_auto_discards === "yes") return "discarded";
  return code === "content-filtered" && settings.filter_action === "forward" ? "filtered" : null;
}
