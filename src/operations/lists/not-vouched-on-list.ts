/** Members' certificates that an owner did not pin and that no authority of their list vouches for by itself. */
import type { Bytes, EmailAddress, Fingerprint } from "#base";
import { notVouchedFor } from "#keys";
import type { StoredMember, StoredMemberKey } from "#store";

export interface UnvouchedKey {
  readonly address: EmailAddress;
  readonly fingerprint: Fingerprint;
  /** As people read it; null: the certificate does not say. */
  readonly issuer: string | null;
}

export interface PeopleWithKeys {
  readonly members: readonly StoredMember[];
  readonly memberKeys: readonly StoredMemberKey[];
}

/** Only of those that sign: for what is sealed nobody has to vouch. */
export async function notVouchedOnList(
  { members, memberKeys }: PeopleWithKeys,
  trusting: { readonly authorities: readonly Bytes[]; readonly at: Date },
): Promise<readonly UnvouchedKey[]> {
  const asked = memberKeys.filter(
    ({ scheme, pinned, description }) =>
      scheme === "smime" && !pinned && !description.revoked && description.cannotSign === null,
  );
  if (asked.length === 0) return [];
  const addresses = new Map(members.map(({ id, address }) => [id, address]));
  const judged = await notVouchedFor(
    asked.map(({ publicKey }) => publicKey),
    trusting,
  );
  return asked.flatMap(({ memberId, fingerprint }, nth) => {
    const [address, found] = [addresses.get(memberId), judged[nth]];
    return address === undefined || !found ? [] : [{ address, fingerprint, issuer: found.issuer }];
  });
}
