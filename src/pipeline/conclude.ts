/**
 * Writes what was decided about a message that is not distributed: held and refused mail waits closed, as
 * it came; whom to tell is told; duplicates go without a word.
 */
import { addressKey, type EmailAddress, parseEmailAddress } from "#base";
import { type Decision, type List, strictest, usesKeys } from "#lists";
import type { Entity } from "#mime";
import { finishInbox, holdInbox, listStaff, takeAnswer, type Transactor } from "#store";
import type { InFlight } from "./in-flight.ts";
import { outerMessageId } from "./outer-message-id.ts";
import { ownerHeldNotice, reasonText, refusalNotice } from "./notices.ts";
import { type PreparedNotice, prepareNotice, queueNotice } from "./send-notice.ts";
import { rememberMessage, seenBefore } from "./seen-before.ts";
import type { PipelineSite } from "./site.ts";

export type Refusal = Extract<Decision, { do: "hold" | "reject" | "discard" }>;
type Other = Exclude<Decision, { do: "accept" }>;

const DAY_MS = 86_400_000;
const FOREVER_DAYS = 36_500;
/** S7: answers per address and day, and per list and hour. */
const ANSWERS = { perAddressDay: 10, perListHour: 100 };

export async function conclude(site: PipelineSite, mail: InFlight, decision: Other): Promise<void> {
  const notices = decision.do === "silent" ? [] : await prepareNotices(site, mail, decision);
  await site.db.transact(async (tx) => {
    const before = await seenBefore(tx, mail);
    const final = before === null ? decision : strictest([decision, before]);
    if (final.do === "hold") await rememberMessage(tx, mail);
    if (final.do !== "silent" && final.do !== "accept") {
      await keepClosed(tx, mail, { decision: final, at: site.clock.now() });
      for (const notice of notices) await queueLimited(tx, mail, { notice, at: site.clock.now() });
    }
    await finish(tx, mail, { decision: final, at: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
  });
  const code = "code" in decision ? decision.code : "duplicate";
  site.logger.info("decided", { inbox: mail.inboxId, list: mail.list.id, do: decision.do, code });
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
  const { settings } = mail.list;
  const held = decision.do === "hold";
  const days = held ? settings.max_days_to_hold || FOREVER_DAYS : settings.refused_days;
  await holdInbox(tx, {
    inboxId: mail.inboxId,
    listId: mail.list.id,
    kind: held ? "held" : "refused",
    code: decision.code,
    publicText: reasonText(mail.list, decision),
    detail: decision.detail,
    sender: mail.envelopeFrom,
    heldAt: at,
    until: new Date(at.getTime() + days * DAY_MS),
  });
}

async function prepareNotices(
  site: PipelineSite,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly PreparedNotice[]> {
  const requests = [...senderNotice(mail, decision), ...(await ownerNotices(site, mail, decision))];
  return Promise.all(requests.map((request) => prepareNotice(site, mail.list, request)));
}

/** S7: on a list with keys only somebody whose From is vouched for is answered; discarded mail never is. */
function senderNotice(mail: InFlight, decision: Refusal) {
  const to = answerable(mail);
  const vouched = mail.author.authentic || !usesKeys(mail.list.settings);
  if (to === null || !vouched || decision.do === "discard") return [];
  const id = outerMessageId(mail.message);
  const refused = { arrivedAt: mail.arrivedAt, messageId: id || "none" };
  return [
    {
      to,
      notice: refusalNotice(mail.list, decision, refused),
      attachments: [],
      kind: "auto-replied" as const,
      inReplyTo: id || null,
      effect: `inbox:${mail.inboxId}:refusal`,
    },
  ];
}

async function ownerNotices(site: PipelineSite, mail: InFlight, decision: Refusal) {
  if (decision.do !== "hold") return [];
  const staff = await site.db.read((tx) => listStaff(tx, mail.list.id));
  const notice = ownerHeldNotice(mail.list, decision, outerLines(mail.message));
  return staff.map(({ id, address }) => ({
    to: address,
    notice,
    attachments: [],
    kind: "auto-generated" as const,
    inReplyTo: null,
    effect: `inbox:${mail.inboxId}:owner-notice:${id}`,
  }));
}

async function queueLimited(
  tx: Transactor,
  { list, inboxId }: InFlight,
  { notice, at }: { notice: PreparedNotice; at: Date },
): Promise<void> {
  const to = addressKey(notice.request.to);
  if (!(await takeAnswer(tx, { to, listId: list.id, now: at, ...ANSWERS }))) return;
  await queueNotice(tx, list, { ...notice, inboxId, at });
}

/** Where an automatic answer may go (RFC 3834 §2): the envelope sender of mail that a person wrote. */
export function answerable({ envelopeFrom, message, list }: InFlight): EmailAddress | null {
  const address = parseEmailAddress(envelopeFrom);
  if (!address.ok || isAutomatic(message) || isOurs(list, address.value)) return null;
  return address.value;
}

function isAutomatic({ header }: Entity): boolean {
  const says = (name: string, pattern: RegExp): boolean =>
    header.all(name).some((field) => pattern.test(field.value));
  return (
    says("auto-submitted", /^(?!no\b)/i) ||
    says("precedence", /^(?:bulk|list|junk)\b/i) ||
    header.first("list-id") !== undefined
  );
}

function isOurs(list: List, address: EmailAddress): boolean {
  const [localPart = "", domain = ""] = list.address.toLowerCase().split("@");
  const other = address.toLowerCase();
  return (
    other.endsWith(`@${domain}`) && (other.startsWith(`${localPart}@`) || other.startsWith(`${localPart}-`))
  );
}

const SHOWN = ["From", "To", "Cc", "Date", "Subject", "Message-ID"];

/** Outer header fields, one line each: all that anybody is shown of what waits (S7). */
function outerLines({ header }: Entity): readonly string[] {
  return SHOWN.flatMap((name) => header.all(name).map((field) => `${name}: ${field.value}`));
}
