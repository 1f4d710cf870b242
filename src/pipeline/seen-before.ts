/**
 * What was sealed or signed counts once (S1, S4). Asked and written in the transaction that decides; a row
 * that is run again never meets its own marks.
 */
import type { EmailAddress } from "#base";
import type { Decision } from "#lists";
import {
  inboxById,
  type Mark,
  marksOf,
  recordMark,
  recordSessionMark,
  type Reader,
  type Transactor,
} from "#store";
import type { InFlight } from "./in-flight.ts";

/** Marks outlive the longest age that a signature may have (S4). */
const KEPT_MS = 30 * 86_400_000;

const DUPLICATE: Decision = { do: "silent", detail: "the same once more" };

/** null: it is the first of its kind, or its repetition is allowed. Remembers the door of each ciphertext. */
export async function seenBefore(tx: Transactor, mail: InFlight): Promise<Decision | null> {
  const retried = (await marksOf(tx, mail.contentMark)).some((known) => known.inboxId !== mail.inboxId);
  if (retried) return DUPLICATE;
  for (const hmac of mail.sessionMarks) {
    const door = `${mail.list.address} ${mail.door}`;
    const first = await recordSessionMark(tx, { hmac, door, inboxId: mail.inboxId, expiresAt: expiry(mail) });
    if (first.inboxId === mail.inboxId) continue;
    if (first.door === door) return DUPLICATE;
    if (namesThisDoor(mail) || (await sameTransaction(tx, mail, first))) continue;
    return { do: "hold", code: "opened-elsewhere", args: {}, detail: `opened before at ${first.door}` };
  }
  for (const mark of mail.signatureMarks) {
    const decision = await signedBefore(tx, mail, await marksOf(tx, mark));
    if (decision !== null) return decision;
  }
  return null;
}

/** What counts once. In the transaction that distributes or holds, never in one that refuses. */
export async function rememberMessage(tx: Transactor, mail: InFlight): Promise<void> {
  for (const mark of [mail.contentMark, ...mail.signatureMarks]) {
    await recordMark(tx, {
      listId: mail.list.id,
      mark,
      messageId: outerMessageId(mail),
      address: mail.author.address ?? "",
      inboxId: mail.inboxId,
      expiresAt: expiry(mail),
    });
  }
}

async function signedBefore(tx: Reader, mail: InFlight, marks: readonly Mark[]): Promise<Decision | null> {
  for (const known of marks) {
    if (known.inboxId === mail.inboxId) continue;
    const here = known.listId === mail.list.id;
    if (here && known.messageId === outerMessageId(mail)) return DUPLICATE;
    const allowed = !here && (namesThisDoor(mail) || (await sameTransaction(tx, mail, known)));
    if (!allowed)
      return { do: "hold", code: "replayed", args: {}, detail: `counted before as message ${known.inboxId}` };
  }
  return null;
}

/** A To or Cc that the signature covers names the list. */
function namesThisDoor({ opened, list }: InFlight): boolean {
  const fields = (opened?.headers ?? []).filter(
    (field) => field.from === "protected" && /^(?:to|cc)$/i.test(field.name),
  );
  return fields.some((field) => hasAddress(field.value, list.address));
}

function hasAddress(value: string, address: EmailAddress): boolean {
  const wanted = address.toLowerCase();
  return value
    .toLowerCase()
    .split(/[\s,;<>"()]+/)
    .includes(wanted);
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

export function outerMessageId(mail: InFlight): string {
  return mail.message.header.first("message-id")?.value ?? "";
}
