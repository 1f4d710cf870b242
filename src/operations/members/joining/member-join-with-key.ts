import { z } from "zod";
import { type Bytes, type EmailAddress, ok } from "#base";
import { bindMemberKey, type PreparedKey } from "#keys";
import {
  keysOfMembers,
  leftKeys,
  memberByAddress,
  type StoredList,
  type StoredMember,
  type Transactor,
} from "#store";
import { order } from "../../held/errand-order.ts";
import { address, file, nameUpTo } from "../../input.ts";
import { operation } from "../../operation.ts";
import { orRefuse, wantedList, wantedMember } from "../../wanted.ts";
import { refuseBanned, tellOwners } from "../come-and-go.ts";
import type { Subscribed } from "./member-subscribe.ts";
import { cameBackWithout, waitForOwner } from "./wait-for-owner.ts";
import { addMember, newMember, prepareKey } from "../new-member.ts";
import { digestAsked } from "../digest-choice.ts";

const input = z.strictObject({
  list: address,
  address,
  name: nameUpTo(200).default(""),
  quiet: z.boolean().default(false),
  notify: z.boolean().default(false),
  digest: digestAsked.optional(),
  key: file,
  /** The certificate that they sign with, where that is another one. */
  signing: file.optional(),
});

/**
 * That the key is theirs was shown before. Who is on the list and has none gets it; one who has keeps theirs (S9). Who left
 * with another key waits for an owner.
 */
export const memberJoinWithKey = operation({
  name: "member.join-with-key",
  summary: "Let somebody join who showed that they have a key",
  input,
  async run(context, wanted) {
    const at = context.clock.now();
    const prepare = (bytes: Bytes) => prepareKey({ file: bytes, confirmAddress: false }, wanted.address, at);
    const key = await prepare(wanted.key);
    const signing = wanted.signing === undefined ? null : await prepare(wanted.signing);
    const state = await context.db.transact(async (tx): Promise<Subscribed["state"]> => {
      const list = await wantedList(tx, wanted.list);
      await refuseBanned(context, list, wanted.address);
      tx.onCommit(context.wake);
      const known = await memberByAddress(tx, list.id, wanted.address);
      if (known !== null) {
        await giveKey(tx, known, { key, signing, at });
        return "joined";
      }
      const { address: who, name, digest } = wanted;
      if (await cameBackWithout(tx, list, { address: who, key: key.description.fingerprint })) {
        const file = Buffer.from(wanted.key).toString("base64");
        return waitForOwner(tx, list, { member: { address: who, name, key: { file } }, at });
      }
      const member = newMember.parse({ address: who, name });
      const { id } = await addMember(tx, list, { member, key, at, source: "member", digest });
      if (signing !== null) await bindBeside(tx, list, { who, key: signing, at });
      if (!wanted.quiet) await order(tx, { listId: list.id, at }, { do: "welcome", member: id });
      await tellOwners(tx, list, { address: wanted.address, change: "joined", at, notify: wanted.notify });
      return "joined";
    });
    return ok<Subscribed>({ list: wanted.list, address: wanted.address, state });
  },
});

interface Given {
  readonly key: PreparedKey;
  readonly signing: PreparedKey | null;
  readonly at: Date;
}

/** Of who left with another key an owner decides, also where they let the address back (S9). */
async function giveKey(tx: Transactor, member: StoredMember, { key, signing, at }: Given): Promise<void> {
  if ((await keysOfMembers(tx, [member.id])).length > 0) return;
  const { fingerprint } = key.description;
  const left = await leftKeys(tx, member.listId, member.address);
  const taken = left.length === 0 || left.some((one) => one.is(fingerprint));
  for (const one of taken ? [key, signing] : [])
    if (one !== null)
      orRefuse(await bindMemberKey(tx, { member, key: one, source: "member", replace: false, at }));
  const told = { do: "key-given", member: member.id, fingerprint, taken } as const;
  await order(tx, { listId: member.listId, at }, told);
}

interface Beside {
  readonly who: EmailAddress;
  readonly key: PreparedKey;
  readonly at: Date;
}

async function bindBeside(tx: Transactor, list: StoredList, { who, key, at }: Beside): Promise<void> {
  const member = await wantedMember(tx, list, who);
  orRefuse(await bindMemberKey(tx, { member, key, source: "member", replace: false, at }));
}
