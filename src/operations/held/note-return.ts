/** Somebody who left with a key is back (S9): with that key all is well; without it, it stays on record who let them. */
import type { Fingerprint } from "#base";
import { forgetLeftKeys, leftKeys, recordReturn, type StoredMember, type Transactor } from "#store";

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
  const left = await leftKeys(tx, member.listId, member.address);
  const isBack = left.some((one) => one.is(key));
  if (isBack) await forgetLeftKeys(tx, member);
  else if (left.some(({ back }) => back === null)) await recordReturn(tx, member, { at, by: "operator" });
  return left.length > 0 && !isBack;
}
