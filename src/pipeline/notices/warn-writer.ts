/** `clear_reply_to_sealed = warn`: the post went out; its writer hears what it may have shown. */
import type { EmailAddress } from "#base";
import { answerableAuthor } from "./answerable.ts";
import { queueLimited } from "./queue-limited.ts";
import type { InFlight } from "../in-flight.ts";
import { inTheirLanguage } from "./in-their-language.ts";
import { withLastWords } from "./limits/last-answer.ts";
import { clearReplyNotice } from "./notices.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import { prepareNotice } from "./send-notice.ts";
import type { PipelineSite } from "../site.ts";

/** null: there is nothing to warn of, or nobody who may be answered. */
export function writerToWarn(mail: InFlight): EmailAddress | null {
  return mail.answersSealed && !mail.approved ? answerableAuthor(mail).to : null;
}

/** By the rules of all answers: to whom is vouched for, and not too often (S7). */
export async function warnWriter(site: PipelineSite, mail: InFlight): Promise<void> {
  const to = writerToWarn(mail);
  if (to === null) return;
  const id = outerMessageId(mail.message);
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, to));
  const request = await withLastWords(site, list, {
    to,
    notice: clearReplyNotice(list, { arrivedAt: mail.arrivedAt, messageId: id || "none" }),
    attachments: [],
    kind: "auto-replied",
    inReplyTo: id || null,
    effect: `inbox:${mail.inboxId}:clear-reply`,
  });
  const notice = await prepareNotice(site, list, request);
  await site.db.transact(async (tx) => {
    await queueLimited(tx, mail, { notice, at: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
  });
}
