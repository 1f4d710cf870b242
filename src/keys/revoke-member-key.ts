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

/** The key of this member that the file revokes, or null. It stays bound, and is good for nothing. */
export async function revokeMemberKey(
  tx: store.Transactor,
  { memberId, file, at }: RevokeRequest,
): Promise<Fingerprint | null> {
  const keys = await store.keysOfMembers(tx, [memberId]);
  for (const known of keys.filter(({ scheme }) => scheme === "openpgp")) {
    const [publicKey = known.publicKey] = (await openpgp()).revokeKeys([known.publicKey], [file]);
    if (equalBytes(publicKey, known.publicKey)) continue;
    const { pinned, source, confirmedAddresses } = known;
    const described = await (await openpgp()).describeKey(publicKey, at, { pinned });
    if (!described.ok || !described.value.revoked) continue;
    const facts = { publicKey, description: described.value, recipient: null };
    await store.renewMemberKey(tx, known.id, { ...facts, source, pinned, confirmedAddresses });
    return known.fingerprint;
  }
  return null;
}
