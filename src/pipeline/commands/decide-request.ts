/**
 * An owner answers what somebody asked for: yes or no, in the first line. Where the list asks for signatures only what they
 * signed counts, and it must say which request (S2).
 */
import { addressKey, type EmailAddress, type Person, utf8 } from "#base";
import { sayChosen, type TextKey, whyText } from "#i18n";
import { type Decision, listDemand, voiceOf } from "#lists";
import { decidedByModerators, requestAccept, requestReject } from "#operations";
import {
  type EffectName,
  keepInboxEffect,
  type KeyedRequest,
  listStaff,
  type StoredMember,
  type Transactor,
  within,
} from "#store";
import type { InFlight } from "../in-flight.ts";
import { readModerationReply } from "../moderation/moderation-reply.ts";
import { replyText } from "../moderation/reply-text.ts";
import { saysWhich, standingOf } from "../moderation/whose-answer.ts";
import { NOTHING_ASKED } from "../handlers/moderate.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import type { PipelineSite } from "../site.ts";
import { wasOpened } from "../facts/was-opened.ts";
import { operationContext } from "./desk-of.ts";
import { markOnce } from "./mark-once.ts";
import { recall } from "./recall.ts";
import { prepareAnswer, sendAll } from "./send-answers.ts";

export async function decideRequest(
  site: PipelineSite,
  mail: InFlight,
  { request, holder }: KeyedRequest,
): Promise<Decision> {
  const staff = await site.db.read((tx) => listStaff(tx, mail.list.id));
  const byModerators = decidedByModerators(mail.list.settings).includes(request.function);
  const owner = staff.find((one) => (one.owner || byModerators) && addressKey(one.address) === holder);
  if (owner === undefined) return NOTHING_ASKED;
  const before = await markOnce(site, mail);
  if (before !== null) return before;
  const decided = await site.db.transact(async (tx) => {
    const said = await outcomeOf(site, mail, { owner, id: request.id, tx });
    const done: Decided = { to: owner.address, title: `${request.function} ${request.email}`, said };
    await keepInboxEffect(tx, decidedBy(mail), utf8(JSON.stringify(done)));
    return done;
  });
  await answer(site, mail, decided);
  return { do: "accept" };
}

/** The owner is told again what came of it, where the row is run again; null: nothing was decided yet. */
export async function answerDecided(site: PipelineSite, mail: InFlight): Promise<Decision | null> {
  const decided = await recall<Decided>(site, decidedBy(mail));
  if (decided === null) return null;
  await answer(site, mail, decided);
  return { do: "accept" };
}

interface Decided {
  readonly to: EmailAddress;
  readonly title: string;
  readonly said: string;
}

function decidedBy({ inboxId }: InFlight): EffectName {
  return { inboxId, name: "decided" };
}

interface Deciding {
  readonly owner: StoredMember;
  readonly id: number;
  readonly tx: Transactor;
}

async function outcomeOf(site: PipelineSite, mail: InFlight, { owner, id, tx }: Deciding): Promise<string> {
  const say = (key: TextKey, args: Readonly<Record<string, string>> = {}): string =>
    sayChosen(voiceOf(mail.list), key, { number: String(id), ...args });
  const standing = standingOf(mail, owner);
  if (!standing.counts) {
    if (standing.text === "not-you") return say("request-not-you");
    const why = "why" in standing ? whyText(standing.why, voiceOf(mail.list)) : standing.text;
    return say("request-not-signed", { why });
  }
  const text = replyText(mail);
  const reply = readModerationReply(text);
  if (reply === null || !DECISIONS.includes(reply.verb)) return say("request-not-understood");
  const isOther = reply.number !== null && reply.number !== id;
  if (isOther || !saysWhich(mail, text, reply.number)) return say("request-not-understood");
  const actor: Person = { kind: "person", address: owner.address, method: methodOf(mail) };
  const context = { ...operationContext(site), actor, db: within(tx, site.db) };
  const which = { id, list: mail.list.address };
  const { reason } = reply;
  const outcome =
    reply.verb === "accept"
      ? await requestAccept.invoke(context, which)
      : await requestReject.invoke(context, { ...which, ...(reason === "" ? {} : { reason }) });
  if (outcome.ok) return say(reply.verb === "accept" ? "request-done" : "request-refused");
  return outcome.error.code === "not-found"
    ? say("request-gone")
    : say("request-not-done", { why: outcome.error.code });
}

const DECISIONS: readonly string[] = ["accept", "reject"];

function methodOf({ list, signedAs }: InFlight): Person["method"] {
  if (listDemand(list.settings, "post_sign") === "no" || signedAs === null) return "md5";
  return signedAs === "smime" ? "smime" : "pgp";
}

async function answer(site: PipelineSite, mail: InFlight, { to, title, said }: Decided): Promise<void> {
  const { inboxId, list, message } = mail;
  const answered = { inboxId, messageId: outerMessageId(message), cameSealed: wasOpened(mail) };
  const results = [{ title, list: null, lines: [said], proven: true }];
  const read = { unknown: [], stopped: null };
  const outgoing = await prepareAnswer(site, answered, { list, to, sealTo: null, results, read });
  await site.db.transact((tx) => sendAll(tx, site, answered, outgoing));
}
