/**
 * Erases a person (S14): all rows that `person-tables` says go. What counts once and who may come back with which key
 * stays as HMACs (S4, S9). In one transaction, so that half a person never stays.
 */
import { sql } from "kysely";
import { fromUtf8, type InboxId, type PostId } from "#base";
import { eraseBlob } from "../at-rest/blob.ts";
import { among } from "../engine/among.ts";
import type { Transactor } from "../engine/database.ts";
import { hideLeftKeys, rememberLeftAddress, rememberLeftKeys } from "../lists/left-key.ts";
import { membershipsOf, removeMember } from "../lists/member.ts";
import { errandOrder, finishErrand } from "../mail-in/errand.ts";
import { eraseHeld } from "../mail-in/held.ts";
import { NO_BYTES } from "../mail-out/outbox.ts";
import { forgetInboxEffects } from "../mail-in/inbox-effect.ts";
import { eraseDigestPost } from "../digests/digest-post.ts";
import { eraseArchived } from "../posts/archived.ts";
import { eraseKept } from "../posts/kept.ts";
import type { Schema } from "../schema/schema.ts";
import { isAddress, isMember, isTheirPost, type Person } from "./person.ts";
import { PERSON_TABLES } from "./person-tables.ts";

export interface Erasing {
  readonly at: Date;
  /** What they wrote to lists too: kept and archived posts. */
  readonly posts: boolean;
}

export async function erasePerson(tx: Transactor, person: Person, { at, posts }: Erasing): Promise<void> {
  await eraseHeldMail(tx, person);
  await eraseInbox(tx, person);
  await eraseErrands(tx, person);
  await eraseDeliveries(tx, person, at);
  await disownPosts(tx, person, posts);
  await rememberKeys(tx, person, at);
  for (const table of [
    "member_address",
    "request",
    "departure",
    "key_warning",
    "certificate_status",
    "answer_count",
  ] as const)
    await eraseRows(tx, table, person);
  await tx.query.deleteFrom("request_key").where("holder", "=", person.key).execute();
  for (const id of person.members) await removeMember(tx, id);
  await eraseRows(tx, "post_member", person);
  await hideLeftKeys(tx, person);
}

/** Whose other address it is stays, without it. */
async function rememberKeys(tx: Transactor, { address, members }: Person, at: Date): Promise<void> {
  for (const member of await membershipsOf(tx, address))
    if (members.includes(member.id)) await rememberLeftKeys(tx, member, { at });
    else await rememberLeftAddress(tx, member, { at, address });
}

async function eraseRows(tx: Transactor, table: keyof Schema, person: Person): Promise<void> {
  const rule = PERSON_TABLES[table];
  if ("where" in rule)
    await sql`delete from ${sql.table(table)} where ${rule.where(person)}`.execute(tx.query);
}

async function eraseHeldMail(tx: Transactor, person: Person): Promise<void> {
  const rule = PERSON_TABLES.held;
  if (!("where" in rule)) return;
  const rows = await tx.query.selectFrom("held").select("id").where(rule.where(person)).execute();
  for (const { id } of rows) await eraseHeld(tx, id);
}

/** What is being worked on is decided first: only its envelope sender stays until then. */
async function eraseInbox(tx: Transactor, person: Person): Promise<void> {
  const isTheirs = isAddress("envelope_from", person);
  const aside = await tx.query
    .selectFrom("inbox")
    .select(["id", "blob_id"])
    .where(isTheirs)
    .where("state", "=", "aside")
    .execute();
  for (const { id, blob_id } of aside) await eraseInboxRow(tx, id, blob_id);
  await tx.query
    .updateTable("inbox")
    .set({ envelope_from: "", peer: "" })
    .where(isTheirs)
    .where("state", "=", "done")
    .execute();
}

async function eraseInboxRow(
  tx: Transactor,
  id: InboxId,
  blobId: Parameters<typeof eraseBlob>[1] | null,
): Promise<void> {
  await tx.query
    .updateTable("inbox")
    .set({ blob_id: null, state: "done", decision: "discard", done_at: sql<number>`received_at` })
    .where("id", "=", id)
    .execute();
  if (blobId !== null) await eraseBlob(tx, blobId);
  await forgetInboxEffects(tx, id);
}

/** Ordered mail to them or about them, whoever ordered it, also what was set aside. */
async function eraseErrands(tx: Transactor, person: Person): Promise<void> {
  const errands = await tx.query.selectFrom("errand").select("id").orderBy("id").execute();
  for (const { id } of errands) {
    const order = await errandOrder(tx, id).catch(() => null);
    if (order !== null && concerns(JSON.parse(fromUtf8(order)), person)) await finishErrand(tx, id);
  }
}

/** A number of theirs stands in it as a member's, or their address, alone or within a text. */
function concerns(value: unknown, person: Person, name = ""): boolean {
  if (typeof value === "string") {
    const words = value.toLowerCase().split(NO_ADDRESS);
    return words.includes(person.key) || words.includes(person.address.toLowerCase());
  }
  if (typeof value === "number")
    return MEMBER_FIELDS.includes(name) && person.members.some((id) => id === value);
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(([inner, one]) => concerns(one, person, inner));
}

const MEMBER_FIELDS = ["member", "owner"];
const NO_ADDRESS = /[\s<>,;:"()[\]]+/;

/** What a worker holds at this moment is sent; its row goes with the others of its age. */
async function eraseDeliveries(tx: Transactor, person: Person, at: Date): Promise<void> {
  const isTheirs = sql<boolean>`(${isAddress("rcpt_to", person)} or ${isMember("member_id", person)})`;
  await tx.query
    .updateTable("outbox")
    .set({ state: "dropped", done_at: at.getTime(), head: NO_BYTES, member_fields: NO_BYTES })
    .where(isTheirs)
    .where("state", "=", "ready")
    .execute();
  await tx.query
    .updateTable("outbox")
    .set({ rcpt_to: "", return_path: "", sealed_to: "", domain: "", reply: "", member_id: null })
    .where(isTheirs)
    .where("state", "in", ["sent", "failed", "dropped"])
    .execute();
}

/** Numbers and threads need the rows; nothing in them names anybody any more. */
async function disownPosts(tx: Transactor, person: Person, posts: boolean): Promise<void> {
  const rows = await tx.query.selectFrom("post").select("id").where(isTheirPost(person)).execute();
  const ids: readonly PostId[] = rows.map((row) => row.id);
  if (posts) {
    for (const id of ids) {
      await eraseArchived(tx, id);
      await eraseDigestPost(tx, id);
      await eraseKept(tx, id);
    }
  }
  await tx.query
    .updateTable("post")
    .set({ author_member_id: null })
    .where(among(tx, "id", ids))
    .execute();
}
