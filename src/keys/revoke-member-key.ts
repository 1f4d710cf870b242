/** A revocation of a member's OpenPGP key counts at once, whether it comes in the key or alone (S9). */
import { type Bytes, equalBytes, type Fingerprint, type MemberId } from "#base";
import * as store from "#store";
import { openpgp } from "./crypto-rooms.ts";

export interface RevokeRequest {
  readonly memberId: MemberId;
  /** Any key file, or a revocation certificate. */
  readonly file: Bytes;
  readonly at: Date;
}

/** The key of this member that the file revokes, or null. It stays bound, on every list, and is good for nothing. */
export async function revokeMemberKey(
  tx: store.Transactor,
  { memberId, file, at }: RevokeRequest,
): Promise<Fingerprint | null> {
  const keys = await store.keysOfMembers(tx, [memberId]);
  for (const { fingerprint, scheme } of keys) {
    if (scheme !== "openpgp") continue;
    let revoked = 0;
    for (const known of await store.memberKeysEverywhere(tx, fingerprint))
      revoked += Number(await revoke(tx, known, { file, at }));
    if (revoked > 0) return fingerprint;
  }
  return null;
}

async function revoke(
  tx: store.Transactor,
  known: store.StoredMemberKey,
  { file, at }: Omit<RevokeRequest, "memberId">,
): Promise<boolean> {
  const [publicKey = known.publicKey] = (await openpgp()).revokeKeys([known.publicKey], [file]);
  if (equalBytes(publicKey, known.publicKey)) return false;
  const { pinned, source, confirmedAddresses } = known;
  const described = await (await openpgp()).describeKey(publicKey, at, { pinned });
  if (!described.ok || !described.value.revoked) return false;
  const facts = { publicKey, description: described.value, recipient: null };
  return store.renewMemberKey(tx, known.id, { ...facts, source, pinned, confirmedAddresses });
}
