/**
 * Writes what was decided about a message that is not distributed: held and refused mail waits closed, as
 * it came; whom to tell is told; duplicates go without a word.
 */
import { addressKey } from "#base";
import { type Decision, type Refusal, strictest } from "#lists";
import { finishInbox, holdInbox, takeAnswer, takeOwnerNotice, type Transactor } from "#store";
import { answerableAuthor } from "./answerable.ts";
import type { InFlight } from "./in-flight.ts";
import { outerMessageId } from "./outer-message-id.ts";
import { reasonText, refusalNotice } from "./notices.ts";
import { ownerNotices } from "./owner-notices.ts";
import { type PreparedNotice, prepareNotice, queueNotice } from "./send-notice.ts";
import { rememberMessage, seenBefore } from "./seen-before.ts";
import type { PipelineSite } from "./site.ts";

type Other = Exclude<Decision, { do: "accept" }>;

const DAY_MS = 86_400_000;
const FOREVER_DAYS = 36_500;
/** S7: answers per address and day, and per list and hour. */
const ANSWERS = { perAddressDay: 10, perListHour: 100 };
/** Owners are told apart from that: strangers cannot use up their notices by being answered. */
const OWNER_NOTICES = { perHour: 10, perDay: 50 };

export async function conclude(site: PipelineSite, mail: InFlight, decision: Other): Promise<void> {
  const notices = decision.do === "silent" ? [] : await prepareNotices(site, mail, decision);
  const written = await site.db.transact(async (tx) => {
    const before = await seenBefore(tx, mail);
    const final = before === null ? decision : strictest([decision, before]);
    if (final.do === "hold") await rememberMessage(tx, mail);
    if (final.do !== "silent" && final.do !== "accept") {
      await keepClosed(tx, mail, { decision: final, at: site.clock.now() });
      for (const notice of notices) await queueLimited(tx, mail, { notice, at: site.clock.now() });
    }
    await finish(tx, mail, { decision: final, at: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
    return final;
  });
  const code = "code" in written ? written.code : "duplicate";
  site.logger.info("inbox.decided", { inbox: mail.inboxId, list: mail.list.id, do: written.do, code });
}

async function finish(
  tx: Transactor,
  mail: InFlight,
  { decision, at }: { decision: Decision; at: Date },
): Promise<void> {
  const verb = decision.do === "silent" ? "discard" : decision.do;
  await finishInbox(tx, mail.inboxId, {
    decision: verb,
    code: "code" in decision ? decision.code : "duplicate",
    now: at,
  });
}

async function keepClosed(
  tx: Transactor,
  mail: InFlight,
  { decision, at }: { decision: Refusal; at: Date },
): Promise<void> {
  const { settings } = mail.list;
  const held = decision.do === "hold";
  const days = held ? settings.max_days_to_hold || FOREVER_DAYS : settings.refused_days;
  await holdInbox(tx, {
    inboxId: mail.inboxId,
    listId: mail.list.id,
    kind: held ? "held" : "refused",
    code: decision.code,
    publicText: reasonText(mail.list, decision),
    detail: decision.detail,
    sender: mail.list.settings.anonymous_list === "yes" ? "" : mail.envelopeFrom,
    heldAt: at,
    until: new Date(at.getTime() + days * DAY_MS),
  });
}

async function prepareNotices(
  site: PipelineSite,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly PreparedNotice[]> {
  const requests = [...senderNotice(mail, decision), ...(await ownerNotices(site, mail, decision))];
  return Promise.all(requests.map((request) => prepareNotice(site, mail.list, request)));
}

/** Discarded mail is never answered. */
function senderNotice(mail: InFlight, decision: Refusal) {
  const to = answerableAuthor(mail);
  if (to === null || decision.do === "discard") return [];
  const id = outerMessageId(mail.message);
  const refused = { arrivedAt: mail.arrivedAt, messageId: id || "none" };
  return [
    {
      to,
      notice: refusalNotice(mail.list, decision, refused),
      attachments: [],
      kind: "auto-replied" as const,
      inReplyTo: id || null,
      effect: `inbox:${mail.inboxId}:refusal`,
    },
  ];
}

/** What an owner is not told now stands in the next notice, and in the summary of the day. */
async function queueLimited(
  tx: Transactor,
  { list, inboxId }: InFlight,
  { notice, at }: { notice: PreparedNotice; at: Date },
): Promise<void> {
  const who = { to: addressKey(notice.request.to), listId: list.id, now: at };
  const may =
    notice.request.kind === "auto-replied"
      ? await takeAnswer(tx, { ...who, ...ANSWERS })
      : await takeOwnerNotice(tx, { ...who, ...OWNER_NOTICES });
  if (may) await queueNotice(tx, list, { ...notice, inboxId, at });
}
