/**
 * Writes what was decided about a message that is not distributed: held and refused mail waits closed, as
 * it came; whom to tell is told; duplicates go without a word.
 */
import { addDays } from "#base";
import { type Decision, type Refusal } from "#lists";
import {
  askTaskAgain,
  countWrongPassword,
  finishInbox,
  HELD_FOREVER_DAYS,
  holdInbox,
  type Transactor,
  updateMember,
  wantStatuses,
} from "#store";
import { daysKept } from "../facts/days-kept.ts";
import type { InFlight } from "../in-flight.ts";
import { offerKeysAlong } from "../keys-along/take-keys-along.ts";
import { answerableAuthor } from "../notices/answerable.ts";
import { answersStranger, prepareNotices } from "../notices/decision-notices.ts";
import { reasonText } from "../notices/notices.ts";
import { queueLimited } from "../notices/queue-limited.ts";
import { passwordTrial } from "../posting/password-trial.ts";
import { askSeenBefore, decidedWith, rememberMessage, seenBefore } from "./seen-before.ts";
import type { PipelineSite } from "../site.ts";

type Other = Exclude<Decision, { do: "accept" }>;

export async function conclude(site: PipelineSite, mail: InFlight, decision: Other): Promise<void> {
  const likely = decidedWith(decision, await site.db.read((tx) => askSeenBefore(tx, mail)));
  const notices = isRefusal(likely) ? await prepareNotices(site, mail, likely) : [];
  const written = await site.db.transact(async (tx) => {
    const before = await seenBefore(tx, mail);
    const final = decidedWith(decision, before);
    if (final.do === "hold") await rememberMessage(tx, mail);
    await askForAnswers(tx, mail, site.clock.now());
    if (isGuess(mail)) await countWrongPassword(tx, await passwordTrial(tx, mail, site));
    if (isRefusal(final)) {
      if (before === null) await offerKeysAlong(tx, mail, final);
      await keepClosed(tx, mail, { decision: final, at: site.clock.now() });
      await moderateFromNowOn(tx, mail, final);
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

function isGuess({ posting }: InFlight): boolean {
  return posting.password === "wrong" || posting.urgent === "wrong";
}

/** `member_verbosity_threshold`: until an owner trusts them again. */
async function moderateFromNowOn(tx: Transactor, { member }: InFlight, { code }: Refusal): Promise<void> {
  if (code === "too-many-posts" && member !== null) await updateMember(tx, member, { moderated: true });
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
