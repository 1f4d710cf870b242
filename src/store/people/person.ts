/** Somebody as the database knows them: an address, and who they are on which list. */
import { type RawBuilder, sql } from "kysely";
import { type AddressKey, addressKey, type EmailAddress, type Fingerprint, type MemberId } from "#base";
import type { Reader } from "../engine/database.ts";
import { among } from "../engine/among.ts";

export interface Person {
  readonly kind: Reader["kind"];
  readonly address: EmailAddress;
  readonly key: AddressKey;
  /** On each list that they are on. */
  readonly members: readonly MemberId[];
  /** Of keys that are bound to them, were, or are offered for them. */
  readonly fingerprints: readonly Fingerprint[];
}

export async function findPerson(tx: Reader, address: EmailAddress): Promise<Person> {
  const key = addressKey(address);
  const rows = await tx.query.selectFrom("member").select("id").where("address_key", "=", key).execute();
  const members = rows.map((row) => row.id);
  const bound = await tx.query
    .selectFrom("member_key")
    .select("fingerprint")
    .where(among(tx, "member_id", members))
    .execute();
  const offered = await tx.query
    .selectFrom("key_offer")
    .select("fingerprint")
    .where(among(tx, "member_id", members))
    .execute();
  const left = await tx.query
    .selectFrom("left_key")
    .select("fingerprint")
    .where("address_key", "=", key)
    .execute();
  const fingerprints = [...new Set([...bound, ...offered, ...left].map((row) => row.fingerprint))];
  return { kind: tx.kind, address, key, members, fingerprints };
}

/** That a column is their address, however it is written. */
export function isAddress(column: string, { key, address }: Person): RawBuilder<boolean> {
  return sql<boolean>`lower(${sql.ref(column)}) in (${key}, ${address.toLowerCase()})`;
}

export function isMember(column: string, person: Person): RawBuilder<boolean> {
  return among(person, column, person.members);
}

export function isTheirKey(column: string, { fingerprints }: Person): RawBuilder<boolean> {
  if (fingerprints.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`${sql.ref(column)} in (${sql.join(fingerprints)})`;
}

/** That their address stands in a text, between two of these characters; the ends of the text count as blanks. */
export function names(column: string, { kind, key }: Person, between: " " | '"'): RawBuilder<boolean> {
  const text = sql`(' ' || lower(${sql.ref(column)}) || ' ')`;
  const sought = `${between}${key}${between}`;
  return kind === "sqlite"
    ? sql<boolean>`instr(${text}, ${sought}) > 0`
    : sql<boolean>`strpos(${text}, ${sought}) > 0`;
}
