import { z } from "zod";
import { AppError, type EmailAddress, ok } from "#base";
import { usesKeys } from "#lists";
import { rememberLeftAddress, removeMemberAddress } from "#store";
import { address } from "../../input.ts";
import { settingsOf } from "../../lists/list-settings-of.ts";
import { operation } from "../../operation.ts";
import type { ChangedAddress } from "./member-address-add.ts";
import { membershipsOn, type On } from "./memberships-on.ts";

const input = z.strictObject({
  /** Absent: on every list that the address is on. */
  list: address.optional(),
  /** Besides that one, as far as they use no keys. */
  others: z.array(address).default([]),
  address,
  other: address,
});

/** The first address stays: posts go there. The other one comes back with a key of theirs, or by an owner (S9). */
export const memberAddressDrop = operation({
  name: "member.address-drop",
  summary: "Let another address of a member's count as theirs no more",
  input,
  async run({ db, actor, clock }, { list, others, address: first, other }) {
    const isMeant = ({ list: one }: On) =>
      list === undefined ||
      one.address === list ||
      (others.includes(one.address) && (actor.kind === "operator" || !usesKeys(settingsOf(one))));
    const lists = await db.transact(async (tx) => {
      const dropped: EmailAddress[] = [];
      for (const on of (await membershipsOn(tx, first, undefined)).filter(isMeant))
        if (await removeMemberAddress(tx, on.member, other)) {
          await rememberLeftAddress(tx, on.member, { at: clock.now(), address: other });
          dropped.push(on.list.address);
        }
      if (dropped.length === 0) throw notTheirs(first, other);
      return dropped;
    });
    return ok<ChangedAddress>({ address: first, other, lists });
  },
});

function notTheirs(first: EmailAddress, other: EmailAddress): AppError {
  const publicText = `${other} is no other address of ${first}. Nothing was changed. See: conclave member show LIST ${first}`;
  return new AppError({ code: "not-found", publicText });
}
