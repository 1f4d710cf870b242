import { z } from "zod";
import { AppError, LANGUAGES, ok } from "#base";
import { type MemberChange, updateMember } from "#store";
import { address, nameUpTo } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";
import { readMemberView } from "./new-member.ts";

const day = z.iso.date({ error: "give a day as YYYY-MM-DD" });

/** What members may choose for themselves. */
const options = z.strictObject({
  name: nameUpTo(200).optional(),
  delivery: z.enum(["on", "off"]).optional(),
  /** A day on which delivery is on again by itself. */
  until: day.optional(),
  ack: z.boolean().optional(),
  notMetoo: z.boolean().optional(),
  noDupes: z.boolean().optional(),
  conceal: z.boolean().optional(),
  /** Of mail that is written to them; "": the list's. */
  language: z.enum([...LANGUAGES, ""]).optional(),
});

export type MemberOptions = z.output<typeof options>;

export const memberSet = operation({
  name: "member.set",
  summary:
    "Change what a member chose: delivery, vacation, acknowledgements, own posts, duplicates, concealment, language",
  input: z.strictObject({ list: address, address, options }),
  async run({ db, clock, wake, actor }, wanted) {
    const at = clock.now();
    const by = actor.kind === "operator" ? "owner" : "member";
    const change = changeOf(wanted.options, { by, at });
    const view = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const member = await wantedMember(tx, list, wanted.address);
      await updateMember(tx, member.id, change);
      tx.onCommit(wake);
      return readMemberView(tx, list, { member: member.address, at });
    });
    return ok(view);
  },
});

interface Chooser {
  readonly by: "owner" | "member";
  readonly at: Date;
}

/** @throws AppError bad-input for a vacation that is over or has no end that is a day */
function changeOf({ delivery, until, ...flags }: MemberOptions, { by, at }: Chooser): MemberChange {
  if (until !== undefined) {
    const deliveryUntil = new Date(until);
    if (delivery === "on") throw badInput("Delivery is on, or off until a day: give one of them.");
    if (deliveryUntil <= at) throw badInput(`${until} is over: give a later day.`);
    return { ...flags, delivery: "off", deliveryWhy: by, deliveryUntil };
  }
  if (delivery === undefined) return flags;
  return { ...flags, delivery, deliveryWhy: delivery === "on" ? "" : by, deliveryUntil: null };
}

function badInput(publicText: string): AppError {
  return new AppError({ code: "bad-input", publicText });
}
