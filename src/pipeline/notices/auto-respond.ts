/**
 * Answers that the owners wrote beforehand, for all who write to the list, to its owners or to LIST-request (Mailman's
 * autorespond_*): to people only (RFC 3834), within S7, and to each address once in a while. Nothing of a mail is quoted.
 */
import { addressKey } from "#base";
import { say } from "#i18n";
import { type Decision, usesKeys, voiceOf } from "#lists";
import { answerLimits } from "#operations";
import { mayOnceIn, takeAnswer, takeOnceIn, type Transactor } from "#store";
import type { InFlight } from "../in-flight.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import { askSeenBefore } from "../inbox/seen-before.ts";
import type { PipelineSite } from "../site.ts";
import { answerableAuthor, saysAck, wantsNoAnswer } from "./answerable.ts";
import { inTheirLanguage } from "./in-their-language.ts";
import { withLastWords } from "./limits/last-answer.ts";
import { ownersWords } from "./owners-words.ts";
import { type PreparedNotice, prepareNotice, queueNotice } from "./send-notice.ts";

interface OwnAnswer {
  /** Of the address that it came to. */
  readonly door: "postings" | "admin" | "requests";
  readonly text: string;
}

/** Before anything is done with the message; run again, it answers once. */
export async function autoRespond(site: PipelineSite, mail: InFlight, decision: Decision): Promise<Decision> {
  const answer = ownAnswer(mail);
  if (answer === null || decision.do === "discard" || decision.do === "silent") return decision;
  const tells = !("quiet" in decision);
  if (tells && (await site.db.read((tx) => askSeenBefore(tx, mail))) === null)
    await respond(site, mail, answer);
  const isRead = mail.door !== "request" || mail.list.settings.autorespond_requests === "forward";
  return isRead ? decision : { do: "silent", detail: "autorespond_requests" };
}

/** null: the list has none for such mail. */
function ownAnswer({ door, list: { settings } }: InFlight): OwnAnswer | null {
  if (door === "post" && settings.autorespond_postings === "yes")
    return { door: "postings", text: settings.autoresponse_postings_text };
  if (door === "owner" && settings.autorespond_admin === "yes")
    return { door: "admin", text: settings.autoresponse_admin_text };
  if (door === "request" && settings.autorespond_requests !== "no")
    return { door: "requests", text: settings.autoresponse_request_text };
  return null;
}

async function respond(site: PipelineSite, mail: InFlight, { door, text }: OwnAnswer): Promise<void> {
  const { to } = answerableAuthor(mail);
  if (to === null || ownersWords(text, mail.list).length === 0 || wantsNoAnswer(mail)) return;
  const id = outerMessageId(mail.message);
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, to));
  const request = await withLastWords(site, list, {
    to,
    notice: {
      subject: say(voiceOf(list), "autoresponse-subject", { list: list.displayName }),
      lines: ownersWords(text, list),
    },
    attachments: [],
    kind: "auto-replied",
    inReplyTo: id || null,
    effect: `inbox:${mail.inboxId}:autoresponse`,
  });
  const notice = await prepareNotice(site, list, request);
  await site.db.transact(async (tx) => {
    if (!(await mayRespond(tx, mail, { door, notice }))) return;
    await queueNotice(tx, list, { ...notice, inboxId: mail.inboxId, at: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
  });
}

/** `X-Ack: yes` of the sender's; where signatures count an unsigned field asks for nothing more than silence. */
function asksForAnswer({ message, list }: InFlight): boolean {
  return saysAck(message) === "yes" && !usesKeys(list.settings);
}

/** Whom the limits leave out is answered when they write again. */
async function mayRespond(
  tx: Transactor,
  mail: InFlight,
  { door, notice }: { readonly door: OwnAnswer["door"]; readonly notice: PreparedNotice },
): Promise<boolean> {
  const { list, arrivedAt: now } = mail;
  const to = addressKey(notice.request.to);
  const days = list.settings.autoresponse_graceperiod;
  const again = asksForAnswer(mail) || days === 0;
  const once = { what: `autoresponse ${door}`, listId: list.id, to, now, days };
  if (!again && !(await mayOnceIn(tx, once))) return false;
  if (!(await takeAnswer(tx, { to, listId: list.id, now, ...answerLimits(list.settings) }))) return false;
  return again || takeOnceIn(tx, once);
}
