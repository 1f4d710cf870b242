/** How keys of lists end: replaced in good time, or at once when somebody else has them. */
import { type Fingerprint, type Scheme } from "#base";
import * as store from "#store";
import { revokeIssued } from "./authority.ts";
import { openpgp } from "./crypto-rooms.ts";

const DAY_MS = 86_400_000;

interface End {
  readonly list: store.StoredList;
  readonly schemes: readonly Scheme[];
  readonly at: Date;
  /** How long it is kept. */
  readonly days: number;
}

/** The keys in use become old ones: they open for so many days. */
export async function retireListKeys(tx: store.Transactor, end: End): Promise<readonly store.ListKey[]> {
  const ended = await activeKeys(tx, end);
  const until = new Date(end.at.getTime() + end.days * DAY_MS);
  for (const key of ended) await store.retireListSecret(tx, key, until);
  return ended;
}

export interface RevokedListKey {
  readonly key: store.ListKey;
  /** Whether the key or its authority says so; false: the authority that issued the certificate has to be asked. */
  readonly isPublished: boolean;
}

/** They open and sign nothing more. */
export async function revokeListKeys(tx: store.Transactor, end: End): Promise<readonly RevokedListKey[]> {
  const { at, days } = end;
  const until = new Date(at.getTime() + days * DAY_MS);
  const revoked: RevokedListKey[] = [];
  for (const key of await activeKeys(tx, end)) {
    const publicKey = key.scheme === "openpgp" ? await revokedPublicKey(tx, key, at) : key.publicKey;
    const isPublished = key.scheme === "openpgp" || (await revokedByAuthority(tx, key.fingerprint, at));
    await store.revokeListSecret(tx, { ...key, publicKey }, { at, until });
    revoked.push({ key: { ...key, publicKey }, isPublished });
  }
  return revoked;
}

async function activeKeys(tx: store.Reader, { list, schemes }: End): Promise<readonly store.ListKey[]> {
  const keys = await store.listKeys(tx, list.id);
  return keys.filter((key) => key.active && schemes.includes(key.scheme));
}

async function revokedPublicKey(tx: store.Reader, key: store.ListKey, at: Date) {
  const { makeRevocation, revokeKeys } = await openpgp();
  const secret = (await store.listSecrets(tx, key.listId)).find((one) => one.fingerprint === key.fingerprint);
  const kept = await store.listKeyRevocation(tx, key);
  const revocation = kept ?? (secret === undefined ? null : await makeRevocation(secret, at));
  const [revoked = key.publicKey] = revocation === null ? [] : revokeKeys([key.publicKey], [revocation]);
  return revoked;
}

/** Only certificates that an authority of this site issued. */
async function revokedByAuthority(
  tx: store.Transactor,
  fingerprint: Fingerprint,
  at: Date,
): Promise<boolean> {
  for (const authority of await store.authorities(tx)) {
    const issued = await store.issuedBy(tx, authority.id);
    if (!issued.some((one) => one.fingerprint === fingerprint)) continue;
    await revokeIssued(tx, authority, { fingerprint, at });
    return true;
  }
  return false;
}
