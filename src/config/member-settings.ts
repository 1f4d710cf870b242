/** The settings of a list about its people: who comes, who goes, who is seen, and what is written to them. */
import { z } from "zod";
import { setting } from "./setting.ts";
import { yesNo } from "./value-schemas.ts";

/** Addresses and expressions, one a word. */
const addressPatterns = z.string().max(100_000);

export const MEMBER_SETTINGS = {
  info: setting({
    schema: z.string().max(20_000),
    default: "",
    group: "people",
    help: "What the list is for, at length: the answer to INFO. Empty: the description.",
    who: "owner",
  }),
  advertised: setting({
    schema: yesNo,
    default: "yes",
    group: "people",
    help: "Is the list named to people who ask which lists there are? no: to its members only.",
    who: "owner",
  }),
  subscribe_policy: setting({
    schema: z.enum(["none", "confirm", "approve", "both"]),
    default: "confirm",
    group: "people",
    help: "What it takes to join. none: asking. confirm: an answer to a mail to that address. approve: an owner's yes. both: the answer, then the yes.",
    who: "owner",
  }),
  unsubscribe_policy: setting({
    schema: yesNo,
    default: "no",
    group: "people",
    help: "Does leaving take an owner's yes? no: members who ask for it from their address leave once they answer a mail.",
    who: "owner",
  }),
  subscribe_auto_approval: setting({
    schema: addressPatterns,
    default: "",
    group: "people",
    help: "Who may join without an owner's yes: addresses, and expressions that begin with ^, with blanks between them.",
    who: "owner",
  }),
  ban_list: setting({
    schema: addressPatterns,
    default: "",
    group: "people",
    help: "Who may not join: addresses, and expressions that begin with ^, with blanks between them. They read that the list does not allow it, and no reason.",
    who: "owner",
  }),
  subscribe_key: setting({
    schema: z.enum(["no", "ask", "require"]),
    default: "no",
    group: "keys",
    help: "ask: who joins a list that uses keys is a member at once and is asked for a key, which is theirs once they read a mail that is sealed to it and sign the answer. require: they give that key first. Owners add people without.",
    who: "owner",
  }),
  private_roster: setting({
    schema: z.enum(["public", "members", "admins"]),
    default: "admins",
    group: "people",
    help: "Who may see who is on the list. public: anybody. members: they and the owners. admins: the owners.",
    who: "owner",
  }),
  new_member_options: setting({
    schema: z
      .string()
      .max(200)
      .regex(/^\s*(?:(?:ack|not_me|nodupes|conceal)(?:\s+|$))*$/, {
        error: "give some of ack, not_me, nodupes, conceal, with blanks between them",
      }),
    default: "nodupes",
    group: "people",
    help: "What new members have chosen before they choose: some of ack (they hear of each post of theirs that went out), not_me (their own posts do not come back), nodupes (what names them in To or Cc does not come once more), conceal (other members do not see them). On a list with keys nodupes is left to each member.",
    who: "owner",
  }),
  umbrella_list: setting({
    schema: yesNo,
    default: "no",
    group: "people",
    help: "Are the members lists themselves? yes: what is for the people behind a member (questions, welcome, reminder, goodbye) goes to its address with umbrella_member_suffix before the @. Not on a list with keys.",
    who: "owner",
  }),
  umbrella_member_suffix: setting({
    schema: z.string().regex(/^[\w.+-]{1,30}$/, { error: "give a few letters, such as -owner" }),
    default: "-owner",
    group: "people",
    help: "What stands before the @ of the address that reaches the people behind a member of an umbrella list.",
    who: "owner",
  }),
  default_member_moderation: setting({
    schema: yesNo,
    default: "no",
    group: "people",
    help: "yes: what new members write waits or goes as member_moderation_action says, until an owner trusts them.",
    who: "owner",
  }),
  member_moderation_action: setting({
    schema: z.enum(["hold", "reject", "discard"]),
    default: "hold",
    group: "people",
    help: "What happens to the post of a member who is moderated.",
    who: "owner",
  }),
  send_goodbye_msg: setting({
    schema: yesNo,
    default: "yes",
    group: "people",
    help: "Are members who left written to? The mail says how to undo it.",
    who: "owner",
  }),
  admin_notify_mchanges: setting({
    schema: yesNo,
    default: "no",
    group: "people",
    help: "Are owners and moderators told at once of everybody who joins or leaves by themselves? On a list with keys owners alone are.",
    who: "owner",
  }),
} as const;
