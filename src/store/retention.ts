/**
 * How long every table keeps its rows (S14): a line each. What holds a message is shortest; nothing here
 * takes what still waits for somebody.
 */
import { type RawBuilder, sql } from "kysely";
import { utf8 } from "#base";
import { eraseLeftArriving } from "./mail-in/arriving.ts";
import { eraseHeld } from "./mail-in/held.ts";
import { noteUntold } from "./mail-in/untold.ts";
import { eraseArchivedExpired } from "./posts/archived-expiry.ts";
import { eraseDigestPostsExpired } from "./digests/digest-expiry.ts";
import { eraseKept } from "./posts/kept.ts";
import { eraseBody, eraseBodyChunks } from "./mail-out/body.ts";
import type { Database, Transactor } from "./engine/database.ts";
import { finishErrand } from "./mail-in/errand.ts";
import type { Schema } from "./schema/schema.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const LOG_DAYS = 30;
const SUBJECT_DAYS = 180;
const ERRAND_DAYS = 7;
/** Mail that one signed has arrived, or is lost. */
const RECORD_DAYS = 30;
/** Authorities that take longer have lost the request. */
const REQUEST_DAYS = 365;
const PAGE = 500;

/** Deletes at most PAGE rows that are due; how many there were. */
type Erase = (tx: Transactor, now: Date) => Promise<number>;
/** `kept`: until somebody removes it. `with`: goes with another table's row. */
type Rule = { readonly kept: string } | { readonly with: string } | { readonly erase: Erase };

export const RETENTION: Readonly<Record<keyof Schema, Rule>> = {
  schema_version: { kept: "as long as the database" },
  site_secret: { kept: "as long as the database" },
  storage_key: { kept: "as long as its list" },
  list: { kept: "until it is removed" },
  list_password: { with: "list" },
  // Replaced ones; the others stay as long as their list.
  list_secret: {
    erase: (tx, now) => erase(tx, sql`list_secret`, sql`opens_until < ${now.getTime()}`),
  },
  member: { kept: "until the person leaves" },
  member_address: { with: "member" },
  member_key: { with: "member" },
  member_key_signer: { with: "member_key" },
  key_warning: { erase: (tx) => erase(tx, sql`key_warning`, IS_ABOUT_NO_KEY) },
  // No list asks for it any more.
  revocation_list: {
    erase: (tx, now) => erase(tx, sql`revocation_list`, sql`tried_at < ${daysBefore(now, LOG_DAYS)}`),
  },
  key_offer: { erase: (tx, now) => erase(tx, sql`key_offer`, sql`until < ${now.getTime()}`) },
  certificate_file: { kept: "as long as the file" },
  // Nobody wants to know any more.
  certificate_status: {
    erase: (tx, now) => erase(tx, sql`certificate_status`, sql`wanted_at < ${daysBefore(now, LOG_DAYS)}`),
  },
  left_key: { erase: (tx, now) => erase(tx, sql`left_key`, sql`until < ${now.getTime()}`) },
  departure: { erase: (tx, now) => erase(tx, sql`departure`, sql`until < ${now.getTime()}`) },
  authority: { kept: "until it is removed" },
  // Revocation lists name them, and owners look up who has which.
  issued_certificate: { with: "authority" },
  requested_key: {
    erase: (tx, now) => erase(tx, sql`requested_key`, sql`created_at < ${daysBefore(now, REQUEST_DAYS)}`),
  },
  node: { erase: (tx, now) => erase(tx, sql`node`, sql`seen_at < ${daysBefore(now, LOG_DAYS)}`) },
  // With its row in inbox, held, kept, archived, errand or body: erased at the decision, or with the last delivery.
  blob: { erase: (tx, now) => eraseLeftArriving(tx, now, PAGE) },
  blob_chunk: { with: "blob" },
  inbox: {
    erase: (tx, now) =>
      erase(
        tx,
        sql`inbox`,
        sql`done_at < ${daysBefore(now, LOG_DAYS)} and blob_id is null and id not in (select inbox_id from held)
          and id not in (select inbox_id from kept)`,
      ),
  },
  // Gone when its mail is finished.
  inbox_effect: { with: "inbox" },
  held: { erase: eraseHeldExpired },
  // Gone when the owners were told; a list may have none.
  untold: { erase: (tx, now) => erase(tx, sql`untold`, sql`ended_at < ${daysBefore(now, LOG_DAYS)}`) },
  held_token: { with: "held or member" },
  errand: { erase: eraseErrands },
  request: { erase: (tx, now) => erase(tx, sql`request`, sql`expires_at < ${now.getTime()}`) },
  request_key: { with: "request" },
  mark: { erase: (tx, now) => erase(tx, sql`mark`, sql`expires_at < ${now.getTime()}`) },
  session_mark: { erase: (tx, now) => erase(tx, sql`session_mark`, sql`expires_at < ${now.getTime()}`) },
  answer_count: { erase: (tx, now) => erase(tx, sql`answer_count`, sql`expires_at < ${now.getTime()}`) },
  // The row stays as long as its list: numbers and threads need it.
  post: { erase: eraseSubjects },
  post_member: { with: "its post's sealing, or the kept row that the member waits for" },
  kept: { erase: eraseKeptExpired },
  // What its list's archive_days says; 0: until somebody erases it.
  archived: { erase: (tx, now) => eraseArchivedExpired(tx, now, PAGE) },
  digest: { with: "list" },
  // When everybody had it; who has no key that works waits as long as for posts (keep_for_keyless).
  digest_post: { erase: (tx, now) => eraseDigestPostsExpired(tx, now, PAGE) },
  digest_left_out: {
    erase: (tx, now) => erase(tx, sql`digest_left_out`, sql`at < ${daysBefore(now, LOG_DAYS)}`),
  },
  last_digest: { with: "member" },
  waiting_notice: { with: "member" },
  outbox: { erase: (tx, now) => erase(tx, sql`outbox`, sql`done_at < ${daysBefore(now, LOG_DAYS)}`) },
  body: { erase: eraseBodies },
  body_chunk: { with: "body" },
  // Retired ones, when nobody needs their records any more.
  dkim_key: {
    erase: (tx, now) => erase(tx, sql`dkim_key`, sql`retired_at < ${daysBefore(now, RECORD_DAYS)}`),
  },
  task: { kept: "as long as the database" },
  task_model: { kept: "until it is removed" },
  task_run: {
    erase: (tx, now) => erase(tx, sql`task_run`, sql`started_at < ${daysBefore(now, LOG_DAYS)}`),
  },
};

/** Told of a key that the list does not have any more. */
const IS_ABOUT_NO_KEY = sql`not exists (select 1 from member_key
    where member_key.list_id = key_warning.list_id and member_key.fingerprint = key_warning.fingerprint)
  and not exists (select 1 from list_secret
    where list_secret.list_id = key_warning.list_id and list_secret.fingerprint = key_warning.fingerprint)`;

/** Runs every rule in short transactions. The answer is how many rows went, per table. */
export async function eraseExpired(db: Database, now: Date): Promise<Readonly<Record<string, number>>> {
  const erased: Record<string, number> = {};
  for (const [table, rule] of Object.entries(RETENTION)) {
    if ("erase" in rule) erased[table] = await eraseAll(db, rule.erase, now);
  }
  await db.emptyLog();
  return erased;
}

async function eraseAll(db: Database, erase: Erase, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await db.transact((tx) => erase(tx, now));
    total += count;
    if (count < PAGE) return total;
  }
}

async function erase(tx: Transactor, table: RawBuilder<unknown>, due: RawBuilder<unknown>): Promise<number> {
  const row = tx.kind === "sqlite" ? sql`rowid` : sql`ctid`;
  const statement = sql`delete from ${table} where ${row} in (select ${row} from ${table} where ${due} limit ${PAGE})`;
  const { numAffectedRows } = await statement.execute(tx.query);
  return Number(numAffectedRows ?? 0n);
}

/** The Subjects of threads that nobody answers any more. */
async function eraseSubjects(tx: Transactor, now: Date): Promise<number> {
  const subject = utf8("");
  const due = await tx.query
    .selectFrom("post")
    .select("id")
    .where("accepted_at", "<", daysBefore(now, SUBJECT_DAYS))
    .where("subject", "!=", subject)
    .limit(PAGE)
    .execute();
  const ids = due.map((row) => row.id);
  if (ids.length > 0) await tx.query.updateTable("post").set({ subject }).where("id", "in", ids).execute();
  return ids.length;
}

/** Owners hear of what waited for them, and that nobody decided about it. */
async function eraseHeldExpired(tx: Transactor, now: Date): Promise<number> {
  const rows = await tx.query
    .selectFrom("held")
    .select(["id", "list_id", "kind", "sender"])
    .where("until", "<", now.getTime())
    .limit(PAGE)
    .execute();
  for (const { id, list_id: listId, kind, sender: address } of rows) {
    await eraseHeld(tx, id);
    if (kind === "held") await noteUntold(tx, { listId, what: "held", address, at: now });
  }
  return rows.length;
}

/** What nobody could write for a week. */
async function eraseErrands(tx: Transactor, now: Date): Promise<number> {
  const rows = await tx.query
    .selectFrom("errand")
    .select("id")
    .where("created_at", "<", daysBefore(now, ERRAND_DAYS))
    .limit(PAGE)
    .execute();
  for (const { id } of rows) await finishErrand(tx, id);
  return rows.length;
}

/** The message of a kept row is neither with it, nor with its inbox row, nor held: an owner discarded it. */
const IS_NOWHERE = sql<boolean>`kept.blob_id is null
  and not exists (select 1 from inbox where inbox.id = kept.inbox_id and inbox.blob_id is not null)
  and not exists (select 1 from held where held.inbox_id = kept.inbox_id)`;

/**
 * Posts whose time is over, whoever waits for them, and those that are gone by another way; then the notes of who
 * waited for what was never kept.
 */
async function eraseKeptExpired(tx: Transactor, now: Date): Promise<number> {
  const rows = await tx.query
    .selectFrom("kept")
    .select("post_id")
    .where((b) => b.or([b("until", "<=", now.getTime()), IS_NOWHERE]))
    .limit(PAGE)
    .execute();
  for (const row of rows) await eraseKept(tx, row.post_id);
  if (rows.length === PAGE) return PAGE;
  const left = sql`state in ('kept', 'lost') and post_id not in (select post_id from kept)
    and post_id not in (select post.id from post join inbox on inbox.id = post.inbox_id where inbox.state = 'sealing')`;
  return erase(tx, sql`post_member`, left);
}

/** Content that nobody waits for, such as a notice whose effect was queued already; then rows of old ones. */
async function eraseBodies(tx: Transactor, now: Date): Promise<number> {
  const left = await tx.query
    .selectFrom("body")
    .select("id")
    .where("erased_at", "is", null)
    .where("created_at", "<", daysBefore(now, 1))
    .where(
      sql<boolean>`not exists (select 1 from outbox where outbox.body_id = body.id and outbox.state in ('ready', 'claimed'))`,
    )
    .where(
      sql<boolean>`not exists (select 1 from post where post.id = body.post_id and post.state = 'sealing')`,
    )
    .limit(PAGE)
    .execute();
  for (const { id } of left) await eraseBody(tx, id, now);
  if (left.length === PAGE) return PAGE;
  for (const { id } of await halfErasedBodies(tx)) await eraseBodyChunks(tx, id);
  const old = sql`erased_at is not null and created_at < ${daysBefore(now, LOG_DAYS)}`;
  const done = sql`${old} and not exists (select 1 from outbox where outbox.body_id = body.id)`;
  return erase(tx, sql`body`, done);
}

/** A crash came between two steps. */
async function halfErasedBodies(tx: Transactor) {
  return tx.query
    .selectFrom("body")
    .select("id")
    .where("erased_at", "is not", null)
    .where(sql<boolean>`exists (select 1 from body_chunk where body_chunk.body_id = body.id)`)
    .limit(PAGE)
    .execute();
}

function daysBefore(now: Date, days: number): number {
  return now.getTime() - days * DAY_MS;
}
