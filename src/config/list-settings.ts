/**
 * The settings of a list. Names and meanings follow Mailman 2.1 and the Secure List Server where the
 * thing is the same; values are words, sizes kB and times days.
 */
import { z } from "zod";
import { LANGUAGES } from "#base";
import { aliasWords, isAliasWord } from "./alias-words.ts";
import { ANSWER_SETTINGS } from "./answer-settings.ts";
import { APPEARANCE_SETTINGS } from "./appearance-settings.ts";
import { AUTHENTICATION_SETTINGS } from "./authentication-settings.ts";
import { DIGEST_SETTINGS } from "./digest-settings.ts";
import { DMARC_SETTINGS } from "./dmarc-settings.ts";
import { FILTER_SETTINGS } from "./filter-settings.ts";
import { MEMBER_SETTINGS } from "./member-settings.ts";
import { POSTING_SETTINGS } from "./posting-settings.ts";
import { SCENARIO_SETTINGS } from "./scenario-settings.ts";
import { defaultsOf, setting, type SettingValues } from "./setting.ts";
import { wholeNumber, yesNo } from "./value-schemas.ts";

const demand = z.enum(["no", "yes", "force"]);
const action = z.enum(["accept", "hold", "reject", "discard"]);

/** What an owner reads about one of the eight crypto settings, for both families. */
const CRYPTO_HELP = {
  post_encrypt:
    "Are posts sealed to the list's key opened? force: a post that came in clear is refused. no: sealed posts are passed on unopened.",
  post_sign:
    "Must a post carry a valid signature of a member's key? yes: others are held. force: others are discarded, and nobody is answered.",
  distrib_encrypt:
    "Are posts sealed for each member? yes: for those who have a key. force: nobody gets a post in clear.",
  distrib_sign: "Does the list sign what it distributes?",
} as const;

export const LIST_SETTINGS = {
  description: setting({
    schema: z.string().max(200),
    default: "",
    group: "general",
    help: "What the list is for, in one line.",
    who: "owner",
  }),
  language: setting({
    schema: z.enum(LANGUAGES),
    default: "en",
    group: "general",
    help: "The language of what the list itself says, to those who chose none for themselves: Mailman's preferred_language. en, de, fr, nl or es.",
    who: "owner",
  }),
  send_welcome_msg: setting({
    schema: yesNo,
    default: "no",
    group: "general",
    help: "Are new members written to when an owner adds them? Who joins of their own accord always is. What they get says how to write, how to leave and, on lists with keys, the list's keys. Mailman's default is yes; here nobody is written to before the owner says so: who brings a list from elsewhere adds people who are members already.",
    who: "owner",
  }),
  ...MEMBER_SETTINGS,
  ...ANSWER_SETTINGS,
  ...POSTING_SETTINGS,
  ...APPEARANCE_SETTINGS,
  ...DIGEST_SETTINGS,
  ...DMARC_SETTINGS,
  ...AUTHENTICATION_SETTINGS,
  ...FILTER_SETTINGS,
  max_message_size: setting({
    schema: wholeNumber({ most: 100_000 }),
    default: 10_240,
    group: "posts",
    help: "Largest body of a post in kB, attachments as they are sent; larger ones are held. 0 for the site's limit.",
    who: "owner",
  }),
  default_member_action: setting({
    schema: action,
    default: "accept",
    group: "posts",
    help: "What happens to a member's post that meets all other rules.",
    who: "owner",
  }),
  generic_nonmember_action: setting({
    schema: action,
    default: "hold",
    group: "posts",
    help: "What happens to a post by somebody who is not a member.",
    who: "owner",
  }),
  ...SCENARIO_SETTINGS,
  max_days_to_hold: setting({
    schema: z.int().min(0).max(3650),
    default: 30,
    group: "posts",
    help: "Days after which a held post is dropped. 0: never.",
    who: "owner",
  }),
  refused_days: setting({
    schema: z.int().min(1).max(365),
    default: 7,
    group: "posts",
    help: "Days that a refused post is kept, closed, for the owners to look at.",
    who: "owner",
  }),
  answers_per_address: setting({
    schema: wholeNumber({ most: 100 }),
    default: 10,
    group: "posts",
    help: "How often a day the list tells one address what became of its mail; what other lists told it counts. Mailman's MAX_AUTORESPONSES_PER_DAY. Who is told no more finds nothing lost: the owners see all that waits. 0: nobody is told.",
    who: "operator",
  }),
  answers_per_hour: setting({
    schema: wholeNumber({ most: 10_000 }),
    default: 100,
    group: "posts",
    help: "How many such answers the list gives in an hour, to all together.",
    who: "operator",
  }),
  archive: setting({
    schema: yesNo,
    default: "yes",
    group: "archive",
    help: "Are posts kept after they went out, for members to ask for by mail?",
    who: "owner",
  }),
  archive_days: setting({
    schema: wholeNumber({ most: 36_500 }),
    default: 0,
    group: "archive",
    help: "Days that a post is kept after it went out. 0: until somebody erases it.",
    who: "owner",
  }),
  distribution: setting({
    schema: z.enum(["settings", "as_received"]),
    default: "settings",
    group: "keys",
    help: "settings: the settings below say how posts go out. as_received: where they leave it open, what came sealed is opened and goes out sealed to everybody or not at all; what came in clear goes out in clear, and what came signed goes out in its author's signature, untouched.",
    who: "owner",
  }),
  gpg_post_encrypt: setting({
    schema: demand,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.post_encrypt,
    who: "owner",
  }),
  gpg_post_sign: setting({
    schema: demand,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.post_sign,
    who: "owner",
  }),
  gpg_distrib_encrypt: setting({
    schema: demand,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.distrib_encrypt,
    who: "owner",
  }),
  gpg_distrib_sign: setting({
    schema: yesNo,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.distrib_sign,
    who: "owner",
  }),
  smime_post_encrypt: setting({
    schema: demand,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.post_encrypt,
    who: "owner",
  }),
  smime_post_sign: setting({
    schema: demand,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.post_sign,
    who: "owner",
  }),
  smime_distrib_encrypt: setting({
    schema: demand,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.distrib_encrypt,
    who: "owner",
  }),
  smime_distrib_sign: setting({
    schema: yesNo,
    default: "no",
    group: "keys",
    help: CRYPTO_HELP.distrib_sign,
    who: "owner",
  }),
  clear_after_decrypt: setting({
    schema: z.enum(["no", "confirmed"]),
    default: "no",
    group: "keys",
    help: "confirmed: posts that came sealed may leave in clear where the settings above say so. Anybody on the way can then read them.",
    who: "owner",
  }),
  clear_reply_to_sealed: setting({
    schema: z.enum(["hold", "warn", "accept"]),
    default: "hold",
    group: "keys",
    help: "A clear answer to a post that came sealed. hold: it waits, and its writer is asked to send it again sealed. warn: it goes out, and the writer is told. accept: it goes out.",
    who: "owner",
  }),
  expiry_warning_days: setting({
    schema: z.string().regex(/^\s*(?:[1-9]\d{0,2}(?:\s+[1-9]\d{0,2}){0,9})?\s*$/, {
      error: "give numbers of days with blanks between them, such as 30 14 3",
    }),
    default: "30 14 3",
    group: "keys",
    help: "Days before a key expires on which its member and the owners are warned, once each, and again when it has expired. Empty: nobody is warned.",
    who: "owner",
  }),
  smime_trust: setting({
    schema: z.enum(["owner", "ca"]),
    default: "owner",
    group: "keys",
    help: "Whose certificates count. owner: those that an owner bound to a member; others that come along with mail wait for an owner (conclave key offers). ca: any that an authority of smime_ca, cafile or capath vouches for and that names the member's address; those that an owner bound without naming the fingerprint must have an authority, too. Certificates that came in by ca stay bound under owner: conclave member list shows them, conclave key remove takes one away.",
    who: "owner",
  }),
  smime_ca: setting({
    schema: z
      .string()
      .max(1_000_000)
      .regex(/^\s*$|-----BEGIN CERTIFICATE-----/, {
        error: "put the certificates themselves here (PEM), not the name of a file",
      }),
    default: "",
    group: "keys",
    help: "PEM certificates of the authorities that this list trusts, and their revocation lists.",
    who: "operator",
  }),
  cafile: setting({
    schema: z.string().max(1000),
    default: "",
    group: "keys",
    help: "A PEM file on the server with authorities that this list trusts, beside smime_ca. A list that names none of its own trusts those of the site (cafile and capath in conclave.toml).",
    who: "operator",
  }),
  capath: setting({
    schema: z.string().max(1000),
    default: "",
    group: "keys",
    help: "A folder on the server with such files, with hashed names or any others.",
    who: "operator",
  }),
  revocation: setting({
    schema: z.enum(["off", "soft", "hard"]),
    default: "soft",
    group: "keys",
    help: "soft: revocation lists of the list's authorities are fetched each day, and what they revoke does not count; a list that cannot be fetched holds up nothing. hard: an S/MIME post is held until its signer's authority has said, in a list or an answer whose time is not over, that the certificate is good. off: only lists that stand in smime_ca count.",
    who: "owner",
  }),
  ocsp: setting({
    schema: yesNo,
    default: "no",
    group: "keys",
    help: "yes: responders of the list's authorities are asked about members' certificates each hour, too (OCSP). They learn who is on the list.",
    who: "owner",
  }),
  smime_cipher: setting({
    schema: z.enum(["auto", "cbc", "gcm"]),
    default: "auto",
    group: "keys",
    help: "How S/MIME posts are sealed. auto: AES-GCM for members whose programs announced it, AES-CBC for the others.",
    who: "owner",
  }),
  acceptable_aliases: setting({
    schema: z
      .string()
      .max(2000)
      .refine((text) => aliasWords(text).every(isAliasWord), {
        error:
          "give mail addresses, the names before their @, or expressions that begin with ^, with blanks between them",
      }),
    default: "",
    group: "posts",
    help: "Other addresses that lead to the list: addresses, what stands before their @, or expressions that begin with ^, with blanks between them. A post to one of them names the list (require_explicit_destination). Where signatures count, one that was signed for somebody else is held, and not if its signed To or Cc names one of the addresses here.",
    who: "owner",
  }),
  author_mismatch: setting({
    schema: z.enum(["refuse", "show_member"]),
    default: "refuse",
    group: "keys",
    help: "A member signed, but From is not theirs. refuse: treat it as not signed. show_member: send it on under the member's own address.",
    who: "owner",
  }),
  sealed_subject: setting({
    schema: z.enum(["number", "name", "real"]),
    default: "number",
    group: "sealing",
    help: "The Subject outside a sealed post. number: “[Team] sealed post 12”. name: “[Team]”. real: the real one, readable by anybody on the way.",
    who: "owner",
  }),
  poster_name_outside: setting({
    schema: yesNo,
    default: "no",
    group: "sealing",
    help: "yes: From outside a sealed post reads “Alice via Team”. no: “Team”.",
    who: "owner",
  }),
  old_key_days: setting({
    schema: wholeNumber({ least: 1, most: 365 }),
    default: 30,
    group: "keys",
    help: "Days that a key of the list's opens after `key rotate` put a new one in its place. Then it is erased, and what is sealed to it stays shut.",
    who: "owner",
  }),
  keep_for_keyless: setting({
    schema: wholeNumber({ most: 365 }),
    default: 14,
    group: "sealing",
    help: "Days that a post is kept, as it arrived, for members whose key does not work: it comes when the key works. 0: nothing is kept.",
    who: "owner",
  }),
  archive_with_keys: setting({
    schema: z.enum(["no", "confirmed"]),
    default: "no",
    group: "keys",
    help: "confirmed: posts of a list with keys are kept as well, what came sealed too, in a form that the server can open. They go to members only, to new ones too, sealed to their keys. no: a list with keys keeps nothing.",
    who: "owner",
  }),
  pseudo_headers: setting({
    schema: yesNo,
    default: "yes",
    group: "sealing",
    help: "Puts a short block of text with Subject, From, Date and what the server found above each sealed post.",
    who: "owner",
  }),
  keep_poster_signature: setting({
    schema: yesNo,
    default: "no",
    group: "sealing",
    help: "yes: inside a sealed post the author's own signed part stays as it was, signature and all, where its form allows.",
    who: "owner",
  }),
  keep_msgid: setting({
    schema: yesNo,
    default: "no",
    group: "sealing",
    help: "yes: the poster's own Message-ID stays outside a sealed post. no: an image of it that tells nothing.",
    who: "owner",
  }),
} as const;

export type ListSettings = SettingValues<typeof LIST_SETTINGS>;
export type ListSettingName = keyof ListSettings;

export const LIST_DEFAULTS: ListSettings = defaultsOf(LIST_SETTINGS);

/** Only what differs from the defaults: this is what the database keeps. */
export type ListSettingChanges = Partial<ListSettings>;

export function listSettings(changes: ListSettingChanges): ListSettings {
  return { ...LIST_DEFAULTS, ...changes };
}
