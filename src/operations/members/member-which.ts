import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { listById, membershipsOf, type StoredList, type StoredMember } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";

export interface Membership {
  readonly list: EmailAddress;
  readonly name: string;
  readonly owner: boolean;
  readonly moderator: boolean;
  /** Posts come to them at present. */
  readonly delivery: boolean;
}

/** Who may is asked before: to whoever is not that person, it tells what they are on. */
export const memberWhich = operation({
  name: "member.which",
  summary: "Show which lists an address is on",
  input: z.strictObject({ address }),
  async run({ db, clock }, wanted) {
    const at = clock.now();
    const found = await db.read(async (tx) => {
      const views: Membership[] = [];
      for (const member of await membershipsOf(tx, wanted.address)) {
        const list = await listById(tx, member.listId);
        if (list !== null) views.push(membership(list, member, at));
      }
      return views;
    });
    return ok(found);
  },
});

function membership(
  list: StoredList,
  { owner, moderator, receives, delivery, deliveryUntil }: StoredMember,
  at: Date,
): Membership {
  const isOn = delivery === "on" || (deliveryUntil !== null && deliveryUntil <= at);
  return { list: list.address, name: list.displayName, owner, moderator, delivery: receives && isOn };
}
