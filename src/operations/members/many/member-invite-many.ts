import { z } from "zod";
import { type EmailAddress, type ErrorCode, err, ok } from "#base";
import { address, nameUpTo } from "../../input.ts";
import { operation } from "../../operation.ts";
import { memberInvite } from "../joining/member-invite.ts";

const MOST = 10_000;

export interface InvitedMany {
  readonly list: EmailAddress;
  readonly invited: readonly EmailAddress[];
  /** On the list already. */
  readonly members: readonly EmailAddress[];
  readonly banned: readonly EmailAddress[];
  /** They were written to about joining or leaving a list today. */
  readonly tomorrow: readonly EmailAddress[];
}

type Outcome = Exclude<keyof InvitedMany, "list">;
const OUTCOMES: Readonly<Partial<Record<ErrorCode, Outcome>>> = {
  "already-exists": "members",
  "not-allowed": "banned",
  busy: "tomorrow",
};

/** Each in a transaction of their own: what was sent is sent, whatever becomes of the rest. */
export const memberInviteMany = operation({
  name: "member.invite-many",
  summary: "Invite many people to a list: each joins by answering",
  input: z.strictObject({
    list: address,
    people: z
      .array(z.strictObject({ address, name: nameUpTo(200).default("") }))
      .min(1)
      .max(MOST),
  }),
  async run(context, { list, people }) {
    const found: Record<Outcome, EmailAddress[]> = { invited: [], members: [], banned: [], tomorrow: [] };
    for (const [at, person] of people.entries()) {
      const invited = await memberInvite.invoke(context, { list, ...person });
      const outcome = invited.ok ? "invited" : (OUTCOMES[invited.error.code] ?? invited.error);
      if (typeof outcome !== "string") return err(outcome);
      found[outcome].push(person.address);
      context.progress(at + 1, people.length);
    }
    return ok<InvitedMany>({ list, ...found });
  },
});
