/** Mailman writes the choices of its options as numbers, from 0 on in the order in which settings here name them, too. */

/** Options of Mailman's with other words than no and yes. */
const ITS_CHOICES: readonly string[] = [
  "autorespond_requests",
  "digest_volume_frequency",
  "dmarc_moderation_action",
  "encode_ascii_prefixes",
  "filter_action",
  "from_is_list",
  "generic_nonmember_action",
  "member_moderation_action",
  "personalize",
  "private_roster",
  "remove_dkim_headers",
  "reply_goes_to_list",
  "scrub_nondigest",
  "subscribe_policy",
];
const NO_AND_YES = "no yes";
const TRUTHS: Readonly<Record<string, number>> = { False: 0, false: 0, True: 1, true: 1 };

/**
 * The word that a number stands for, of the words that the setting knows; null: it is no number of Mailman's, or the setting is
 * not from there.
 *
 * @param value `2`, `"2"`, or a truth as Mailman writes it: `True`, `False`
 */
export function wordForNumber(name: string, value: unknown, words: readonly string[]): string | null {
  if (!ITS_CHOICES.includes(name) && words.join(" ") !== NO_AND_YES) return null;
  const given = String(value);
  const number = TRUTHS[given] ?? (/^\d$/.test(given) ? Number(given) : null);
  return number === null ? null : (words[number] ?? null);
}
