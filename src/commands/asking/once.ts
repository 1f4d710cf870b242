/**
 * Does one thing that a mail orders, once: what it changes, and what is told about it, are one transaction. The same mail,
 * run again after a crash, is told the same.
 */
import { type EmailAddress, fromUtf8, type InboxId, type ListId, type RequestId, utf8 } from "#base";
import {
  inboxEffect,
  keepInboxEffect,
  listById,
  lockInboxEffects,
  type Reader,
  requestById,
  type StoredList,
  type Transactor,
} from "#store";
import type { Desk, KeyMail, Told } from "../desk.ts";

/** What came of it; `list` and `holder` of a key that came back. */
export interface Done extends Told {
  readonly list?: StoredList | null;
  readonly holder?: EmailAddress | null;
}

/** What changes the database, after all that takes long. */
export type Doing = (tx: Transactor) => Promise<Done>;

/** @param at names it within its mail */
export async function once(desk: Desk, at: string, decide: () => Promise<Doing>): Promise<Done> {
  const { db } = desk.context;
  const before = await db.read((tx) => toldBefore(tx, desk, at));
  if (before !== null) return before;
  const work = await decide();
  return db.transact(async (tx) => {
    await lockInboxEffects(tx, desk.inboxId);
    const meanwhile = await toldBefore(tx, desk, at);
    if (meanwhile !== null) return meanwhile;
    const done = await work(tx);
    await keepInboxEffect(tx, { inboxId: desk.inboxId, name: at }, utf8(JSON.stringify(rowOf(done))));
    return done;
  });
}

interface DoneRow {
  readonly lines: readonly string[];
  readonly proven: boolean;
  readonly mails: readonly KeyMailRow[];
  readonly list: ListId | null;
  readonly holder: EmailAddress | null;
}

interface KeyMailRow extends Pick<KeyMail, "to" | "kind" | "key"> {
  readonly list: ListId;
  readonly request: RequestId;
}

function rowOf({ lines, proven = false, mails = [], list = null, holder = null }: Done): DoneRow {
  const rows = mails.map((mail) => ({ ...mail, list: mail.list.id, request: mail.request.id }));
  return { lines, proven, mails: rows, list: list?.id ?? null, holder };
}

async function toldBefore(
  tx: Reader,
  { inboxId, context }: { readonly inboxId: InboxId; readonly context: Desk["context"] },
  name: string,
): Promise<Done | null> {
  const kept = await inboxEffect(tx, { inboxId, name });
  if (kept === null) return null;
  const row = JSON.parse(fromUtf8(kept)) as DoneRow;
  const mails: KeyMail[] = [];
  for (const one of row.mails) {
    const list = await listById(tx, one.list);
    const request = await requestById(tx, one.request, context.clock.now());
    if (list !== null && request !== null) mails.push({ ...one, list, request });
  }
  return { ...row, mails, list: row.list === null ? null : await listById(tx, row.list) };
}
