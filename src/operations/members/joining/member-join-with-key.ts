import { z } from "zod";
import { ok } from "#base";
import { memberByAddress } from "#store";
import { order } from "../../held/errand-order.ts";
import { address, file, nameUpTo } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { refuseBanned, tellOwners } from "../come-and-go.ts";
import type { Subscribed } from "./member-subscribe.ts";
import { cameBackWithout, waitForOwner } from "./wait-for-owner.ts";
import { addMember, newMember, prepareKey } from "../new-member.ts";

const input = z.strictObject({
  list: address,
  address,
  name: nameUpTo(200).default(""),
  quiet: z.boolean().default(false),
  notify: z.boolean().default(false),
  key: file,
});

/**
 * That the key is theirs was shown before. Who is on the list keeps the keys that they have (S9); who left with another
 * key waits for an owner.
 */
export const memberJoinWithKey = operation({
  name: "member.join-with-key",
  summary: "Let somebody join who showed that they have a key",
  input,
  async run(context, wanted) {
    const at = context.clock.now();
    const prepared = { file: wanted.key, confirmAddress: false };
    const key = await prepareKey(prepared, wanted.address, at);
    const state = await context.db.transact(async (tx): Promise<Subscribed["state"]> => {
      const list = await wantedList(tx, wanted.list);
      await refuseBanned(context, list, wanted.address);
      tx.onCommit(context.wake);
      if ((await memberByAddress(tx, list.id, wanted.address)) !== null) return "joined";
      const { address: who, name } = wanted;
      if (await cameBackWithout(tx, list, { address: who, key: key.description.fingerprint })) {
        const file = Buffer.from(wanted.key).toString("base64");
        return waitForOwner(tx, list, { member: { address: who, name, key: { file } }, at });
      }
      const member = newMember.parse({ address: who, name });
      const { id } = await addMember(tx, list, { member, key, at, source: "member" });
      if (!wanted.quiet) await order(tx, { listId: list.id, at }, { do: "welcome", member: id });
      await tellOwners(tx, list, { address: wanted.address, change: "joined", at, notify: wanted.notify });
      return "joined";
    });
    return ok<Subscribed>({ list: wanted.list, address: wanted.address, state });
  },
});
