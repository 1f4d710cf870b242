/** What is known of a key on one list is known on all of its owner's lists (S9): newer subkeys, dates, revocations. */
import { type Bytes, equalBytes, type Fingerprint } from "#base";
import * as store from "#store";
import { openpgp } from "./crypto-rooms.ts";

/** In the transaction that binds or renews it. Who bound it, and what an owner confirmed, stays each list's own. */
export async function mergeEverywhere(
  tx: store.Transactor,
  fingerprint: Fingerprint,
  at: Date,
): Promise<void> {
  const bindings = await store.memberKeysEverywhere(tx, fingerprint);
  const [first, ...others] = bindings;
  if (first === undefined || others.length === 0 || first.scheme !== "openpgp") return;
  let merged = first.publicKey;
  for (const { publicKey } of others) {
    const both = await (await openpgp()).mergeKeys(merged, publicKey);
    if (both.ok) merged = both.value;
  }
  for (const binding of bindings) await renew(tx, binding, { merged, at });
}

async function renew(
  tx: store.Transactor,
  binding: store.StoredMemberKey,
  { merged, at }: { readonly merged: Bytes; readonly at: Date },
): Promise<void> {
  if (equalBytes(binding.publicKey, merged)) return;
  const { describeKey, recipientOf } = await openpgp();
  const { pinned, source, confirmedAddresses } = binding;
  const description = await describeKey(merged, at, { pinned });
  if (!description.ok) return;
  const recipient = description.value.revoked ? null : await recipientOf(merged, at, { pinned });
  await store.renewMemberKey(tx, binding.id, {
    publicKey: merged,
    description: description.value,
    recipient: recipient?.ok === true ? recipient.value : null,
    source,
    pinned,
    confirmedAddresses,
  });
}
