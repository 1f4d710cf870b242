/** The settings of a list about who may write and what a post may look like: Mailman's, with its names and its order. */
import { z } from "zod";
import { setting } from "./setting.ts";
import { wholeNumber, yesNo } from "./value-schemas.ts";

/** Addresses, expressions and other lists, one a word. */
const senders = (help: string) =>
  setting({ schema: z.string().max(100_000), default: "", group: "writers", help, who: "owner" });
const words = (help: string) =>
  setting({ schema: z.string().max(4000), default: "", group: "writers", help, who: "owner" });

const SENDERS =
  "Addresses, expressions that begin with ^, and other lists of the site as @LIST, which stands for their members; blanks between them.";

const RULE_LINE = /^\s*(?:#.*|(?:accept|hold|reject|discard|defer)\s+\S.*)?$/i;
const FIELD_LINE = /^\s*(?:#.*|[!-9;-~]+\s*:\s*\S.*)?$/;

const lines = (line: RegExp, error: string) =>
  z
    .string()
    .max(20_000)
    .refine((text) => text.split("\n").every((one) => line.test(one)), { error });

/** Lists of the site, by address or by what stands before the @. */
const lists = z
  .string()
  .max(20_000)
  .refine((text) => text.split(/[\s,]+/).every((word) => /^(?:[^@]+(?:@[^@]+)?)?$/.test(word)), {
    error: "give addresses of lists, or what stands before their @",
  });

export const POSTING_SETTINGS = {
  emergency: setting({
    schema: yesNo,
    default: "no",
    group: "writers",
    help: "yes: all posts wait, whoever wrote them, and nobody is told but the owners in their daily summary.",
    who: "owner",
  }),
  member_moderation_notice: words(
    "What moderated members read whose posts are rejected, in place of the list's own words.",
  ),
  member_verbosity_threshold: setting({
    schema: wholeNumber({ most: 100_000 }),
    default: 0,
    group: "writers",
    help: "Posts within member_verbosity_interval with which a member becomes moderated, the last of them included. 0: nobody does. On a list with keys only signed posts count.",
    who: "owner",
  }),
  member_verbosity_interval: setting({
    schema: wholeNumber({ most: 31_536_000 }),
    default: 300,
    group: "writers",
    help: "Seconds that member_verbosity_threshold looks back.",
    who: "owner",
  }),
  accept_these_nonmembers: senders(
    `Who may write without being a member. ${SENDERS} Not on a list with keys: anybody can put an address into From.`,
  ),
  hold_these_nonmembers: senders(`Whose posts wait, unless they are members. ${SENDERS}`),
  reject_these_nonmembers: senders(`Whose posts are rejected, unless they are members. ${SENDERS}`),
  discard_these_nonmembers: senders(`Whose posts are discarded, unless they are members. ${SENDERS}`),
  nonmember_rejection_notice: words(
    "What others read whose posts are rejected, in place of the list's own words.",
  ),
  forward_auto_discards: setting({
    schema: yesNo,
    default: "yes",
    group: "writers",
    help: "Do owners and moderators get what somebody who is no member wrote and the list discarded? On a list with keys they find it among what was refused.",
    who: "owner",
  }),
  equivalent_domains: setting({
    schema: z.string().max(20_000),
    default: "",
    group: "writers",
    help: "Domains that are the same for the question who is a member: commas between them, semicolons between groups, as in a.org, mail.a.org; b.net, b.com. Not on a list with keys.",
    who: "owner",
  }),
  respond_to_post_requests: setting({
    schema: yesNo,
    default: "yes",
    group: "writers",
    help: "Is the sender of a post that waits told so?",
    who: "owner",
  }),
  admin_immed_notify: setting({
    schema: yesNo,
    default: "yes",
    group: "writers",
    help: "Are owners and moderators told at once of each post that waits, and of each person who waits for a yes? no: once a day, of all.",
    who: "owner",
  }),
  require_explicit_destination: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Must To or Cc name the list, or one of acceptable_aliases? yes: other posts wait, such as those that came by Bcc.",
    who: "owner",
  }),
  max_num_recipients: setting({
    schema: wholeNumber({ most: 10_000 }),
    default: 10,
    group: "posts",
    help: "A post that names so many addresses in To and Cc waits. 0: any number.",
    who: "owner",
  }),
  administrivia: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Do posts wait that look like commands, such as unsubscribe as the only word?",
    who: "owner",
  }),
  header_filter_rules: setting({
    schema: lines(
      RULE_LINE,
      "begin each line with accept, hold, reject, discard or defer, and put an expression behind it",
    ),
    default: "",
    group: "posts",
    help: "A line ACTION EXPRESSION for each rule, such as discard ^X-Spam-Flag: yes. The first that fits a header field of the message or of a part of it decides: hold, reject, discard; accept ends the search; defer switches a rule off. On a list with keys accept is passed over. # begins a comment.",
    who: "owner",
  }),
  bounce_matching_headers: setting({
    schema: lines(FIELD_LINE, "give a line FIELD: EXPRESSION for each"),
    default: "",
    group: "posts",
    help: "A line FIELD: EXPRESSION for each: posts with such a field wait. # begins a comment.",
    who: "owner",
  }),
  regular_include_lists: setting({
    schema: lists,
    default: "",
    group: "posts",
    help: "Other lists of the site whose members get posts of this one, too, unless To or Cc name that list: addresses, or names before the @, with blanks between them. Not on a list with keys, and never the members of one.",
    who: "operator",
  }),
  regular_exclude_lists: setting({
    schema: lists,
    default: "",
    group: "posts",
    help: "Other lists of the site: whose member somebody is gets no copy from here of a post whose To or Cc name that list. Not on a list with keys.",
    who: "owner",
  }),
  regular_exclude_ignore: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "yes: a list of regular_exclude_lists whose member the author is not is passed over, for it may not take the post.",
    who: "owner",
  }),
  spam_action: setting({
    schema: z.enum(["accept", "hold", "reject", "discard"]),
    default: "hold",
    group: "posts",
    help: "What happens to a post that the site's own spam filter marked (rspamd, SpamAssassin). Its marks count only where they come through a listener that is trusted.",
    who: "owner",
  }),
} as const;
