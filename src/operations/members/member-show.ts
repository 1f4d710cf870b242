import { z } from "zod";
import { ok } from "#base";
import { address } from "../input.ts";
import { readMemberView } from "./new-member.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

export const memberShow = operation({
  name: "member.show",
  summary: "Show a member and their keys",
  input: z.strictObject({ list: address, member: address }),
  async run({ db, clock }, { list: wanted, member }) {
    const view = await db.read(async (tx) => {
      const list = await wantedList(tx, wanted);
      return readMemberView(tx, list, { member, at: clock.now() });
    });
    return ok(view);
  },
});
