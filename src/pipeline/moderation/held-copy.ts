/**
 * A held message for a moderator to read: opened in memory, and sealed to their key as an attached message. It never goes
 * in clear on a list with keys. What another door opened stays closed; being looked at leaves no mark (S1, S4).
 */
import { type Bytes, concatBytes, latin1, type Recipient } from "#base";
import { say } from "#i18n";
import { type List, usesKeys, voiceOf } from "#lists";
import { type FieldList, formatField, toCrlf } from "#mime";
import type { ErrandOrder } from "#operations";
import type { Opened } from "#protect";
import { type HeldRow, heldById, heldMessage, inboxById, type InboxRow } from "#store";
import { type ErrandRequest, type Moderator, moderatorOf } from "./compose-errand.ts";
import { enclosedMessage } from "../compose/enclosed-message.ts";
import type { InFlight } from "../in-flight.ts";
import { readingKey } from "./held-decider.ts";
import { whatToDo } from "./moderation-notices.ts";
import { tellingNotice } from "./owner-notices.ts";
import { askSeenBefore } from "../inbox/seen-before.ts";
import type { PipelineSite } from "../site.ts";
import { startFlight } from "../start-flight.ts";
import { hidePoster } from "../steps/hide-poster.ts";
import { openMessage } from "../steps/open-message.ts";
import { stripUntrustedHtml } from "../steps/strip-untrusted-html.ts";

type CopyOrder = Extract<ErrandOrder, { readonly do: "send-copy" }>;
type NoCopy =
  | "moderation-no-copy-key"
  | "moderation-no-copy-closed"
  | "moderation-no-copy-elsewhere"
  | "moderation-no-copy-html";

export async function copyForModerator(
  site: PipelineSite,
  list: List,
  { held, member }: CopyOrder,
): Promise<ErrandRequest | null> {
  const moderator = await moderatorOf(site, list, { member, held });
  const found = await site.db.read(async (tx) => {
    const row = await heldById(tx, held);
    const inbox = row === null ? null : await inboxById(tx, row.inboxId);
    const raw = row === null ? null : await heldMessage(tx, held);
    return row === null || inbox === null || raw === null ? null : { row, inbox, raw };
  });
  if (moderator === null || found === null || found.row.listId !== list.id) return null;
  const copy = await copyOf(site, list, { ...found, moderator });
  return request(list, found.row, moderator, copy);
}

interface Found {
  readonly row: HeldRow;
  readonly inbox: InboxRow;
  readonly raw: Bytes;
  readonly moderator: Moderator;
}

interface Copy {
  /** A message/rfc822 part. */
  readonly message: Bytes;
  /** null: a list without keys, and clear as it came. */
  readonly sealTo: Recipient | null;
}

async function copyOf(
  site: PipelineSite,
  list: List,
  { moderator, ...found }: Found,
): Promise<Copy | NoCopy> {
  if (!usesKeys(list.settings)) {
    const isHidden = hidesPoster(list, found.inbox);
    const shown = isHidden ? await readable(site, list, found) : asItCame(found.raw);
    return typeof shown === "string" ? shown : { message: shown, sealTo: null };
  }
  const reader = { member: moderator.person.id, at: site.clock.now() };
  const sealTo = await site.db.read((tx) => readingKey(tx, list, reader));
  if (sealTo === null) return "moderation-no-copy-key";
  const message = await readable(site, list, found);
  return typeof message === "string" ? message : { message, sealTo };
}

/** Who wrote it is not shown to moderators either. */
function hidesPoster({ settings }: List, { door }: InboxRow): boolean {
  return door === "post" && settings.anonymous_list === "yes";
}

async function readable(
  site: PipelineSite,
  list: List,
  { row, inbox, raw }: Omit<Found, "moderator">,
): Promise<Bytes | NoCopy> {
  // Marks are erased after a month; what they once said stands in the row.
  if (row.code === "opened-elsewhere") return "moderation-no-copy-elsewhere";
  if (inbox.door !== "post" && inbox.door !== "owner") return "moderation-no-copy-closed";
  const start = startFlight(
    site.keyring,
    { ...inbox, judgedAt: site.clock.now() },
    { list, door: inbox.door, raw },
  );
  if (start.refused !== null) return "moderation-no-copy-closed";
  const opened = await openMessage(start.mail, site);
  if (opened.next === "decide" || opened.mail.opened === null) return "moderation-no-copy-closed";
  if (await wasOpenedElsewhere(site, opened.mail)) return "moderation-no-copy-elsewhere";
  const isAnonymous = hidesPoster(list, inbox);
  if (opened.mail.opened.wasEncrypted === null && !isAnonymous) return asItCame(raw);
  const safe = await stripUntrustedHtml(opened.mail);
  if (safe.next === "decide" || !safe.mail.trustworthyText || safe.mail.opened === null)
    return "moderation-no-copy-html";
  return isAnonymous ? asAnonymous(site, safe.mail) : asOpened(safe.mail.opened, SHOWN);
}

/** Whoever reads here would read mail that was meant for others. */
async function wasOpenedElsewhere(site: PipelineSite, mail: InFlight): Promise<boolean> {
  const before = await site.db.read((tx) => askSeenBefore(tx, mail));
  return before?.do === "silent" || (before?.do === "hold" && before.code === "opened-elsewhere");
}

async function asAnonymous(site: PipelineSite, mail: InFlight): Promise<Bytes | NoCopy> {
  const hidden = await hidePoster(mail, site);
  if (hidden.next === "decide" || hidden.mail.opened === null) return "moderation-no-copy-closed";
  return asOpened(hidden.mail.opened, /^subject$/i);
}

function asItCame(raw: Bytes): Bytes {
  return enclosedMessage(toCrlf(raw));
}

const SHOWN = /^(?:from|to|cc|reply-to|date|subject|message-id|references|in-reply-to)$/i;

/** As the list read it: protected header fields in front of what was inside. */
function asOpened({ headers, content }: Opened, names: RegExp): Bytes {
  const shown: FieldList = headers
    .filter(({ name }) => names.test(name))
    .map(({ name, value }) => [name, value] as const);
  const fields = shown.map(([name, value]) => formatField(name, value));
  return enclosedMessage(concatBytes(...fields, latin1("MIME-Version: 1.0\r\n"), content));
}

function request(
  list: List,
  row: HeldRow,
  { person, decider }: Moderator,
  copy: Copy | NoCopy,
): ErrandRequest {
  const voice = voiceOf(list);
  const names = { list: list.displayName, number: String(row.id) };
  const said =
    typeof copy === "string"
      ? say(voice, "moderation-no-copy", { ...names, why: say(voice, copy) })
      : say(voice, "moderation-copy", names);
  const todo = decider === null ? [] : ["", ...whatToDo(list, row.id, decider)];
  return {
    ...(decider === null ? {} : tellingNotice(row.id, person.id, decider)),
    to: person.address,
    notice: { subject: say(voice, "moderation-subject", names), lines: [said, ...todo] },
    attachments: typeof copy === "string" ? [] : [copy.message],
    kind: "auto-replied",
    inReplyTo: null,
    ...(typeof copy === "string" || copy.sealTo === null ? {} : { sealTo: copy.sealTo }),
  };
}
