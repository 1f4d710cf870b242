/**
 * Who may decide about a held message by mail: what stands in the address they answer to is kept as a digest
 * only, for one message and one person, and counts once. It goes with the message or the person.
 */
import { createHash } from "node:crypto";
import { type Bytes, type HeldId, type MemberId, utf8 } from "#base";
import type { Reader, Transactor } from "../engine/database.ts";

export interface HeldTokenOwner {
  readonly heldId: HeldId;
  readonly memberId: MemberId;
}

/** @param token unguessable; letters count without their case, for mail servers may change it */
export async function insertHeldToken(
  tx: Transactor,
  token: string,
  { heldId, memberId }: HeldTokenOwner,
): Promise<void> {
  const row = { digest: digestOf(token), held_id: heldId, member_id: memberId };
  await tx.query.insertInto("held_token").values(row).execute();
}

/** null: never given out, used, or its message is dealt with. */
export async function heldTokenOwner(tx: Reader, token: string): Promise<HeldTokenOwner | null> {
  const row = await tx.query
    .selectFrom("held_token")
    .select(["held_id", "member_id"])
    .where("digest", "=", digestOf(token))
    .executeTakeFirst();
  return row ? { heldId: row.held_id, memberId: row.member_id } : null;
}

/** False if another was quicker. */
export async function useHeldToken(tx: Transactor, token: string): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("held_token")
    .where("digest", "=", digestOf(token))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

function digestOf(token: string): Bytes {
  return createHash("sha256").update(utf8(token.toLowerCase())).digest();
}
