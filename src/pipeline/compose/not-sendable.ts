/** Posts that cannot be sent on as they came. */
import type { ReasonCode } from "#base";
import type { Decision } from "#lists";
import type { SealFailure } from "#protect";

export type NotSendable = Extract<ReasonCode, "not-sendable" | "header-too-long" | "malformed">;

const OF_SEALING: Readonly<Record<SealFailure, NotSendable>> = {
  "changed-on-the-way": "not-sendable",
  "beyond-limits": "malformed",
};

/** What hinders sealing, as what hinders the post. */
export function whyNotSendable(failure: SealFailure): NotSendable {
  return OF_SEALING[failure];
}

const DETAILS: Readonly<Record<NotSendable, string>> = {
  "not-sendable": "a signed part would be changed on its way",
  "header-too-long": "a header field is too long",
  malformed: "beyond the limits with what goes around it",
};

/** It waits for an owner: nobody gets it in another form than it was signed in (S15). */
export function holdNotSendable(code: NotSendable): Decision {
  return { do: "hold", code, args: {}, detail: DETAILS[code] };
}
