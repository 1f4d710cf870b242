/**
 * One-time keys: what is mailed to a person so that they bring it back. Only HMACs under a secret of the site are stored.
 * One finds the request; the other binds the key to all that the request is, so that a row that was changed is not run.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import {
  addressKey,
  type AddressKey,
  type Bytes,
  type EmailAddress,
  fromHex,
  type ListId,
  type Random,
  toHex,
  utf8,
} from "#base";
import { knownSiteSecret, siteSecret } from "../at-rest/site-secret.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { requestById, type StoredRequest } from "./request.ts";

const SECRET = "request keys";
const RANDOM_OCTETS = 10;
const TAG_OCTETS = 6;

/**
 * 32 hex digits that nobody can guess: 80 random bits, and 48 that only this site could add to them. By these it is known as
 * a key that was given out for a list, when what it was for is gone.
 */
export async function newRequestKey(tx: Transactor, random: Random, listId: ListId | null): Promise<string> {
  const secret = await siteSecret(tx, SECRET);
  const octets = random.bytes(RANDOM_OCTETS);
  return toHex(octets) + toHex(tagOf(secret, octets, listId));
}

/** Whether the key was given out for this list at some time, to whomever. */
export async function wasRequestKey(tx: Reader, key: string, listId: ListId): Promise<boolean> {
  const secret = await knownSiteSecret(tx, SECRET);
  if (secret === null || !/^[0-9a-f]{32}$/i.test(key)) return false;
  const octets = fromHex(key);
  const tag = tagOf(secret, octets.subarray(0, RANDOM_OCTETS), listId);
  return timingSafeEqual(octets.subarray(RANDOM_OCTETS), tag);
}

function tagOf(secret: Bytes, octets: Bytes, listId: ListId | null): Bytes {
  return createHmac("sha256", secret)
    .update(utf8(`given\0${listId ?? "none"}\0${toHex(octets)}`))
    .digest()
    .subarray(0, TAG_OCTETS);
}

/** @param key unguessable; letters count without their case, for mail servers may change it */
export async function insertRequestKey(
  tx: Transactor,
  key: string,
  { request, holder }: { readonly request: StoredRequest; readonly holder: EmailAddress },
): Promise<void> {
  const secret = await siteSecret(tx, SECRET);
  await tx.query
    .insertInto("request_key")
    .values({
      digest: digestOf(secret, key),
      binding: bindingOf(secret, key, request),
      request_id: request.id,
      holder: addressKey(holder),
    })
    .execute();
}

export interface KeyedRequest {
  readonly request: StoredRequest;
  /** Whom the key was mailed to. */
  readonly holder: AddressKey;
}

/** null: never given out, used, too old, or for something else than what it was given out for. */
export async function requestOfKey(tx: Reader, key: string, now: Date): Promise<KeyedRequest | null> {
  const secret = await knownSiteSecret(tx, SECRET);
  if (secret === null) return null;
  const row = await tx.query
    .selectFrom("request_key")
    .select(["request_id", "binding", "holder"])
    .where("digest", "=", digestOf(secret, key))
    .executeTakeFirst();
  const request = row === undefined ? null : await requestById(tx, row.request_id, now);
  if (row === undefined || request === null) return null;
  if (!timingSafeEqual(row.binding, bindingOf(secret, key, request))) return null;
  return { request, holder: row.holder };
}

function digestOf(secret: Bytes, key: string): Bytes {
  return createHmac("sha256", secret)
    .update(utf8(`find\0${key.toLowerCase()}`))
    .digest();
}

function bindingOf(secret: Bytes, key: string, request: StoredRequest): Bytes {
  const { id, listId, waitsFor, function: name, actor, method, email, operation, input, asked } = request;
  const facts = [id, listId, waitsFor, name, actor, method, email, operation, input, toHex(asked)];
  const text = JSON.stringify([...facts, request.expiresAt.getTime()]);
  return createHmac("sha256", secret)
    .update(utf8(`bind\0${key.toLowerCase()}\0${text}`))
    .digest();
}
