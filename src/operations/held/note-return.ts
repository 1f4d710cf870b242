/** Somebody who left with a key is back (S9): with that key all is well; without it, it stays on record who let them. */
import { addressKey, type EmailAddress, type Fingerprint } from "#base";
import {
  forgetLeftKeys,
  leftKeys,
  otherAddressesOf,
  recordReturn,
  type StoredMember,
  type Transactor,
} from "#store";

interface Return {
  /** null: they brought none. */
  readonly key: Fingerprint | null;
  readonly at: Date;
}

/** Every door so far is the operator's, who stands for the owners. Whether they came back without a key of before. */
export async function noteReturn(
  tx: Transactor,
  member: StoredMember,
  { key, at }: Return,
): Promise<boolean> {
  const keys = key === null ? [] : [key];
  for (const { address } of await otherAddressesOf(tx, [member.id]))
    await noteAddressBack(tx, member, { address, keys, at });
  return noteAddressBack(tx, member, { address: member.address, keys, at });
}

interface AddressBack {
  readonly address: EmailAddress;
  readonly keys: readonly Fingerprint[];
  readonly at: Date;
}

/** The same for one address of theirs, whichever. */
export async function noteAddressBack(
  tx: Transactor,
  { listId }: Pick<StoredMember, "listId">,
  { address, keys, at }: AddressBack,
): Promise<boolean> {
  const left = await leftKeys(tx, listId, address);
  const isBack = left.some((one) => keys.some((key) => one.is(key)));
  const place = { listId, addressKey: addressKey(address) };
  if (isBack) await forgetLeftKeys(tx, place);
  else if (left.some(({ back }) => back === null)) await recordReturn(tx, place, { at, by: "operator" });
  return left.length > 0 && !isBack;
}
