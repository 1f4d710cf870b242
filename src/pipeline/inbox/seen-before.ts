/**
 * What was sealed or signed counts once (S1, S4). Asked and written in the transaction that decides, so that of two that
 * come at once one is the first; a row that is run again never meets its own marks. Asking alone writes nothing.
 */
import { createHash } from "node:crypto";
import { type Bytes, DAY_MS } from "#base";
import { type Decision, strictest } from "#lists";
import {
  inboxById,
  lockMarks,
  type Mark,
  marksOf,
  recordMark,
  recordSessionMark,
  type Reader,
  sessionMarkOf,
  type Transactor,
} from "#store";
import type { InFlight } from "../in-flight.ts";
import { addressOf, namesOurKey, namesThisDoor } from "../facts/signed-addressees.ts";

/** Marks outlive the longest age that a signature may have (S4). */
const KEPT_MS = 30 * DAY_MS;
/** What was sealed has no age: no other door may open a stolen copy, as long as a list's key may live. */
const OPENED_KEPT_MS = 3650 * DAY_MS;

const DUPLICATE: Decision = { do: "silent", detail: "the same once more" };

/** As `askSeenBefore`, while nobody else decides about the same. Remembers the door of each ciphertext. */
export async function seenBefore(tx: Transactor, mail: InFlight): Promise<Decision | null> {
  await lockMarks(tx, [mail.contentMark, ...mail.sessionMarks, ...mail.signatureMarks]);
  const before = await askSeenBefore(tx, mail);
  await rememberDoor(tx, mail);
  return before;
}

/** null: it is the first of its kind, or its repetition is allowed. */
export async function askSeenBefore(tx: Reader, mail: InFlight): Promise<Decision | null> {
  if (await isMarked(tx, mail, mail.contentMark)) return DUPLICATE;
  const opened = await openedBefore(tx, mail);
  if (opened?.do === "silent") return opened;
  const signed = await signedBefore(tx, mail);
  return signed?.do === "silent" ? signed : (opened ?? signed);
}

/**
 * What becomes of a message that is not distributed. A ciphertext that another door opened says nothing more than that:
 * whether it could be opened here, and what was in it, is nobody's to learn (S1, S11).
 */
export function decidedWith(decision: Decision, before: Decision | null): Decision {
  if (before === null) return decision;
  const isElsewhere = before.do === "hold" && before.code === "opened-elsewhere";
  return isElsewhere ? before : strictest([decision, before]);
}

/** What counts once. In the transaction that distributes or holds, never in one that refuses. */
export async function rememberMessage(tx: Transactor, mail: InFlight): Promise<void> {
  const here = mail.signatureMarks.map((mark) => atDoor(mark, mail));
  for (const mark of [mail.contentMark, ...mail.signatureMarks, ...here]) {
    await recordMark(tx, {
      listId: mail.list.id,
      mark,
      messageId: mail.messageMark,
      address: addressOf(mail),
      inboxId: mail.inboxId,
      expiresAt: expiry(mail),
    });
  }
}

/** Everywhere, and at this door: the first of each stays. */
async function rememberDoor(tx: Transactor, mail: InFlight): Promise<void> {
  const expiresAt = new Date(mail.arrivedAt.getTime() + OPENED_KEPT_MS);
  const row = { door: addressOf(mail), inboxId: mail.inboxId, expiresAt };
  for (const hmac of mail.sessionMarks.flatMap((mark) => [mark, atDoor(mark, mail)]))
    await recordSessionMark(tx, { ...row, hmac });
}

/** S1: each ciphertext is opened for one door. */
async function openedBefore(tx: Reader, mail: InFlight): Promise<Decision | null> {
  let decision: Decision | null = null;
  for (const hmac of mail.sessionMarks) {
    const here = await sessionMarkOf(tx, atDoor(hmac, mail));
    if (isAnothers(mail, here)) return DUPLICATE;
    const first = await sessionMarkOf(tx, hmac);
    if (!isAnothers(mail, first) || (await mayBeElsewhere(tx, mail, first))) continue;
    decision = { do: "hold", code: "opened-elsewhere", args: {}, detail: `opened before at ${first.door}` };
  }
  return decision;
}

/** S4: what was signed counts once. A moderator may let it count again, by approving it. */
async function signedBefore(tx: Reader, mail: InFlight): Promise<Decision | null> {
  let decision: Decision | null = null;
  for (const mark of mail.signatureMarks) {
    const here = others(mail, await marksOf(tx, atDoor(mark, mail)));
    if (here.some((known) => known.messageId === mail.messageMark)) return DUPLICATE;
    for (const known of here) decision ??= replayed(known);
    for (const known of others(mail, await marksOf(tx, mark))) {
      if (!(await countsHere(tx, mail, known))) decision ??= replayed(known);
    }
  }
  return mail.approved ? null : decision;
}

function isAnothers<M extends Pick<Mark, "inboxId">>(mail: InFlight, mark: M | null): mark is M {
  return mark !== null && mark.inboxId !== mail.inboxId;
}

function replayed(known: Mark): Decision {
  return { do: "hold", code: "replayed", args: {}, detail: `counted before as message ${known.inboxId}` };
}

/** The same signed content at another door: it must have been meant for both. */
async function countsHere(tx: Reader, mail: InFlight, known: Mark): Promise<boolean> {
  const intended = known.listId !== mail.list.id && namesOurKey(mail);
  return intended || mayBeElsewhere(tx, mail, known);
}

async function mayBeElsewhere(
  tx: Reader,
  mail: InFlight,
  other: { readonly inboxId: Mark["inboxId"] },
): Promise<boolean> {
  return namesThisDoor(mail) || sameTransaction(tx, mail, other);
}

/** The mark of something at this very door, beside the one that it has everywhere. */
function atDoor(mark: Bytes, mail: InFlight): Bytes {
  return createHash("sha256").update(`${mail.list.id} ${mail.door}\0`).update(mark).digest();
}

function others(mail: InFlight, marks: readonly Mark[]): readonly Mark[] {
  return marks.filter((known) => isAnothers(mail, known));
}

async function isMarked(tx: Reader, mail: InFlight, mark: Bytes): Promise<boolean> {
  return others(mail, await marksOf(tx, mark)).length > 0;
}

async function sameTransaction(
  tx: Reader,
  mail: InFlight,
  other: { readonly inboxId: Mark["inboxId"] },
): Promise<boolean> {
  const row = await inboxById(tx, other.inboxId);
  return row?.transactionId === mail.transactionId;
}

function expiry(mail: InFlight): Date {
  return new Date(mail.arrivedAt.getTime() + KEPT_MS);
}
