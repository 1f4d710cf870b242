/**
 * `LIST-confirm+KEY`: an answer to a question of the server's. Three kinds of it are told apart by what stands in the
 * address: about a message that waits, about what the person themselves asked for, and about what somebody else asked for.
 */
import type { EmailAddress } from "#base";
import { bringKey } from "#commands";
import { say } from "#i18n";
import { type Decision, voiceOf } from "#lists";
import { JOIN_WITH_KEY } from "#operations";
import {
  decodeRecipient,
  type EffectName,
  encodeRecipient,
  type KeyedRequest,
  type Reader,
  requestOfKey,
  wasRequestKey,
} from "#store";
import { askerOf } from "../commands/asker-of.ts";
import { answerDecided, decideRequest } from "../commands/decide-request.ts";
import { deskOf } from "../commands/desk-of.ts";
import { markOnce } from "../commands/mark-once.ts";
import { recall, remember } from "../commands/recall.ts";
import { keyOf, prepareAnswer, prepareKeyMails, sendAll } from "../commands/send-answers.ts";
import { inTheirLanguage, inTheirLanguageStill } from "../notices/in-their-language.ts";
import { whereReached } from "../notices/where-reached.ts";
import { answerable } from "../notices/answerable.ts";
import { joinWithKey } from "../joining/join-with-key.ts";
import type { InFlight } from "../in-flight.ts";
import { tokenOf } from "../moderation/whose-answer.ts";
import type { PipelineSite } from "../site.ts";
import { answeredMail } from "./answer-request.ts";
import { moderate, NOTHING_ASKED } from "./moderate.ts";

export async function confirm(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const key = tokenOf(mail);
  const decided = await answerDecided(site, mail);
  if (decided !== null) return decided;
  const before = await recall<Brought>(site, broughtBy(mail));
  if (before !== null) return bringBack(site, mail, { key, ...before });
  const found = await site.db.read((tx) => keyedRequest(tx, mail, site.clock.now()));
  if (found === null) return moderateOrSayGone(site, mail);
  if (found.request.function === JOIN_WITH_KEY)
    return joinWithKey(site, mail, { request: found.request, token: key });
  return found.request.waitsFor === "owner"
    ? decideRequest(site, mail, found)
    : bringBack(site, mail, { key, email: found.request.email });
}

/** What the key in the address was given out for, if that is about this list. */
export async function keyedRequest(tx: Reader, mail: InFlight, now: Date): Promise<KeyedRequest | null> {
  const found = await requestOfKey(tx, tokenOf(mail), now);
  return found !== null && found.request.listId === mail.list.id ? found : null;
}

/** Whom a key that came back is about, and the key that they had then. */
interface Brought {
  readonly email: EmailAddress;
  readonly sealTo: string | null;
}

function broughtBy({ inboxId }: InFlight): EffectName {
  return { inboxId, name: "brought" };
}

async function broughtFor(site: PipelineSite, { list }: InFlight, email: EmailAddress): Promise<Brought> {
  const key = await keyOf(site, list, email);
  return { email, sealTo: key === null ? null : encodeRecipient(key) };
}

/** Whoever has the key reads mail to its address: who answers, and what they write, is not asked. */
async function bringBack(
  site: PipelineSite,
  mail: InFlight,
  { key, email }: { readonly key: string; readonly email: EmailAddress },
): Promise<Decision> {
  const before = await markOnce(site, mail);
  if (before !== null) return before;
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, email));
  const desk = await deskOf(site, { ...mail, list }, askerOf(mail));
  if (desk === null) return { do: "silent", detail: "the list is gone" };
  const { sealTo } = await remember(site, broughtBy(mail), () => broughtFor(site, mail, email));
  const { holder: to, list: _own, ...told } = await bringKey(desk, key);
  const result = { ...told, title: "CONFIRM", list: desk.own };
  const answered = answeredMail(mail);
  const keys = await prepareKeyMails(site, answered, [result]);
  const read = { unknown: [], stopped: null };
  const said = await site.db.read((tx) => inTheirLanguageStill(tx, mail.list, { who: email, before: list }));
  const answers =
    to === null || result.lines.length === 0
      ? []
      : await prepareAnswer(site, answered, {
          list: said,
          to: await site.db.read((tx) => whereReached(tx, list, to)),
          sealTo: to === email && sealTo !== null ? decodeRecipient(sealTo) : null,
          results: [result],
          read,
        });
  await site.db.transact((tx) => sendAll(tx, site, answered, [...keys, ...answers]));
  return { do: "accept" };
}

/** A key that the site gave out shows that its question came to who answers; it was answered before, or its time is over. */
async function moderateOrSayGone(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const moderated = await moderate(site, mail);
  const { to } = answerable(mail);
  if (moderated !== NOTHING_ASKED || to === null) return moderated;
  if (!(await site.db.read((tx) => wasRequestKey(tx, tokenOf(mail), mail.list.id)))) return moderated;
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, to));
  const answered = answeredMail(mail);
  const lines = [say(voiceOf(list), "command-key-gone")];
  const results = [{ title: "CONFIRM", list: null, lines }];
  const read = { unknown: [], stopped: null };
  const answers = await prepareAnswer(site, answered, { list, to, sealTo: null, results, read });
  await site.db.transact((tx) => sendAll(tx, site, answered, answers));
  return { do: "accept" };
}
