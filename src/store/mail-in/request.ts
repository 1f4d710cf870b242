/**
 * What somebody asked for and what waits: for a word of their own, or for an owner's. It is run once or not at all; a row
 * that is taken is gone.
 */
import type { Selectable } from "kysely";
import {
  addressKey,
  AUTH_METHODS,
  type AuthMethod,
  type Bytes,
  type EmailAddress,
  type ListId,
  type RequestId,
} from "#base";
import type { Reader, Transactor } from "../engine/database.ts";
import { readOneOf } from "../schema/row-code.ts";
import type { RequestTable } from "../schema/schema-mail-in.ts";

export const WAITS_FOR = ["person", "owner"] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

export interface NewRequest {
  /** null: it is about no list. */
  readonly listId: ListId | null;
  readonly waitsFor: WaitsFor;
  /** As scenarios name it. */
  readonly function: string;
  readonly actor: EmailAddress;
  readonly method: AuthMethod;
  /** Whom it is about. */
  readonly email: EmailAddress;
  readonly operation: string;
  /** JSON. */
  readonly input: string;
  /** HMAC of the octets that asked. */
  readonly asked: Bytes;
  /** Names the effect: held once more, it takes the place of the row before. */
  readonly effect: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface StoredRequest extends NewRequest {
  readonly id: RequestId;
}

export async function insertRequest(tx: Transactor, request: NewRequest): Promise<StoredRequest> {
  await tx.query.deleteFrom("request").where("effect", "=", request.effect).execute();
  const row = await tx.query
    .insertInto("request")
    .values({
      list_id: request.listId,
      waits_for: request.waitsFor,
      function: request.function,
      actor: request.actor,
      method: request.method,
      email: request.email,
      email_key: addressKey(request.email),
      operation: request.operation,
      input: request.input,
      asked: request.asked,
      effect: request.effect,
      created_at: request.createdAt.getTime(),
      expires_at: request.expiresAt.getTime(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { ...request, id: row.id };
}

/** null: it was taken, or its time is over. */
export async function requestById(tx: Reader, id: RequestId, now: Date): Promise<StoredRequest | null> {
  const row = await tx.query
    .selectFrom("request")
    .selectAll()
    .where("id", "=", id)
    .where("expires_at", ">", now.getTime())
    .executeTakeFirst();
  return row ? toRequest(row) : null;
}

/** What waits under the name of its effect; null: nothing does. */
export async function requestByEffect(tx: Reader, effect: string, now: Date): Promise<StoredRequest | null> {
  const row = await tx.query
    .selectFrom("request")
    .selectAll()
    .where("effect", "=", effect)
    .where("expires_at", ">", now.getTime())
    .executeTakeFirst();
  return row ? toRequest(row) : null;
}

export interface OpenQuestion extends Pick<NewRequest, "listId" | "email" | "operation" | "input"> {
  readonly since: Date;
}

/** Whether a person was asked for their word on exactly this since then, and gave none yet. */
export async function isAskedSince(tx: Reader, question: OpenQuestion): Promise<boolean> {
  const row = await tx.query
    .selectFrom("request")
    .select("id")
    .where("waits_for", "=", "person")
    .where("list_id", "=", question.listId)
    .where("email_key", "=", addressKey(question.email))
    .where("operation", "=", question.operation)
    .where("input", "=", question.input)
    .where("created_at", ">", question.since.getTime())
    .executeTakeFirst();
  return row !== undefined;
}

export interface RequestQuery {
  /** "any": of all lists, and of none. */
  readonly listId: ListId | "any";
  readonly waitsFor: WaitsFor;
  /** Absent: whatever it is. */
  readonly functions?: readonly string[];
  readonly now: Date;
  readonly limit: number;
}

/** The oldest first. */
export async function waitingRequests(tx: Reader, query: RequestQuery): Promise<readonly StoredRequest[]> {
  const { listId, waitsFor, functions, now, limit } = query;
  const rows = await tx.query
    .selectFrom("request")
    .selectAll()
    .where("waits_for", "=", waitsFor)
    .where("expires_at", ">", now.getTime())
    .$if(listId !== "any", (q) => q.where("list_id", "=", listId as ListId))
    .$if(functions !== undefined, (q) => q.where("function", "in", functions ?? []))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toRequest);
}

/** How many wait for a list's owners; of some functions, or whatever they are. */
export async function countRequests(
  tx: Reader,
  { listId, now, functions }: Pick<RequestQuery, "now" | "functions"> & { readonly listId: ListId },
): Promise<number> {
  const { count } = await tx.query
    .selectFrom("request")
    .select((b) => b.fn.countAll<number | string | bigint>().as("count"))
    .where("list_id", "=", listId)
    .where("waits_for", "=", "owner")
    .where("expires_at", ">", now.getTime())
    .$if(functions !== undefined, (q) => q.where("function", "in", functions ?? []))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** False if another was quicker. Its keys go with it. */
export async function removeRequest(tx: Transactor, id: RequestId): Promise<boolean> {
  const { numDeletedRows } = await tx.query.deleteFrom("request").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

function toRequest(row: Selectable<RequestTable>): StoredRequest {
  const { id, actor, email, operation, input, asked, effect } = row;
  return {
    id,
    actor,
    email,
    operation,
    input,
    asked,
    effect,
    function: row.function,
    listId: row.list_id,
    waitsFor: readOneOf(WAITS_FOR, row.waits_for, "request.waits_for"),
    method: readOneOf(AUTH_METHODS, row.method, "request.method"),
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  };
}
