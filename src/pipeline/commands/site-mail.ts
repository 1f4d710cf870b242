/**
 * Mail to the site's own address: commands about any list, whose names come first. What comes of lists that use keys is
 * answered by these lists, as their own mail is; the rest in one answer of the site's.
 */
import { domainOf, type EmailAddress, LIMITS, parseEmailAddress, type Recipient } from "#base";
import { type Asker, type CommandResult, type Desk, runCommands } from "#commands";
import { sayChosen, type TextKey } from "#i18n";
import { isAutomatic, senderToAnswer, voiceOf } from "#lists";
import { type Entity, parseMessage } from "#mime";
import {
  decodeRecipient,
  encodeRecipient,
  finishInbox,
  inboxMessage,
  type InboxRow,
  type StoredList,
} from "#store";
import { outerMessageId } from "../facts/outer-message-id.ts";
import type { InFlight } from "../in-flight.ts";
import { broughtBy } from "../keys-along/brought-by.ts";
import { takeNewcomersKeys } from "../keys-along/take-keys-along.ts";
import type { PipelineSite } from "../site.ts";
import { soleFrom } from "../start-flight.ts";
import { toList } from "../to-list.ts";
import { operationContext } from "./desk-of.ts";
import { groupAnswers } from "./group-answers.ts";
import { remember } from "./recall.ts";
import { keyOf, type Outgoing, prepareAnswer, prepareKeyMails, sendAll } from "./send-answers.ts";
import { askerOnList, openedBySite, siteAsker, type SiteMail, speaksItself } from "./site-asker.ts";
import { asSpeaker, composeSiteAnswer, queueSiteAnswer, type SiteAnswer } from "./site-voice.ts";
import { type MailWords, wordsOf } from "./words-of.ts";

/** @throws what broke on the way: the worker puts the row back and tries it again */
export async function answerSiteMail(site: PipelineSite, row: InboxRow): Promise<void> {
  const raw = await site.db.read((tx) => inboxMessage(tx, row.id));
  const parsed = raw === null ? null : parseMessage(raw);
  const address = siteAddress(row.rcptTo);
  if (raw === null || parsed?.ok !== true || address === null) return drop(site, row, "malformed");
  if (isOfProgram(row, parsed.value)) return drop(site, row, "automatic");
  const mail = siteMail({ row, raw, message: parsed.value, opened: await openedBySite(site, raw) });
  const words = mail.opened === null ? NO_WORDS : wordsOf(mail);
  const anyone: Asker = mail.opened === null ? SEALED : siteAsker(site, mail);
  const keys: KeysBefore = new Map();
  const desk = deskOf(site, mail, {
    keys,
    address,
    anyone,
    signed: words.signed,
  });
  const results = mail.opened === null ? [sayWhy(desk, SEALED.why)] : await runCommands(desk, words.commands);
  await answer(site, mail, { address, words, anyone, results, keys });
}

const NO_WORDS: MailWords = { commands: [], unknown: [], stopped: null, signed: false };
const SEALED = { ok: false, why: "command-sealed" } as const;

/** Without what stands behind a `+`. */
function siteAddress(rcptTo: string): EmailAddress | null {
  const parsed = parseEmailAddress(rcptTo.replace(/\+[^@]*@/, "@"));
  return parsed.ok ? parsed.value : null;
}

function siteMail(facts: Pick<SiteMail, "row" | "raw" | "message" | "opened">): SiteMail {
  const { row, message } = facts;
  return {
    ...facts,
    author: { authentic: false, address: soleFrom(message), why: "no-signature", member: null },
    signedAs: null,
    signedAt: null,
    arrivedAt: row.receivedAt,
    vouchedFrom: null,
    envelopeFrom: row.envelopeFrom,
  };
}

/** Nothing that a program sent orders anything, nor what came through a list, nor what goes in circles. */
function isOfProgram({ envelopeFrom }: InboxRow, { header }: Entity): boolean {
  const isLooping = header.all("received").length > LIMITS.receivedHops;
  const wasOnList = header.all("x-beenthere").length > 0;
  return envelopeFrom === "" || isLooping || wasOnList || isAutomatic(header);
}

async function drop(site: PipelineSite, row: InboxRow, code: "malformed" | "automatic"): Promise<void> {
  const now = site.clock.now();
  await site.db.transact((tx) => finishInbox(tx, row.id, { decision: "discard", code, now }));
  site.logger.info("inbox.decided", { inbox: row.id, do: "discard", code });
}

/** The key of who asks on a list, as it was before anything was done. */
type KeysBefore = Map<StoredList["id"], { readonly of: EmailAddress; readonly key: Recipient }>;

interface DeskFacts {
  readonly keys: KeysBefore;
  /** The site's own, that the mail came to. */
  readonly address: EmailAddress;
  readonly anyone: Asker;
  readonly signed: boolean;
}

function deskOf(site: PipelineSite, mail: SiteMail, { keys, address, anyone, signed }: DeskFacts): Desk {
  const known = new Map<StoredList["id"], Promise<Asker>>();
  const judged = new Map<StoredList["id"], InFlight>();
  const ask = async (list: StoredList): Promise<Asker> => {
    const name = `who.${list.id}`;
    const asked = () => askedOnList(site, mail, { list, signed, judged });
    const { asker, key } = await remember(site, { inboxId: mail.row.id, name }, asked);
    if (asker.ok && key !== null) keys.set(list.id, { of: asker.person.address, key: decodeRecipient(key) });
    return asker;
  };
  const language = voiceOf(asSpeaker(site, address));
  return {
    context: operationContext(site),
    language,
    voiceIn: () => language,
    domain: domainOf(address),
    own: null,
    anyone,
    who(list) {
      const asker = known.get(list.id) ?? ask(list);
      known.set(list.id, asker);
      return asker;
    },
    asked: site.keyring.markOf("content at the site", mail.raw),
    inboxId: mail.row.id,
    brought({ id }) {
      const one = judged.get(id);
      return one === undefined ? null : broughtBy(one);
    },
    async carriedOut(tx, { id }) {
      const one = judged.get(id);
      if (one !== undefined) await takeNewcomersKeys(tx, one);
    },
  };
}

interface AskedHow {
  readonly list: StoredList;
  readonly signed: boolean;
  /** Takes what each list judged of the mail. */
  readonly judged: Map<StoredList["id"], InFlight>;
}

async function askedOnList(
  site: PipelineSite,
  mail: SiteMail,
  { judged, ...how }: AskedHow,
): Promise<{ readonly asker: Asker; readonly key: string | null }> {
  const { asker, mail: one } = await askerOnList(site, mail, how);
  judged.set(how.list.id, one);
  const key = asker.ok ? await keyOf(site, toList(how.list), asker.person.address) : null;
  return { asker, key: key === null ? null : encodeRecipient(key) };
}

function sayWhy({ language, domain }: Desk, why: TextKey): CommandResult {
  return { title: "", list: null, lines: [sayChosen(language, why, { domain })] };
}

interface Answering extends Pick<SiteAnswer, "address" | "results"> {
  readonly words: MailWords;
  readonly anyone: Asker;
  readonly keys: KeysBefore;
}

async function answer(
  site: PipelineSite,
  mail: SiteMail,
  { address, words, anyone, results, keys }: Answering,
): Promise<void> {
  const { row, message } = mail;
  const answered = { inboxId: row.id, messageId: outerMessageId(message), cameSealed: false };
  const to = answerTo(mail, address, anyone);
  const outgoing: Outgoing[] = [...(await prepareKeyMails(site, answered, results))];
  const groups = groupAnswers(results, { to, speaker: speakerOf });
  for (const { list, ...group } of groups) {
    if (list === null) continue;
    const before = keys.get(list.id);
    const sealTo = before?.of === group.to ? before.key : null;
    const one = { ...group, list: toList(list, site.texts), sealTo, read: words };
    outgoing.push(...(await prepareAnswer(site, answered, one)));
  }
  const own = groups.filter(({ list }) => list === null).map((group) => ({ ...group, address, read: words }));
  const composed = await Promise.all(own.map((one) => composeSiteAnswer(site, answered, one)));
  await site.db.transact(async (tx) => {
    for (const one of composed) {
      const goes = await queueSiteAnswer(tx, one, { inboxId: row.id, at: site.clock.now() });
      if (!goes) site.logger.info("site.not-answered", { inbox: row.id });
    }
    await sendAll(tx, site, answered, outgoing);
  });
}

/** A list that speaks for itself, else the site. */
function speakerOf({ list }: CommandResult): StoredList | null {
  return list !== null && speaksItself(list) ? list : null;
}

/** Who is vouched for is answered at that address; everybody else where the mail came from (S7). */
function answerTo({ row, message }: SiteMail, address: EmailAddress, anyone: Asker): EmailAddress | null {
  if (anyone.ok && anyone.person.method !== "smtp") return anyone.person.address;
  const { envelopeFrom } = row;
  return senderToAnswer(address, { envelopeFrom, header: message.header }).to;
}
