/** Heads and cells of the outcome table as people read them. */
import type { ReasonCode, Scheme } from "#base";
import { type Language, say, sayChosen, type TextKey } from "#i18n";
import type { MailForm, MailOutcome, Sender } from "./mail-outcome.ts";
import type { CopyOutcome, MemberKeys } from "./member-outcome.ts";

const SHORT = [
  "not-sealed",
  "not-signed",
  "nonmember",
  "member-moderated",
  "cannot-open",
  "clear-not-confirmed",
  "emergency",
] as const satisfies readonly ReasonCode[];

export function mailOutcomeWords({ does, reason, byScenario }: MailOutcome, language: Language): string {
  if (byScenario === true) return say(language, "outcome-scenario");
  const short = SHORT.find((code) => code === reason);
  const why = sayChosen(language, whyKey(short, does), {});
  return sayChosen(language, `outcome-${does}`, { why });
}

/** Owners look at what waits, and at nothing else. */
function whyKey(short: (typeof SHORT)[number] | undefined, does: MailOutcome["does"]): TextKey {
  if (short === "member-moderated" && does !== "hold") return "outcome-member-refused";
  return short === undefined ? "outcome-other" : `outcome-${short}`;
}

/** @param hasKeys false: the list has no word for sealing, and a post is a post */
export function mailFormWords(
  { form, family }: { readonly form: MailForm; readonly family: Scheme | null },
  hasKeys: boolean,
  language: Language,
): string {
  if (!hasKeys) return say(language, "mail-any");
  if (form === "plain" || family === null) return say(language, `mail-${form}`);
  return say(language, `mail-${form}-in`, { family: say(language, `family-${family}`) });
}

/** @param moderates true: some members are moderated, and are not meant */
export function senderWords(from: Sender, language: Language, moderates = false): string {
  return say(language, from === "member" && moderates ? "sender-trusted" : `sender-${from}`);
}

export function copyWords(
  { how, family, signed }: CopyOutcome,
  hasKeys: boolean,
  language: Language,
): string {
  if (!hasKeys) return say(language, "copy-as-it-came");
  const key: TextKey = how === "notice" || !signed ? `copy-${how}` : `copy-${how}-signed`;
  return sayChosen(language, key, { family: say(language, `family-${family ?? "both"}`) });
}

const KINDS = 4;

export function memberKeysWords(keys: readonly MemberKeys[], language: Language): string {
  if (keys.length === KINDS) return say(language, "keys-all");
  return keys.map((one) => say(language, `keys-${one}`)).join(", ");
}

/** What stands above and before the cells. */
export interface OutcomeHeads {
  readonly post: string;
  readonly anyPost: string;
  readonly member: string;
  readonly gets: string;
  readonly cameInClear: string;
  readonly cameSealed: string;
  readonly unopened: string;
}

export function outcomeHeads(language: Language): OutcomeHeads {
  return {
    post: say(language, "outcome-head-post"),
    anyPost: say(language, "outcome-head-any-post"),
    member: say(language, "outcome-head-member"),
    gets: say(language, "outcome-head-gets"),
    cameInClear: say(language, "outcome-head-came-in-clear"),
    cameSealed: say(language, "outcome-head-came-sealed"),
    unopened: say(language, "outcome-unopened"),
  };
}
