/** What a person can usefully do about a held message: notices offer no more, and the verbs refuse the rest. */
import type { ReasonCode } from "#base";
import type { ListSettings } from "#config";
import { clearAfterDecrypt } from "./clear-after-decrypt.ts";

export interface HeldVerbs {
  /** Acceptance could let it go out. */
  readonly accept: boolean;
  /** Its sender could send it again in a way that the list takes. */
  readonly ask: boolean;
  /** Its sender may be told anything at all. */
  readonly tell: boolean;
}

type Code = ReasonCode | "bounce";

/** Sending it again changes nothing: a person or a setting has to. */
const THE_SAME_AGAIN: readonly Code[] = [
  "nonmember",
  "member-moderated",
  "scenario-moderated",
  "needs-confirmation",
  "clear-not-confirmed",
  "owners-without-key",
  "automatic",
  "answers-nothing",
  "too-many-posts",
  "suspicious-header",
  "header-rule",
  "marked-as-spam",
  "emergency",
  "bounce",
];

/** Whether a message refused or held for this reason would be so again, however its sender sends it. */
export function isSameAgain(code: Code): boolean {
  return THE_SAME_AGAIN.includes(code);
}

export function heldVerbs(settings: ListSettings, code: Code): HeldVerbs {
  const tell = settings.anonymous_list !== "yes";
  return {
    accept: !isBeyondAcceptance(settings, code),
    ask: tell && !isSameAgain(code),
    tell,
  };
}

/** S1, S6, S13, and what hides who wrote: acceptance overrides none of them. */
function isBeyondAcceptance(settings: ListSettings, code: Code): boolean {
  switch (code) {
    case "no-integrity":
    case "opened-elsewhere":
      return true;
    case "names-author":
      return settings.anonymous_list === "yes";
    case "clear-not-confirmed":
      return clearAfterDecrypt(settings).needsConfirmation;
    default:
      return false;
  }
}
