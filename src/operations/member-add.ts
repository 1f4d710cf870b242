import { z } from "zod";
import { ok } from "#base";
import { address } from "./input.ts";
import { addMember, newMember, prepareKey, readMemberView } from "./new-member.ts";
import { operation } from "./operation.ts";
import { wantedList } from "./wanted.ts";

export const memberAdd = operation({
  name: "member.add",
  summary: "Add a member to a list",
  input: z.strictObject({ list: address, member: newMember }),
  async run({ db, clock }, { list: listAddress, member }) {
    const at = clock.now();
    const key = member.key === undefined ? null : await prepareKey(member.key, member.address, at);
    const view = await db.transact(async (tx) => {
      const list = await wantedList(tx, listAddress);
      await addMember(tx, list, { member, key, at });
      return readMemberView(tx, list, { member: member.address, at });
    });
    return ok(view);
  },
});
