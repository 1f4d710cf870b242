/** `LIST-request`: the commands in a mail are run, and one mail says what came of them. */
import { type EmailAddress, type Recipient, sameAddress } from "#base";
import { type Asker, type CommandResult, runCommands } from "#commands";
import { type Decision, usesKeys } from "#lists";
import { decodeRecipient, encodeRecipient } from "#store";
import { answerable } from "../notices/answerable.ts";
import { listAskerOf } from "../commands/asker-of.ts";
import { deskOf } from "../commands/desk-of.ts";
import { groupAnswers } from "../commands/group-answers.ts";
import { inTheirLanguage, inTheirLanguageStill } from "../notices/in-their-language.ts";
import { markOnce } from "../commands/mark-once.ts";
import { remember } from "../commands/recall.ts";
import {
  type AnsweredMail,
  keyOf,
  prepareAnswer,
  prepareKeyMails,
  sendAll,
} from "../commands/send-answers.ts";
import { type MailWords, wordsOf } from "../commands/words-of.ts";
import type { InFlight } from "../in-flight.ts";
import { answerWithKey } from "./answer-with-key.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import type { PipelineSite } from "../site.ts";
import { wasOpened } from "../facts/was-opened.ts";

export async function answerRequest(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const words = wordsOf(mail);
  const answered = await answerWithKey(site, mail, words.commands);
  if (answered !== null) return answered;
  const asker = listAskerOf(mail, words.signed);
  return answerWords(site, mail, { words, asker });
}

interface Asked {
  readonly words: MailWords;
  readonly asker: Asker;
}

export async function answerWords(
  site: PipelineSite,
  mail: InFlight,
  { words, asker }: Asked,
): Promise<Decision> {
  const before = await markOnce(site, mail);
  if (before !== null) return before;
  const who = await remember(site, { inboxId: mail.inboxId, name: "who" }, () => whoAsks(site, mail, asker));
  const asked = who.asker.ok ? who.asker.person.address : null;
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, asked));
  const desk = await deskOf(site, { ...mail, list }, who.asker);
  if (desk === null) return { do: "silent", detail: "the list is gone" };
  const { to } = who;
  const sealTo = who.sealTo === null ? null : decodeRecipient(who.sealTo);
  const results = await runCommands(desk, words.commands);
  const keys = await prepareKeyMails(site, answeredMail(mail), results);
  const isAnswered = isAllRead(words) && onlyAsks(results, to);
  const said = await site.db.read((tx) => inTheirLanguageStill(tx, mail.list, { who: asked, before: list }));
  const answers = isAnswered
    ? []
    : await answersTo(site, { ...mail, list: said }, { words, results, to, sealTo });
  await site.db.transact((tx) => sendAll(tx, site, answeredMail(mail), [...keys, ...answers]));
  return { do: "accept" };
}

async function whoAsks(site: PipelineSite, mail: InFlight, asker: Asker) {
  const to = answerTo(mail, asker);
  const key = to === null ? null : await keyOf(site, mail.list, to);
  return { asker, to, sealTo: key === null ? null : encodeRecipient(key) };
}

/** No line was passed over. */
function isAllRead({ unknown, stopped }: MailWords): boolean {
  return unknown.length === 0 && stopped !== "too-many";
}

/** Each thing became a question to who asked: that is the answer. */
function onlyAsks(results: readonly CommandResult[], to: EmailAddress | null): boolean {
  if (to === null || results.length === 0) return false;
  return results.every(({ lines, mails = [] }) => {
    const asked = mails.filter((mail) => mail.kind === "confirm" && sameAddress(mail.to, to));
    return asked.length > 0 && asked.length === lines.length;
  });
}

/** Who proved to be who they are is answered at their own address; everybody else where the mail came from (S7). */
export function answerTo(mail: InFlight, asker: Asker): EmailAddress | null {
  if (asker.ok && asker.person.method !== "smtp") return asker.person.address;
  return answerable(mail).to;
}

interface Answering {
  readonly words: MailWords;
  readonly results: readonly CommandResult[];
  readonly to: EmailAddress | null;
  readonly sealTo: Recipient | null;
}

/**
 * What a key brought goes to whom the key had been mailed to. On a list without keys a mail that orders nothing is not
 * answered, as Mailman has it: much of it is spam (S7).
 */
async function answersTo(site: PipelineSite, mail: InFlight, { words, results, to, sealTo }: Answering) {
  const isSilent = results.length === 0 && !usesKeys(mail.list.settings);
  const groups = groupAnswers(results, { to: isSilent ? null : to, speaker: () => null });
  const prepared = groups.map((group) =>
    prepareAnswer(site, answeredMail(mail), {
      ...group,
      list: mail.list,
      sealTo: group.to === to ? sealTo : null,
      read: words,
    }),
  );
  return (await Promise.all(prepared)).flat();
}

export function answeredMail(mail: InFlight): AnsweredMail {
  const { inboxId, message } = mail;
  return { inboxId, messageId: outerMessageId(message), cameSealed: wasOpened(mail) };
}
