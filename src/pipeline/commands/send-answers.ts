/**
 * Sends what came of commands: one answer for each person and list that is answered, and the keys that go out. An answer to
 * what came sealed goes sealed or not at all.
 */
import type { EmailAddress, InboxId, Recipient } from "#base";
import type { CommandResult, ReadText } from "#commands";
import { doorAddress, type List, voiceOf } from "#lists";
import { finishInbox, forgetInboxEffects, type Transactor } from "#store";
import { inTheirLanguage } from "../notices/in-their-language.ts";
import { keyAddress } from "../notices/key-address.ts";
import { whereReached } from "../notices/where-reached.ts";
import {
  type NoticeRequest,
  personOf,
  type PreparedNotice,
  prepareNotice,
  queueNotice,
} from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";
import { type CountedAnswer, countedAnswer, sayingIfLast, takeAnswerTo } from "./answer-limits.ts";
import {
  commandNotice,
  confirmNotice,
  confirmSubject,
  decideNotice,
  type Question,
} from "./command-notices.ts";

export interface AnsweredMail {
  readonly inboxId: InboxId;
  /** Outer Message-ID; "" for none. */
  readonly messageId: string;
  /** It was opened: answers go sealed or not at all. */
  readonly cameSealed: boolean;
}

export interface ListAnswer {
  readonly list: List;
  readonly to: EmailAddress;
  /** The key that they had when they asked: whoever leaves a list is still answered sealed. null: none. */
  readonly sealTo: Recipient | null;
  readonly results: readonly CommandResult[];
  readonly read: Pick<ReadText, "unknown" | "stopped">;
}

/** The key that the list seals mail to an address to. */
export async function keyOf(
  site: PipelineSite,
  list: List,
  address: EmailAddress,
): Promise<Recipient | null> {
  const at = site.clock.now();
  return (await site.db.read((tx) => personOf(tx, list, { address, at }))).recipient;
}

export interface Outgoing {
  readonly list: List;
  readonly notice: PreparedNotice;
  /** null: it is no answer, and was counted before. */
  readonly counted: CountedAnswer | null;
}

export async function prepareAnswer(
  site: PipelineSite,
  mail: AnsweredMail,
  answer: ListAnswer,
): Promise<readonly Outgoing[]> {
  const { list, to, results, sealTo } = answer;
  const voice = voiceOf(list);
  const words = commandNotice({ ...answer, voice });
  const counted = countedAnswer({ door: list.address, listId: list.id, to, results }, words);
  const notice = await prepareNotice(site, list, {
    to,
    notice: await sayingIfLast(site, voice, { notice: words, counted }),
    attachments: [],
    kind: "auto-replied",
    inReplyTo: mail.messageId || null,
    effect: `inbox:${mail.inboxId}:commands:${list.id}`,
    ...(sealTo === null ? {} : { sealTo }),
  });
  if (mail.cameSealed && notice.recipient === null) return [];
  return [{ list, notice, counted }];
}

export async function prepareKeyMails(
  site: PipelineSite,
  mail: AnsweredMail,
  results: readonly CommandResult[],
): Promise<readonly Outgoing[]> {
  const mails = results.flatMap(({ mails: own = [] }) => own);
  return Promise.all(
    mails.map(async (one, nth) => {
      const own = toList(one.list, site.texts);
      const list = await site.db.read((tx) => inTheirLanguage(tx, own, one.to));
      const effect = `inbox:${mail.inboxId}:key:${nth}`;
      const to = isAboutMembership(one) ? await site.db.read((tx) => whereReached(tx, list, one.to)) : one.to;
      const request = { ...keyRequest(list, one, effect), to };
      return { list, notice: await prepareNotice(site, list, request), counted: null };
    }),
  );
}

/** The mail that brings a key: an answer to it brings the key back. */
export function keyRequest(list: List, mail: Question, effect: string): NoticeRequest {
  const address = keyAddress(list, mail.key);
  const notice = mail.kind === "confirm" ? confirmNotice(list, mail) : decideNotice(list, mail);
  return {
    to: mail.to,
    notice: address === null ? { ...notice, subject: confirmSubject(list, mail) } : notice,
    attachments: [],
    kind: "auto-generated",
    inReplyTo: null,
    replyTo: address ?? doorAddress(list.address, "request"),
    replyIsSecret: true,
    effect,
  };
}

function isAboutMembership({ kind, post }: Question): boolean {
  return kind === "confirm" && post === undefined;
}

/** In one transaction with the end of the inbox row. */
export async function sendAll(
  tx: Transactor,
  site: PipelineSite,
  { inboxId }: AnsweredMail,
  outgoing: readonly Outgoing[],
): Promise<void> {
  const at = site.clock.now();
  for (const { list, notice, counted } of outgoing)
    if (counted === null || (await takeAnswerTo(tx, counted, at)))
      await queueNotice(tx, list, { ...notice, inboxId, at });
  await forgetInboxEffects(tx, inboxId);
  await finishInbox(tx, inboxId, { decision: "accept", code: "", now: at });
  tx.onCommit(() => site.wakeDelivery());
}
