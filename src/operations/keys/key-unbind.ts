import { z } from "zod";
import { AppError, ok } from "#base";
import { keysOfMembers, rememberLeftKeys, unbindMemberKey } from "#store";
import { address, fingerprint } from "../input.ts";
import { readMemberView } from "../members/new-member.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";

/** What waits sealed to this key is kept for another one, as the list says. That they had it is remembered (S9). */
export const keyUnbind = operation({
  name: "key.unbind",
  summary: "Take a key away from a member",
  input: z.strictObject({ list: address, member: address, fingerprint }),
  async run({ db, clock }, wanted) {
    const view = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.member);
      const keys = await keysOfMembers(tx, [member.id]);
      if (!keys.some((key) => key.fingerprint === wanted.fingerprint)) throw notBound(wanted);
      await rememberLeftKeys(tx, member, { at: clock.now(), only: wanted.fingerprint });
      await unbindMemberKey(tx, list.id, wanted.fingerprint);
      return readMemberView(tx, list, { member: member.address, at: clock.now() });
    });
    return ok(view);
  },
});

function notBound({ member, fingerprint }: { member: string; fingerprint: string }): AppError {
  return new AppError({ code: "not-found", publicText: `${member} does not have the key ${fingerprint}.` });
}
