/**
 * Mailman's list options as its files store them, and the same in our settings. An option has our setting's name; numbers
 * are positions among the words of a setting, and lists of addresses become lines.
 */
import { insteadOfMailmans, LIST_SETTINGS, type ListSettingName } from "#config";

/** What a list has that nobody changed, where that is not "" or an empty list (Mailman 2.1). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  description: "Golden list",
  subject_prefix: "[Gold] ",
  msg_header: "",
  msg_footer: `${"_".repeat(47)}\n%(real_name)s mailing list\n%(real_name)s@%(host_name)s\n%(web_page_url)slistinfo%(cgiext)s/%(_internal_name)s`,
  digest_footer: `${"_".repeat(47)}\n%(real_name)s mailing list\n%(real_name)s@%(host_name)s\n%(web_page_url)slistinfo%(cgiext)s/%(_internal_name)s`,
  from_is_list: 0,
  anonymous_list: 0,
  first_strip_reply_to: 0,
  reply_goes_to_list: 0,
  send_welcome_msg: 1,
  send_goodbye_msg: 1,
  send_reminders: 1,
  admin_immed_notify: 1,
  admin_notify_mchanges: 0,
  respond_to_post_requests: 1,
  emergency: 0,
  administrivia: 1,
  max_message_size: 40,
  include_rfc2369_headers: 1,
  include_list_post_header: 1,
  include_sender_header: 1,
  drop_cc: 1,
  max_days_to_hold: 0,
  encode_ascii_prefixes: 0,
  nondigestable: 1,
  personalize: 0,
  scrub_nondigest: 0,
  regular_exclude_ignore: 1,
  digestable: 1,
  digest_is_default: 0,
  mime_is_default_digest: 0,
  digest_size_threshhold: 30,
  digest_send_periodic: 1,
  digest_volume_frequency: 1,
  subscribe_policy: 1,
  advertised: 1,
  unsubscribe_policy: 0,
  private_roster: 1,
  obscure_addresses: 1,
  default_member_moderation: 0,
  member_moderation_action: 0,
  member_verbosity_threshold: 0,
  member_verbosity_interval: 300,
  dmarc_moderation_action: 0,
  dmarc_quarantine_moderation_action: 1,
  dmarc_none_moderation_action: 0,
  generic_nonmember_action: 1,
  forward_auto_discards: 1,
  require_explicit_destination: 1,
  max_num_recipients: 10,
  archive: 0,
  archive_private: 0,
  autorespond_postings: 0,
  autorespond_admin: 0,
  autorespond_requests: 0,
  autoresponse_graceperiod: 90,
  filter_content: 0,
  filter_mime_types: [],
  pass_mime_types: ["multipart", "message/rfc822", "application/pgp-signature", "text/plain"],
  filter_filename_extensions: ["exe", "bat", "cmd", "com", "pif", "scr", "vbs", "cpl"],
  pass_filename_extensions: [],
  collapse_alternatives: 1,
  convert_html_to_plaintext: 1,
  filter_action: 0,
  topics_enabled: 0,
  topics_bodylines_limit: 5,
};

/** Options whose setting has another name. */
const RENAMED: Readonly<Record<string, string>> = { preferred_language: "language" };

/** Words of ours that stand in another order than Mailman's. */
const WORDS: Readonly<Record<string, readonly string[]>> = {};

export interface MappedOptions {
  readonly settings: Readonly<Record<string, string | number>>;
  /** Options of the case that no setting takes. */
  readonly gaps: readonly string[];
  /** Options that lists do not have here, for a reason that is told to who sets them. */
  readonly elsewhere: readonly string[];
}

/** The settings of a list whose options are Mailman's defaults, changed by these. */
export function mappedOptions(changed: Readonly<Record<string, unknown>>): MappedOptions {
  // Mailman puts its words around what is signed; here that is a choice.
  const settings: Record<string, string | number> = { msg_footer_signed: "outside" };
  const gaps: string[] = [];
  const elsewhere: string[] = [];
  for (const [option, value] of Object.entries({ ...DEFAULTS, ...changed })) {
    const name = RENAMED[option] ?? option;
    const mapped = isSetting(name) ? settingValue(name, value) : null;
    if (mapped !== null) settings[name] = mapped;
    else if (!(option in changed) || isHarmless(option, value)) continue;
    else if (insteadOfMailmans(option) !== null || OF_BOUNCES.test(option)) elsewhere.push(option);
    else gaps.push(`needs setting ${name}`);
  }
  // Files are put into an archive that Mailman has anyhow; here the posts themselves are kept.
  if (settings["scrub_nondigest"] === "yes") settings["archive"] = "yes";
  return { settings, gaps, elsewhere };
}

/** What they do is not built yet. */
const OF_BOUNCES = /^bounce_(?!matching_headers)/;

/** It says what is so anyhow. */
function isHarmless(name: string, value: unknown): boolean {
  return JSON.stringify(DEFAULTS[name]) === JSON.stringify(value);
}

function isSetting(name: string): name is ListSettingName {
  return Object.hasOwn(LIST_SETTINGS, name);
}

/** null: our setting takes no such value. */
function settingValue(name: ListSettingName, stored: unknown): string | number | null {
  const { schema } = LIST_SETTINGS[name];
  const value = asOurs(name, stored);
  return schema.safeParse(value).success ? value : null;
}

function asOurs(name: ListSettingName, stored: unknown): string | number {
  const { schema, default: usual } = LIST_SETTINGS[name];
  const words = WORDS[name] ?? ("options" in schema ? schema.options : null);
  if (words !== null && typeof stored !== "string") return words[Number(stored)] ?? "";
  if (typeof usual === "number") return Number(stored);
  if (name === "new_member_options") return newMemberWords(Number(stored));
  if (name === "acceptable_aliases") return aliasWords([stored].flat().join("\n")).join("\n");
  if (name === "bounce_matching_headers") return fieldLines(String(stored));
  if (!Array.isArray(stored)) return webPages(String(stored));
  const lines = LINES[name];
  return stored
    .map((one) => (lines === undefined ? String(one) : lines(one as readonly unknown[])))
    .join("\n");
}

/** Of what is a list of lists. */
const LINES: Readonly<Partial<Record<string, (row: readonly unknown[]) => string>>> = {
  topics: ([name, expressions]) =>
    String(expressions)
      .split(/\r?\n/)
      .map((expression) => `${String(name)}: ${expression}`)
      .join("\n"),
  header_filter_rules: ([patterns, action]) =>
    String(patterns)
      .split("\n")
      .filter((one) => one.trim() !== "")
      .map((one) => `${ACTIONS[Number(action)] ?? ""} ${one}`)
      .join("\n"),
};

/** Mailman's numbers of what is done with a message. */
const ACTIONS = ["defer", "", "reject", "discard", "", "", "accept", "hold"] as const;

/** Mailman's bits of what new members have chosen. */
const NEW_MEMBER_BITS = { not_me: 2, ack: 4, conceal: 16, nodupes: 256 } as const;

/** A number with other bits stays one: no setting takes it. */
function newMemberWords(stored: number): string {
  const words = Object.entries(NEW_MEMBER_BITS).filter(([, bit]) => (stored & bit) !== 0);
  const sum = words.reduce((bits, [, bit]) => bits | bit, 0);
  return sum === stored ? words.map(([word]) => word).join(" ") : String(stored);
}

/** Any line is an expression for Mailman, tried from the beginning of an address. */
function aliasWords(lines: string): readonly string[] {
  const words = lines.split("\n").map((line) => line.trim());
  return words
    .filter((word) => word !== "")
    .map((word) => (/^(?:\^.*|[\w+-]+(?:@[\w.-]+)?)$/.test(word) ? word : `^${word}`));
}

/** Mailman passes over other lines. */
function fieldLines(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => /^[^#:\s][^:]*:/.test(line))
    .join("\n");
}

/** The world has web pages, which the product does not know. */
function webPages(text: string): string {
  return text.replaceAll("%(web_page_url)s", "http://lists.test/mailman/").replaceAll("%(cgiext)s", "");
}
