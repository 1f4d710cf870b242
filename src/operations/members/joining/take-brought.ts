/** What becomes of the certificates that somebody brought who joins: bound with the joining, or asked to prove itself first. */
import { sameAddress, type EmailAddress } from "#base";
import { type GivenKey, takeGivenKeys } from "#keys";
import { encodeRecipient, type StoredList, type StoredMember, type Transactor } from "#store";
import { order } from "../../held/errand-order.ts";
import { noteReturn } from "../../held/note-return.ts";
import type { Context } from "../../operation.ts";
import { holdJoining, type JoiningWithKey } from "./ask-for-key.ts";

/** Those of this address. */
export function keysBrought(
  { brought }: Pick<Context, "brought">,
  address: EmailAddress,
): readonly GivenKey[] {
  return brought !== undefined && sameAddress(brought.address, address) ? brought.keys : [];
}

/** True if mail is sealed to one of them from now on. */
export async function bindBrought(
  tx: Transactor,
  member: StoredMember,
  { keys, at }: { readonly keys: readonly GivenKey[]; readonly at: Date },
): Promise<boolean> {
  const taken = await takeGivenKeys(tx, { member, keys, backed: true, at });
  for (const { did, fingerprint } of taken)
    if (did === "bound") await noteReturn(tx, member, { key: fingerprint, at });
  const bound = taken.flatMap(({ did, fingerprint }) => (did === "bound" ? [fingerprint] : []));
  return keys.some(({ key }) => key.recipient !== null && bound.includes(key.description.fingerprint));
}

interface Challenged {
  readonly keys: readonly GivenKey[];
  readonly wanted: JoiningWithKey;
  readonly context: Pick<Context, "clock" | "random">;
}

/** Of those that an authority vouches for: that their holder reads what is sealed to them is all that is asked. null: nothing can be. */
export async function challengeBrought(
  tx: Transactor,
  list: StoredList,
  { keys, wanted: { list: address, address: to, name, quiet, notify }, context }: Challenged,
): Promise<"proof" | null> {
  const theirs = keys.flatMap(({ key, vouched }) => (vouched ? [key] : []));
  const sealing = theirs.find(({ recipient }) => recipient !== null);
  const signing = theirs.find(({ description }) => description.cannotSign === null);
  if (!sealing?.recipient || signing === undefined) return null;
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const wanted = {
    list: address,
    address: to,
    name,
    quiet,
    notify,
    key: base64(sealing.bytes),
    ...(signing === sealing ? {} : { signing: base64(signing.bytes) }),
  };
  const { key, until } = await holdJoining(tx, list, { wanted, context });
  const { fingerprint } = sealing.description;
  const sealTo = encodeRecipient(sealing.recipient);
  const at = context.clock.now();
  await order(
    tx,
    { listId: list.id, at },
    { do: "challenge", to, key, until, fingerprint, sealTo, again: false },
  );
  return "proof";
}
