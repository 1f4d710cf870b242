/** Who receives a list's posts, and with which keys: what the plan of a post is made from. */
import { sql } from "kysely";
import type { EmailAddress, ListId, MemberId, RecipientFacts } from "#base";
import { among } from "../engine/among.ts";
import type { Reader } from "../engine/database.ts";
import { type Given, prepareQuery } from "../engine/prepare-query.ts";
import { decodeKeyFacts } from "./key-json.ts";
import type { StoredMemberKey } from "./member-key.ts";
import { type PageInput, topicNames } from "./member.ts";

/** A member and their keys, those included that nothing can be sealed to. */
export interface FanOutMember {
  readonly memberId: MemberId;
  readonly address: EmailAddress;
  readonly language: string;
  /** Topics of which they want posts; empty: of all. */
  readonly topics: readonly string[];
  /** Where they chose topics: wants also what is about none of the list's. */
  readonly otherTopics: boolean;
  readonly keys: readonly FanOutKey[];
}

export interface FanOutKey extends Pick<StoredMemberKey, "scheme" | "fingerprint" | "description"> {
  /** null: nothing can be sealed to it. */
  readonly recipient: RecipientFacts | null;
}

export interface FanOutInput extends PageInput<MemberId> {
  /** The last member who may be among them; default: there is no end. */
  readonly until?: MemberId;
  /** Other lists whose members are among them. */
  readonly also?: readonly ListId[];
  /** Whose vacation is over by then counts as if it had been ended; absent: those whose delivery is on. */
  readonly at?: Date;
  /** The number of a post that waits for digests: who reads those gets it there. Absent: it goes to everybody by itself. */
  readonly forDigest?: number | undefined;
}

/** One page of the members who receive posts, by id. Keys the owner pinned first, then the newest. */
export async function fanOutPage(
  tx: Reader,
  { listId, also = [], after, until, limit, at, forDigest }: FanOutInput,
): Promise<readonly FanOutMember[]> {
  const members = await tx.query
    .selectFrom("member")
    .select(["id", "address", "language", "topics", "other_topics"])
    .where((b) =>
      also.length === 0
        ? b("list_id", "=", listId)
        : b.or([b("list_id", "=", listId), b.and([b("list_id", "in", also), b("digest", "=", "")])]),
    )
    .$if(forDigest !== undefined, (q) => q.where(readsItByItself(listId, forDigest ?? 0)))
    .where("receives", "=", 1)
    .where((b) =>
      at === undefined
        ? b("delivery", "=", "on")
        : b.or([b("delivery", "=", "on"), b("delivery_until", "<=", at.getTime())]),
    )
    .$if(after !== undefined, (q) => q.where("id", ">", after as MemberId))
    .$if(until !== undefined, (q) => q.where("id", "<=", until as MemberId))
    .orderBy("id")
    .limit(limit)
    .execute();
  const keys = await fanOutKeys(
    tx,
    members.map((member) => member.id),
  );
  return members.map(({ id, topics, other_topics: other, ...member }) => ({
    ...member,
    memberId: id,
    topics: topicNames(topics),
    otherTopics: other === 1,
    keys: keys.get(id) ?? [],
  }));
}

/** They read single posts now, and did when this one was accepted. */
function readsItByItself(listId: ListId, number: number) {
  return sql<boolean>`(member.digest = '' or member.digest_since >= ${number})
    and not exists (select 1 from last_digest where last_digest.member_id = member.id
      and last_digest.list_id = ${listId} and ${number} > since and ${number} <= until)`;
}

/** The keys of some members. The list is not asked for: SQLite would go through all of its keys for each page. */
export async function fanOutKeys(
  tx: Reader,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, FanOutKey[]>> {
  const keys = new Map<MemberId, FanOutKey[]>();
  if (memberIds.length === 0) return keys;
  const { rows } = await keysAmong(tx, { ids: memberIds });
  for (const { member_id, scheme, fingerprint, recipient, description } of rows) {
    const key = { scheme, fingerprint, ...decodeKeyFacts(recipient, description) };
    keys.set(member_id, [...(keys.get(member_id) ?? []), key]);
  }
  return keys;
}

const keysAmong = prepareQuery((tx: Reader, given: Given<{ readonly ids: readonly MemberId[] }>) =>
  tx.query
    .selectFrom("member_key")
    .select(["member_id", "scheme", "fingerprint", "recipient", "description"])
    .where(among(tx, "member_id", given("ids")))
    .orderBy("pinned", "desc")
    .orderBy("id", "desc"),
);
