/** Ties a prepared key to a member, in the transaction of whoever asks (S1, S2, S9). */
import { AppError, err, type Fingerprint, type ListId, type MemberId, ok, type Result } from "#base";
import * as store from "#store";
import { keyUnusable } from "./key-problem.ts";
import { mergeEverywhere } from "./merge-everywhere.ts";
import { mergeKey } from "./merge-key.ts";
import type { PreparedKey } from "./prepare-member-key.ts";

export interface BindRequest {
  readonly member: store.StoredMember;
  readonly key: PreparedKey;
  readonly source: store.NewMemberKey["source"];
  /** Takes the place of the member's other keys of the same family. */
  readonly replace: boolean;
  readonly at: Date;
}

export type Bound = "bound" | "renewed" | "replaced";

export async function bindMemberKey(
  tx: store.Transactor,
  request: BindRequest,
): Promise<Result<Bound, AppError>> {
  const { member, key } = request;
  const { fingerprint } = key.description;
  const refusal = await whyNotBindable(tx, { listId: member.listId, memberId: member.id }, fingerprint);
  if (refusal !== null) return err(refusal);
  const known = await store.memberKeyByFingerprint(tx, member.listId, fingerprint);
  const bound = known === null ? await bindNew(tx, request) : await renew(tx, known, request);
  if (bound.ok) await mergeEverywhere(tx, fingerprint, request.at);
  return bound;
}

/**
 * Whose key it is already: a list's (S1) or another member's; or that our own authority took it back.
 *
 * @param who `memberId` null: somebody who is not on the list yet
 */
export async function whyNotBindable(
  tx: store.Reader,
  who: { readonly listId: ListId; readonly memberId: MemberId | null },
  fingerprint: Fingerprint,
): Promise<AppError | null> {
  if (await store.isListKey(tx, fingerprint)) return isListKeyError();
  if (await store.isRevokedBySite(tx, fingerprint)) return keyUnusable("key-revoked", fingerprint);
  const known = await store.memberKeyByFingerprint(tx, who.listId, fingerprint);
  return known === null || known.memberId === who.memberId ? null : boundToAnother(tx, known);
}

async function bindNew(tx: store.Transactor, request: BindRequest): Promise<Result<Bound, AppError>> {
  const { member, key, source, replace, at } = request;
  const others = await otherKeys(tx, request);
  if (others.length > 0 && !replace) return err(hasOtherKey(member, others));
  for (const other of others) await store.unbindMemberKey(tx, member.listId, other.fingerprint);
  const { bytes: publicKey, ...facts } = key;
  const ids = { memberId: member.id, listId: member.listId };
  const bound = await store.bindMemberKey(tx, { ...facts, ...ids, publicKey, source, boundAt: at });
  if (!bound.ok) throw new Error("the key was bound within this transaction");
  return ok(others.length > 0 ? "replaced" : "bound");
}

/**
 * A member may have one key that mail is sealed to per family, and beside it keys that only sign, as
 * S/MIME members with two certificates have.
 */
async function otherKeys(
  tx: store.Reader,
  { member, key }: BindRequest,
): Promise<readonly store.StoredMemberKey[]> {
  const keys = await store.keysOfMembers(tx, [member.id]);
  const encrypts = key.recipient !== null;
  return keys.filter(
    ({ scheme, recipient }) => scheme === key.description.scheme && (recipient !== null) === encrypts,
  );
}

/** Newer self-signatures and subkeys are merged in; nothing is removed by omission (S9). */
async function renew(
  tx: store.Transactor,
  known: store.StoredMemberKey,
  { key, at }: BindRequest,
): Promise<Result<Bound, AppError>> {
  const merged = await mergeKey(known.publicKey, key, at);
  if (!merged.ok) return err(keyUnusable(merged.error, known.fingerprint));
  const { bytes: publicKey, description, recipient } = merged.value;
  const confirmed = new Set([...known.confirmedAddresses, ...key.confirmedAddresses]);
  await store.renewMemberKey(tx, known.id, {
    publicKey,
    description,
    recipient,
    source: known.source,
    pinned: known.pinned || key.pinned,
    confirmedAddresses: [...confirmed],
  });
  return ok("renewed");
}

function isListKeyError(): AppError {
  return new AppError({
    code: "not-allowed",
    publicText:
      "This is the key of a list. A list's key cannot be a member's: mail sealed to one would open at the other.",
  });
}

async function boundToAnother(tx: store.Reader, known: store.StoredMemberKey): Promise<AppError> {
  const owner = await store.memberById(tx, known.memberId);
  return new AppError({
    code: "already-exists",
    publicText: `This key is bound to ${owner?.address ?? "another member"} on this list already. Each member needs a key of their own.`,
  });
}

function hasOtherKey(member: store.StoredMember, others: readonly store.StoredMemberKey[]): AppError {
  return new AppError({
    code: "already-exists",
    publicText: [
      `${member.address} has a key of this kind already:`,
      ...others.map(({ fingerprint }) => `  ${fingerprint}`),
      "To put the new one in its place, after you compared it with them: --replace",
    ].join("\n"),
  });
}
