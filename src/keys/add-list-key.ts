/** Gives a list a key, in the transaction of whoever asks (S1). */
import { AppError, err, ok, type Result } from "#base";
import * as store from "#store";
import type { ListKeyMaterial } from "./make-list-key.ts";

export interface ListKeyChange {
  readonly list: store.StoredList;
  readonly key: ListKeyMaterial;
  /** The list's present key of this family stays, but only to open what was sealed to it. */
  readonly replace: boolean;
  /** Absent: both. */
  readonly use?: store.ListKeyUse;
  /** False: it only opens what was sealed to it. */
  readonly active?: boolean;
}

export async function addListKey(
  tx: store.Transactor,
  change: ListKeyChange,
): Promise<Result<void, AppError>> {
  const { list, key, replace } = change;
  const { secret } = key;
  const { use = "both", active = true } = change;
  const present = (await store.listKeys(tx, list.id)).find(
    (one) => one.scheme === secret.scheme && one.active && takesPlaceOf(use, one.use),
  );
  if (await store.isMemberKey(tx, secret.fingerprint)) return err(alreadyUsed("a member"));
  if (active && present !== undefined && present.fingerprint !== secret.fingerprint && !replace) {
    return err(hasKey(list, present));
  }
  const { publicKey, createdAt, expiresAt, revocation } = key;
  const row = { listId: list.id, secret, publicKey, createdAt, expiresAt, active, use, revocation };
  const added = await store.insertListSecret(tx, row);
  return added.ok ? ok(undefined) : err(alreadyUsed("a list"));
}

function takesPlaceOf(one: store.ListKeyUse, other: store.ListKeyUse): boolean {
  return one === "both" || other === "both" || one === other;
}

function alreadyUsed(who: string): AppError {
  return new AppError({
    code: "not-allowed",
    publicText: `This key belongs to ${who} already. A list needs a key that nobody else has: mail sealed to one would open at the other.`,
  });
}

function hasKey(list: store.StoredList, key: store.ListKey): AppError {
  const name = key.scheme === "openpgp" ? "an OpenPGP key" : "an S/MIME certificate";
  return new AppError({
    code: "already-exists",
    publicText: `${list.address} has ${name}: ${key.fingerprint}. For a new one, say --replace: the old one stays to open what was sealed to it, and members need to fetch the new one.`,
  });
}
