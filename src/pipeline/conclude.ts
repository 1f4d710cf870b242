/**
 * Writes what was decided about a message that is not distributed: held and refused mail waits closed, as
 * it came; whom to tell is told; duplicates go without a word.
 */
import { addDays, addressKey, type ReasonCode } from "#base";
import { type Decision, type List, type Refusal, usesKeys } from "#lists";
import { ANSWERS } from "#operations";
import {
  askTaskAgain,
  finishInbox,
  HELD_FOREVER_DAYS,
  holdInbox,
  takeAnswer,
  takeOwnerNotice,
  type Transactor,
  wantStatuses,
} from "#store";
import { answerableAuthor } from "./notices/answerable.ts";
import { askConfirmation } from "./notices/ask-confirmation.ts";
import type { InFlight } from "./in-flight.ts";
import { offerKeysAlong } from "./keys-along/take-keys-along.ts";
import { activeListKeys, keyPart } from "./notices/list-key-parts.ts";
import { outerMessageId } from "./outer-message-id.ts";
import { reasonText, refusalNotice } from "./notices/notices.ts";
import { ownerNotices } from "./moderation/owner-notices.ts";
import {
  type NoticeRequest,
  type PreparedNotice,
  prepareNotice,
  queueNotice,
} from "./notices/send-notice.ts";
import { askSeenBefore, decidedWith, rememberMessage, seenBefore } from "./seen-before.ts";
import type { LookingSite, PipelineSite } from "./site.ts";

type Other = Exclude<Decision, { do: "accept" }>;

/** Owners are told apart from that: strangers cannot use up their notices by being answered. */
const OWNER_NOTICES = { perHour: 10, perDay: 50 };

export async function conclude(site: PipelineSite, mail: InFlight, decision: Other): Promise<void> {
  const likely = decidedWith(decision, await site.db.read((tx) => askSeenBefore(tx, mail)));
  const notices = isRefusal(likely) ? await prepareNotices(site, mail, likely) : [];
  const written = await site.db.transact(async (tx) => {
    const before = await seenBefore(tx, mail);
    const final = decidedWith(decision, before);
    if (final.do === "hold") await rememberMessage(tx, mail);
    await askForAnswers(tx, mail, site.clock.now());
    if (isRefusal(final)) {
      if (before === null) await offerKeysAlong(tx, mail, final);
      await keepClosed(tx, mail, { decision: final, at: site.clock.now() });
      for (const notice of notices) {
        if (before === null || !answersStranger(mail, notice))
          await queueLimited(tx, mail, { notice, at: site.clock.now() });
      }
    }
    await finish(tx, mail, { decision: final, at: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
    return final;
  });
  const code = "code" in written ? written.code : "duplicate";
  site.logger.info("inbox.decided", { inbox: mail.inboxId, list: mail.list.id, do: written.do, code });
}

/** What a signature waits for is fetched in the background, at most once a minute, and never here. */
async function askForAnswers(tx: Transactor, { unansweredFor, list }: InFlight, now: Date): Promise<void> {
  if (unansweredFor === null) return;
  if (list.settings.ocsp === "yes") await wantStatuses(tx, unansweredFor, now);
  for (const task of ["crl_update", "ocsp_update"]) await askTaskAgain(tx, task, now);
}

function isRefusal(decision: Decision): decision is Refusal {
  return decision.do !== "silent" && decision.do !== "accept";
}

/** Who passes on what was here before learns nothing about it (S1, S4): its author signed, others did not. */
export function answersStranger(
  { list, author }: InFlight,
  { request }: Pick<PreparedNotice, "request">,
): boolean {
  return request.kind === "auto-replied" && usesKeys(list.settings) && !author.authentic;
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

/** 0: until somebody decides. */
export function daysKept({ settings }: List, decision: Refusal): number {
  return decision.do === "hold" ? settings.max_days_to_hold : settings.refused_days;
}

async function keepClosed(
  tx: Transactor,
  mail: InFlight,
  { decision, at }: { decision: Refusal; at: Date },
): Promise<void> {
  const held = decision.do === "hold";
  const days = daysKept(mail.list, decision) || HELD_FOREVER_DAYS;
  await holdInbox(tx, {
    inboxId: mail.inboxId,
    listId: mail.list.id,
    kind: held ? "held" : "refused",
    code: decision.code,
    publicText: reasonText(mail.list, decision),
    detail: decision.detail,
    sender: mail.list.settings.anonymous_list === "yes" ? "" : mail.envelopeFrom,
    heldAt: at,
    until: addDays(at, days),
    answerTo: answerableAuthor(mail).to ?? "",
  });
}

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
  ];
}

async function prepareNotices(
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
  site: Pick<LookingSite, "db">,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly NoticeRequest[]> {
  const { to } = answerableAuthor(mail);
  if (to === null || decision.do === "discard" || decision.quiet === true) return [];
  const keys = SEALING_HELPS.includes(decision.code) ? await activeListKeys(site, mail.list) : [];
  const id = outerMessageId(mail.message);
  const refused = { arrivedAt: mail.arrivedAt, messageId: id || "none" };
  return [
    {
      to,
      notice: refusalNotice(mail.list, decision, refused, keys),
      attachments: await Promise.all(keys.map(keyPart)),
      kind: "auto-replied",
      inReplyTo: id || null,
      effect: `inbox:${mail.inboxId}:${decision.do === "hold" ? "held" : "refusal"}`,
    },
  ];
}

/** What an owner is not told now stands in the next notice, and in the summary of the day. */
export async function queueLimited(
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
