/**
 * Private keys of lists, sealed by the master key. Old ones stay, inactive, to open what was sealed to
 * them. A key belongs to one list only (S1).
 */
import {
  type Bytes,
  err,
  type Fingerprint,
  fromUtf8,
  type ListId,
  type ListSecret,
  ok,
  type Result,
  type Scheme,
  utf8,
  view,
} from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";

/** What a key does while it is active; S/MIME lists may have one certificate for each. */
export type ListKeyUse = "both" | "sign" | "encrypt";

export interface NewListSecret {
  readonly listId: ListId;
  readonly secret: ListSecret;
  /** OpenPGP: binary transferable public key. S/MIME: the certificate, DER. */
  readonly publicKey: Bytes;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** Seals and signs from now on; others of the scheme with the same use become inactive. */
  readonly active: boolean;
  /** Absent: both. */
  readonly use?: ListKeyUse;
  /** OpenPGP: the packet that revokes it. */
  readonly revocation?: Bytes | null;
}

/** Everything about a list's key but the secret. */
export interface ListKey {
  readonly listId: ListId;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly publicKey: Bytes;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly active: boolean;
  readonly use: ListKeyUse;
  /** It was replaced, and is erased then; null: it stays. */
  readonly opensUntil: Date | null;
  /** Since when nobody is to use it; null: it counts. */
  readonly revokedAt: Date | null;
}

/** Refuses a key that this or another list has already. */
export async function insertListSecret(
  tx: Transactor,
  { listId, secret, use = "both", ...key }: NewListSecret,
): Promise<Result<void, "already-exists">> {
  const { scheme, fingerprint } = secret;
  const row = await tx.query
    .insertInto("list_secret")
    .values({
      list_id: listId,
      scheme,
      fingerprint,
      public: key.publicKey,
      sealed: tx.vault.sealAtRest(place(listId, fingerprint), encode(secret)),
      created_at: key.createdAt.getTime(),
      expires_at: key.expiresAt?.getTime() ?? null,
      active: 0,
      purpose: use,
      revocation: key.revocation
        ? tx.vault.sealAtRest(revocationPlace(listId, fingerprint), key.revocation)
        : null,
    })
    .onConflict((c) => c.column("fingerprint").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!row) return err("already-exists");
  if (key.active) await activateListSecret(tx, listId, { scheme, fingerprint, use });
  return ok(undefined);
}

/** Makes one key the list's own of its scheme, for what it is used for. */
export async function activateListSecret(
  tx: Transactor,
  listId: ListId,
  {
    scheme,
    fingerprint,
    use = "both",
  }: Pick<ListKey, "scheme" | "fingerprint"> & { readonly use?: ListKeyUse },
): Promise<void> {
  await tx.query
    .updateTable("list_secret")
    .set({ active: 0 })
    .where("list_id", "=", listId)
    .where("scheme", "=", scheme)
    .$if(use !== "both", (query) => query.where("purpose", "in", ["both", use]))
    .execute();
  await tx.query
    .updateTable("list_secret")
    .set({ active: 1 })
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .execute();
}

/** Every secret of a list that counts, the active ones first: all of them open, the active ones sign. */
export async function listSecrets(
  tx: Reader,
  listId: ListId,
): Promise<readonly (ListSecret & Pick<ListKey, "active" | "use">)[]> {
  const rows = await tx.query
    .selectFrom("list_secret")
    .select(["scheme", "fingerprint", "sealed", "active", "purpose"])
    .where("list_id", "=", listId)
    .where("revoked_at", "is", null)
    .orderBy("active", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(({ scheme, fingerprint, sealed, active, purpose }) => ({
    scheme,
    fingerprint,
    ...decode(tx.vault.openAtRest(place(listId, fingerprint), sealed)),
    active: active === 1,
    use: purpose,
  }));
}

/** The chain of an S/MIME key of the list, own certificate first, DER; of an OpenPGP key none. */
export async function listCertificates(
  tx: Reader,
  { listId, fingerprint }: Pick<ListKey, "listId" | "fingerprint">,
): Promise<readonly Bytes[]> {
  const row = await tx.query
    .selectFrom("list_secret")
    .select("sealed")
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
  return row ? decode(tx.vault.openAtRest(place(listId, fingerprint), row.sealed)).certificates : [];
}

/** The public halves, the active ones first. */
export async function listKeys(tx: Reader, listId: ListId): Promise<readonly ListKey[]> {
  const rows = await tx.query
    .selectFrom("list_secret")
    .select(["list_id", "scheme", "fingerprint", "public", "created_at", "expires_at", "active", "purpose"])
    .select(["opens_until", "revoked_at"])
    .where("list_id", "=", listId)
    .orderBy("active", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map((row) => ({
    listId: row.list_id,
    scheme: row.scheme,
    fingerprint: row.fingerprint,
    publicKey: row.public,
    createdAt: new Date(row.created_at),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    active: row.active === 1,
    use: row.purpose,
    opensUntil: row.opens_until === null ? null : new Date(row.opens_until),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
  }));
}

/** It was replaced: it opens until then. */
export async function retireListSecret(
  tx: Transactor,
  { listId, fingerprint }: Pick<ListKey, "listId" | "fingerprint">,
  until: Date,
): Promise<void> {
  await tx.query
    .updateTable("list_secret")
    .set({ active: 0, opens_until: until.getTime() })
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .execute();
}

/** It opens and signs nothing from now on. `publicKey` says so where it can. */
export async function revokeListSecret(
  tx: Transactor,
  { listId, fingerprint, publicKey }: Pick<ListKey, "listId" | "fingerprint" | "publicKey">,
  { at, until }: { readonly at: Date; readonly until: Date },
): Promise<void> {
  await tx.query
    .updateTable("list_secret")
    .set({ active: 0, revoked_at: at.getTime(), opens_until: until.getTime(), public: publicKey })
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .execute();
}

/** The revocation that was made with a key; null: there is none. */
export async function listKeyRevocation(
  tx: Reader,
  { listId, fingerprint }: Pick<ListKey, "listId" | "fingerprint">,
): Promise<Bytes | null> {
  const row = await tx.query
    .selectFrom("list_secret")
    .select("revocation")
    .where("list_id", "=", listId)
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
  if (row === undefined || row.revocation === null) return null;
  return tx.vault.openAtRest(revocationPlace(listId, fingerprint), row.revocation);
}

/** Whether any list has this key (S1: a list key that another list or a member has is refused). */
export async function isListKey(tx: Reader, fingerprint: Fingerprint): Promise<boolean> {
  const row = await tx.query
    .selectFrom("list_secret")
    .select("id")
    .where("fingerprint", "=", fingerprint)
    .executeTakeFirst();
  return row !== undefined;
}

function place(listId: ListId, fingerprint: Fingerprint): Place {
  return { table: "list_secret", column: "sealed", row: `${listId} ${fingerprint}`, purpose: "list key" };
}

function revocationPlace(listId: ListId, fingerprint: Fingerprint): Place {
  const row = `${listId} ${fingerprint}`;
  return { table: "list_secret", column: "revocation", row, purpose: "list key revocation" };
}

function encode({ secret, certificates }: ListSecret): Bytes {
  return utf8(JSON.stringify([secret, ...certificates].map((bytes) => view(bytes).toString("base64"))));
}

function decode(bytes: Bytes): { secret: Bytes; certificates: readonly Bytes[] } {
  const parts = JSON.parse(fromUtf8(bytes)) as string[];
  const [secret = Buffer.alloc(0), ...certificates] = parts.map((part) => Buffer.from(part, "base64"));
  return { secret, certificates };
}
