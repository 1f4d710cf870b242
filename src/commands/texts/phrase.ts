/** What commands answer with, in the language of the desk. */
import { asksToSign, sayChosen, scenarioReason, type TextKey, underAuthorities } from "#i18n";
import { readStoredSettings, trustsAuthorities } from "#lists";
import type { StoredList } from "#store";
import type { Desk } from "../desk.ts";

export function phrase(
  { language }: Pick<Desk, "language">,
  key: TextKey,
  args: Readonly<Record<string, string | number>> = {},
): string {
  return sayChosen(language, key, args);
}

/** The same on a list: where it trusts authorities, in words that say so. */
export function phraseOn(
  desk: Pick<Desk, "language">,
  { settings }: Pick<StoredList, "settings">,
  key: TextKey,
  args: Readonly<Record<string, string | number>> = {},
): string {
  const trusts = trustsAuthorities(readStoredSettings(settings).settings);
  return phrase(desk, trusts ? underAuthorities(key) : key, args);
}

/** What is refused without a scenario. */
const OWN: Readonly<Record<string, TextKey>> = {
  "no-moderator": "command-refused-moderator",
  "not-own": "command-refused-own",
  "not-signed": "command-refused-unsigned",
};

/** @param why one of ours, or the key of a reason as scenarios name it */
export function refusal(
  desk: Pick<Desk, "language">,
  list: Pick<StoredList, "settings">,
  why: string,
): string {
  const own = OWN[why];
  if (own !== undefined) return phraseOn(desk, list, own);
  const reason = scenarioReason(why, desk.language);
  return phrase(desk, asksToSign(why) ? "command-refused-signed" : "command-refused", { reason });
}
