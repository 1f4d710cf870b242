/** Somebody as the database knows them: an address, and who they are on which list. */
import { type RawBuilder, sql } from "kysely";
import {
  type AddressKey,
  addressKey,
  type EmailAddress,
  type Fingerprint,
  type MemberId,
  type PostId,
} from "#base";
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
  /** That name them as their author, and no member of today. */
  readonly posts: readonly PostId[];
}

/** @param posts that name them inside: others have read them */
export async function findPerson(
  tx: Reader,
  address: EmailAddress,
  posts: readonly PostId[] = [],
): Promise<Person> {
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
  return { kind: tx.kind, address, key, members, fingerprints, posts };
}

/** That a column is their address, however it is written. */
export function isAddress(column: string, { key, address }: Person): RawBuilder<boolean> {
  return sql<boolean>`lower(${sql.ref(column)}) in (${key}, ${address.toLowerCase()})`;
}

export function isMember(column: string, person: Person): RawBuilder<boolean> {
  return among(person, column, person.members);
}

/** A row of `post`: what they wrote as a member; what a member of today did not write, and names them inside or on its envelope. */
export function isTheirPost(person: Person): RawBuilder<boolean> {
  return sql<boolean>`(${isMember("author_member_id", person)} or ${among(person, "id", person.posts)}
    or (not exists (select 1 from member where member.id = author_member_id) and id in (select kept.post_id from kept join inbox on inbox.id = kept.inbox_id
      where ${isAddress("inbox.envelope_from", person)})))`;
}

export function isTheirKey(column: string, { fingerprints }: Person): RawBuilder<boolean> {
  if (fingerprints.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`${sql.ref(column)} in (${sql.join(fingerprints)})`;
}

/**
 * A row of `left_key`: at their address, or on a list where its key is theirs or was, at an address that is nobody else's
 * now. One key may be that of several people, as with a role, but on a list it is bound to one at a time.
 */
export function isTheirMark(person: Person): RawBuilder<boolean> {
  return sql<boolean>`(left_key.address_key = ${person.key} or (${wasTheirKeyThere(person)}
    and not exists (select 1 from member where member.address_key = left_key.address_key)
    and not exists (select 1 from member_address where member_address.address_key = left_key.address_key
      and not ${isMember("member_address.member_id", person)})))`;
}

/** Bound to them on the list of a row of `left_key`, now or when they left it. */
function wasTheirKeyThere(person: Person): RawBuilder<boolean> {
  return sql<boolean>`(exists (select 1 from member_key where ${isMember("member_key.member_id", person)}
      and member_key.list_id = left_key.list_id and member_key.fingerprint = left_key.fingerprint)
    or exists (select 1 from left_key as own where own.address_key = ${person.key}
      and own.list_id = left_key.list_id and own.fingerprint = left_key.fingerprint))`;
}

/** That their address stands in a text, between two of these characters; the ends of the text count as blanks. */
export function names(column: string, { kind, key }: Person, between: " " | '"'): RawBuilder<boolean> {
  const text = sql`(' ' || lower(${sql.ref(column)}) || ' ')`;
  const sought = `${between}${key}${between}`;
  return kind === "sqlite"
    ? sql<boolean>`instr(${text}, ${sought}) > 0`
    : sql<boolean>`strpos(${text}, ${sought}) > 0`;
}
