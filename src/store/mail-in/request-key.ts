/**
 * One-time keys: what is mailed to a person so that they bring it back. Only HMACs under a secret of the site are stored.
 * One finds the request; the other binds the key to all that the request is, so that a row that was changed is not run.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { addressKey, type AddressKey, type Bytes, type EmailAddress, toHex, utf8 } from "#base";
import { knownSiteSecret, siteSecret } from "../at-rest/site-secret.ts";
import type { Reader, Transactor } from "../engine/database.ts";
import { requestById, type StoredRequest } from "./request.ts";

const SECRET = "request keys";

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
