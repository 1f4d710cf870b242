import { z } from "zod";
import { ok } from "#base";
import { rememberLeftKeys, removeMember } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";

/** What waits to be sent to them is dropped too. Which keys they had is remembered for a year (S9). */
export const memberRemove = operation({
  name: "member.remove",
  summary: "Remove a member and their keys from a list",
  input: z.strictObject({ list: address, address }),
  async run({ db, clock }, wanted) {
    const removed = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.address);
      await rememberLeftKeys(tx, member, clock.now());
      await removeMember(tx, member.id);
      return { list: list.address, address: member.address };
    });
    return ok(removed);
  },
});
