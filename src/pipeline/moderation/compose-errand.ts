/** What an ordered mail says, and to whom it goes. */
import { isWhyCode, type MemberId, REASON_CODES } from "#base";
import { say, sayChosen, whyText } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { ErrandOrder } from "#operations";
import { heldById, memberById, type StoredMember } from "#store";
import { decidedNotice } from "../commands/command-notices.ts";
import { type HeldDecider, heldDecider } from "./held-decider.ts";
import { archivedAnswer } from "../notices/archived-answer.ts";
import { keyTestMail } from "../notices/list-keys/key-test.ts";
import { missedNotice } from "../notices/missed-notice.ts";
import { keyNews } from "../notices/list-keys/key-news.ts";
import { copyForModerator } from "./held-copy.ts";
import { activeListKeys, keyPart } from "../notices/list-keys/list-key-parts.ts";
import { askAgainNotice, rejectedNotice, whatToDo } from "./moderation-notices.ts";
import { adviceText, type Notice } from "../notices/notices.ts";
import { tellingNotice } from "./owner-notices.ts";
import { membershipMail } from "../notices/membership-mail.ts";
import { welcome } from "../notices/welcome.ts";
import type { NoticeRequest } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";

export type ErrandRequest = Omit<NoticeRequest, "effect">;
type Order<Verb extends ErrandOrder["do"]> = Extract<ErrandOrder, { readonly do: Verb }>;

/** null: there is nobody left to write to. */
export async function composeErrand(
  site: PipelineSite,
  list: List,
  order: ErrandOrder,
): Promise<ErrandRequest | null> {
  switch (order.do) {
    case "tell-rejected":
      return tellRejected(list, order);
    case "ask-again":
      return askAgain(site, list, order);
    case "tell-moderator":
      return tellModerator(site, list, order);
    case "tell-key":
      return keyNews(site, list, order);
    case "tell-posted":
    case "goodbye":
    case "invite":
    case "ask-key":
    case "challenge":
    case "key-refused":
    case "key-given":
    case "remind":
    case "tell-unread":
    case "tell-moved":
    case "ask-address":
    case "tell-address":
    case "tell-change":
      return membershipMail(site, list, order);
    case "welcome":
      return welcome(site, list, order.member);
    case "test-key":
      return keyTestMail(site, list, order.member);
    case "tell-missed":
      return missedNotice(site, list, order.member);
    case "send-archived":
      return archivedAnswer(site, list, order);
    case "tell-request":
      return tellRequest(list, order);
    case "send-copy":
      return copyForModerator(site, list, order);
  }
}

function tellRequest(list: List, order: Order<"tell-request">): ErrandRequest {
  return { ...PLAIN, to: order.to, notice: decidedNotice(list, order) };
}

function tellRejected(list: List, { to, mail, reason }: Order<"tell-rejected">): ErrandRequest {
  const notice = rejectedNotice(list, named(mail), reason);
  return { to, notice, attachments: [], kind: "auto-replied", inReplyTo: mail.messageId || null };
}

async function askAgain(
  site: PipelineSite,
  list: List,
  { to, mail, code, why }: Order<"ask-again">,
): Promise<ErrandRequest> {
  const keys = await activeListKeys(site, list);
  const known = REASON_CODES.find((one) => one === code);
  const advice =
    known === undefined ? "" : adviceText(list, { do: "reject", code: known, args: {}, detail: "" });
  return {
    to,
    notice: askAgainNotice(list, { ...named(mail), why, advice }, keys),
    attachments: await Promise.all(keys.map(keyPart)),
    kind: "auto-replied",
    inReplyTo: mail.messageId || null,
  };
}

function named(mail: { readonly arrivedAt: Date; readonly messageId: string }) {
  return { ...mail, messageId: mail.messageId || "none" };
}

async function tellModerator(
  site: PipelineSite,
  list: List,
  order: Order<"tell-moderator">,
): Promise<ErrandRequest | null> {
  const { member, held, text, args, inReplyTo } = order;
  const found = await moderatorOf(site, list, { member, held });
  if (found === null) return null;
  const voice = voiceOf(list);
  const why = isWhyCode(args["why"]) ? { why: whyText(args["why"], voice) } : {};
  const words = { ...args, ...why, list: list.address };
  const todo = held === null || found.decider === null ? [] : ["", ...whatToDo(list, held, found.decider)];
  const notice: Notice = {
    subject: subjectOf(list, args["number"]),
    lines: [sayChosen(voice, `moderation-${text}`, words), ...todo],
  };
  const telling =
    held === null || found.decider === null ? PLAIN : tellingNotice(held, member, found.decider);
  return {
    ...telling,
    to: found.person.address,
    notice,
    kind: "auto-replied",
    inReplyTo: inReplyTo || null,
  };
}

/** Of a question that nobody asked, or that is decided, no message is named. */
function subjectOf(list: List, number: string | undefined): string {
  const voice = voiceOf(list);
  if (number === undefined) return say(voice, "moderation-subject-none", { list: list.displayName });
  return say(voice, "moderation-subject", { list: list.displayName, number });
}

const PLAIN = { attachments: [], kind: "auto-replied", inReplyTo: null } as const;

export interface Moderator {
  readonly person: StoredMember;
  /** null: nothing is left to decide about. */
  readonly decider: HeldDecider | null;
}

/** null: they are no owner or moderator of the list any more. */
export async function moderatorOf(
  site: PipelineSite,
  list: List,
  { member, held }: { readonly member: MemberId; readonly held: Order<"tell-moderator">["held"] },
): Promise<Moderator | null> {
  const at = site.clock.now();
  return site.db.read(async (tx) => {
    const person = await memberById(tx, member);
    if (person === null || person.listId !== list.id || !(person.owner || person.moderator)) return null;
    const row = held === null ? null : await heldById(tx, held);
    if (row?.kind !== "held" || row.listId !== list.id) return { person, decider: null };
    return { person, decider: await heldDecider(tx, { list, member, code: row.code, at }, site.random) };
  });
}
