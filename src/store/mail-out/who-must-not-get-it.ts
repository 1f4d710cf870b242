/** Of claimed rows, those whose reader left the list or lost the key that the row is sealed to: asked for all at once. */
import type { MemberId } from "#base";
import { among } from "../engine/among.ts";
import type { Reader } from "../engine/database.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { sealingKeyNames } from "../lists/sealing-key.ts";
import type { ClaimedRow } from "./outbox.ts";

export interface Gone {
  /** Rows of members who left the list. */
  readonly left: readonly ClaimedRow[];
  /** Rows of members whose key, or whose subkey that their row is sealed to, is not to be used at that time. */
  readonly keyless: readonly ClaimedRow[];
}

interface Personal {
  readonly ids: readonly MemberId[];
}

const membersAmong = prepareQuery((tx: Reader, given: Given<Personal>) =>
  tx.query
    .selectFrom("member")
    .select("id")
    .where(among(tx, "id", given("ids"))),
);

/** Those that mail may be sealed to: a revoked one stays bound, without a recipient. */
const keysAmong = prepareQuery((tx: Reader, given: Given<Personal>) =>
  tx.query
    .selectFrom("member_key")
    .select(["member_id", "fingerprint", "recipient"])
    .where(among(tx, "member_id", given("ids")))
    .where("recipient", "is not", null),
);

export async function whoMustNotGetIt(tx: Reader, rows: readonly ClaimedRow[], now: Date): Promise<Gone> {
  const personal = rows.filter((row) => row.memberId !== null);
  if (personal.length === 0) return { left: [], keyless: [] };
  const ids = personal.map((row) => row.memberId as MemberId);
  const members = await membersAmong(tx, { ids });
  const there = new Set(members.rows.map((member) => member.id));
  const isThere = (row: ClaimedRow) => there.has(row.memberId as MemberId);
  const left = personal.filter((row) => !isThere(row));
  return { left, keyless: await keylessAmong(tx, personal.filter(isThere), now) };
}

async function keylessAmong(
  tx: Reader,
  rows: readonly ClaimedRow[],
  now: Date,
): Promise<readonly ClaimedRow[]> {
  const sealed = rows.filter((row) => row.sealedTo !== null);
  if (sealed.length === 0) return [];
  const keys = await keysAmong(tx, { ids: sealed.map((row) => row.memberId as MemberId) });
  const names = keys.rows.flatMap(({ member_id, fingerprint, recipient }) =>
    recipient === null
      ? []
      : sealingKeyNames(fingerprint, recipient, now).map((name) => `${member_id} ${name}`),
  );
  const usable = new Set(names);
  return sealed.filter((row) => !usable.has(`${row.memberId} ${row.sealedTo}`));
}
