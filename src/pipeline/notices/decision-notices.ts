/** Whom a decision about a message is told: its sender, if they may be answered, and those who decide about it. */
import { addDays, type ReasonCode } from "#base";
import { type Refusal, usesKeys } from "#lists";
import { daysKept } from "../facts/days-kept.ts";
import type { InFlight } from "../in-flight.ts";
import { discardNotices } from "../moderation/discard-notices.ts";
import { ownerNotices } from "../moderation/owner-notices.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import type { LookingSite, PipelineSite } from "../site.ts";
import { answerableAuthor, wantsNoAnswer } from "./answerable.ts";
import { askConfirmation } from "./ask-confirmation.ts";
import { inTheirLanguage } from "./in-their-language.ts";
import { activeListKeys, keyPart } from "./list-keys/list-key-parts.ts";
import { withLastWords } from "./limits/last-answer.ts";
import { refusalNotice } from "./notices.ts";
import { type NoticeRequest, type PreparedNotice, prepareNotice } from "./send-notice.ts";

/** Whom a decision is told, and how. */
export async function noticeRequests(
  site: Pick<LookingSite, "db" | "clock" | "random">,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly NoticeRequest[]> {
  const days = daysKept(mail.list, decision);
  const until = days === 0 ? null : addDays(site.clock.now(), days);
  return [
    ...(await senderNotice(site, mail, decision)),
    ...(await ownerNotices(site, mail, { decision, until })),
    ...(await discardNotices(site, mail, decision)),
  ];
}

/** Composed and sealed, outside of any transaction. */
export async function prepareNotices(
  site: PipelineSite,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly PreparedNotice[]> {
  const requests = await noticeRequests(site, mail, decision);
  const asked =
    decision.code === "needs-confirmation" ? await withConfirmation(site, mail, requests) : requests;
  return Promise.all(asked.map((request) => prepareNotice(site, mail.list, request)));
}

/** Its sender gets the key that confirms it, instead of words that it waits. */
async function withConfirmation(
  site: PipelineSite,
  mail: InFlight,
  requests: readonly NoticeRequest[],
): Promise<readonly NoticeRequest[]> {
  const asked = await Promise.all(
    requests.map(async (one) => (one.kind === "auto-replied" ? askConfirmation(site, mail, one) : one)),
  );
  return asked.filter((one) => one !== null);
}

/** Whose remedy is to seal to the list: its keys go along. */
const SEALING_HELPS: readonly ReasonCode[] = ["not-sealed", "cannot-open", "opened-elsewhere"];

/** Discarded mail is never answered. */
async function senderNotice(
  site: Pick<LookingSite, "db" | "clock">,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly NoticeRequest[]> {
  const { to } = answerableAuthor(mail);
  if (to === null || decision.do === "discard" || decision.quiet === true) return [];
  if (decision.do === "hold" && wantsNoAnswer(mail)) return [];
  if (!tellsOfWaiting(mail) && decision.do === "hold" && decision.code !== "needs-confirmation") return [];
  const keys = SEALING_HELPS.includes(decision.code) ? await activeListKeys(site, mail.list) : [];
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, mail.member));
  const id = outerMessageId(mail.message);
  const refused = { arrivedAt: mail.arrivedAt, messageId: id || "none" };
  const request: NoticeRequest = {
    to,
    notice: refusalNotice(list, decision, refused, keys),
    attachments: await Promise.all(keys.map(keyPart)),
    kind: "auto-replied",
    inReplyTo: id || null,
    effect: `inbox:${mail.inboxId}:${decision.do === "hold" ? "held" : "refusal"}`,
  };
  return [await withLastWords(site, list, request)];
}

function tellsOfWaiting({ door, list }: InFlight): boolean {
  return door !== "post" || list.settings.respond_to_post_requests === "yes";
}

/** Who passes on what was here before learns nothing about it (S1, S4): its author signed, others did not. */
export function answersStranger(
  { list, author }: InFlight,
  { request }: Pick<PreparedNotice, "request">,
): boolean {
  return request.kind === "auto-replied" && usesKeys(list.settings) && !author.authentic;
}
