/** Who left with a key and comes back without it waits for an owner (S9): the address alone shows nothing. */
import type { EmailAddress, Fingerprint } from "#base";
import { leftKeys, type StoredList, type Transactor } from "#store";
import { holdForOwner } from "../../requests/hold-request.ts";
import type { NewMember } from "../new-member.ts";

/** @param key what they come back with; null: none */
export async function cameBackWithout(
  tx: Transactor,
  list: StoredList,
  { address, key }: { readonly address: EmailAddress; readonly key: Fingerprint | null },
): Promise<boolean> {
  const left = (await leftKeys(tx, list.id, address)).filter(({ back }) => back === null);
  return left.length > 0 && !left.some((one) => one.is(key));
}

interface Waiting {
  readonly member: Pick<NewMember, "address" | "name"> & { readonly key?: { readonly file: string } };
  readonly at: Date;
}

/** They are added when an owner says yes. */
export async function waitForOwner(
  tx: Transactor,
  list: StoredList,
  { member, at }: Waiting,
): Promise<"waits"> {
  await holdForOwner(tx, {
    list,
    function: "subscribe",
    actor: { address: member.address, method: "md5" },
    email: member.address,
    operation: "member.add",
    input: { list: list.address, member },
    asked: new Uint8Array(),
    effect: "",
    at,
  });
  return "waits";
}
