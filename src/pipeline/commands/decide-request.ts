/**
 * An owner answers what somebody asked for: yes or no, in the first line. Where the list asks for signatures only what they
 * signed counts, and it must say which request (S2).
 */
import { addressKey, type Person } from "#base";
import type { CommandResult } from "#commands";
import { sayChosen, type TextKey, whyText } from "#i18n";
import { type Decision, listDemand } from "#lists";
import { requestAccept, requestReject } from "#operations";
import { type KeyedRequest, listStaff, type StoredMember } from "#store";
import { contentOf } from "../content-of.ts";
import type { InFlight } from "../in-flight.ts";
import { readModerationReply, typedText } from "../moderation/moderation-reply.ts";
import { saysWhich, standingOf } from "../moderation/whose-answer.ts";
import { NOTHING_ASKED } from "../handlers/moderate.ts";
import { outerMessageId } from "../outer-message-id.ts";
import type { PipelineSite } from "../site.ts";
import { wasOpened } from "../was-opened.ts";
import { operationContext } from "./desk-of.ts";
import { markOnce } from "./mark-once.ts";
import { prepareAnswer, sendAll } from "./send-answers.ts";

export async function decideRequest(
  site: PipelineSite,
  mail: InFlight,
  { request, holder }: KeyedRequest,
): Promise<Decision> {
  const staff = await site.db.read((tx) => listStaff(tx, mail.list.id));
  const owner = staff.find((one) => one.owner && addressKey(one.address) === holder);
  if (owner === undefined) return NOTHING_ASKED;
  const before = await markOnce(site, mail);
  if (before !== null) return before;
  const said = await outcomeOf(site, mail, { owner, id: request.id });
  const title = `${request.function} ${request.email}`;
  await answer(site, mail, { owner, result: { title, list: null, lines: [said], proven: true } });
  return { do: "accept" };
}

interface Deciding {
  readonly owner: StoredMember;
  readonly id: number;
}

async function outcomeOf(site: PipelineSite, mail: InFlight, { owner, id }: Deciding): Promise<string> {
  const say = (key: TextKey, args: Readonly<Record<string, string>> = {}): string =>
    sayChosen(mail.list.settings.language, key, { number: String(id), ...args });
  const standing = standingOf(mail, owner);
  if (!standing.counts) {
    if (standing.text === "not-you") return say("request-not-you");
    const why = "why" in standing ? whyText(standing.why, mail.list.settings.language) : standing.text;
    return say("request-not-signed", { why });
  }
  const content = contentOf(mail);
  const text = content === null ? null : typedText(content);
  const reply = text === null ? null : readModerationReply(text);
  if (text === null || reply === null || !DECISIONS.includes(reply.verb))
    return say("request-not-understood");
  const isOther = reply.number !== null && reply.number !== id;
  if (isOther || !saysWhich(mail, text, reply.number)) return say("request-not-understood");
  const actor: Person = { kind: "person", address: owner.address, method: methodOf(mail) };
  const context = { ...operationContext(site), actor };
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

async function answer(
  site: PipelineSite,
  mail: InFlight,
  { owner, result }: { readonly owner: StoredMember; readonly result: CommandResult },
): Promise<void> {
  const { inboxId, list, message } = mail;
  const answered = { inboxId, messageId: outerMessageId(message), cameSealed: wasOpened(mail) };
  const read = { unknown: [], stopped: null };
  const outgoing = await prepareAnswer(site, answered, {
    list,
    to: owner.address,
    sealTo: null,
    results: [result],
    read,
  });
  await site.db.transact((tx) => sendAll(tx, site, answered, outgoing));
}
