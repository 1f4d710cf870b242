/** The settings of a list about posts from domains whose DMARC policy their copies would not meet, by Mailman's names. */
import { z } from "zod";
import { setting } from "./setting.ts";
import { yesNo } from "./value-schemas.ts";

export const DMARC_SETTINGS = {
  dmarc_moderation_action: setting({
    schema: z.enum(["accept", "munge", "wrap", "reject", "discard"]),
    default: "accept",
    group: "posts",
    help: "What happens to posts whose author's domain asks by DMARC that mail in its name is refused unless it can be proven to be the author's, as no copy in clear from a list can. munge and wrap: as with from_is_list.",
    who: "owner",
  }),
  dmarc_quarantine_moderation_action: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Does dmarc_moderation_action apply where the policy is p=quarantine, too?",
    who: "owner",
  }),
  dmarc_none_moderation_action: setting({
    schema: yesNo,
    default: "no",
    group: "posts",
    help: "Does dmarc_moderation_action apply where the policy is p=none, too?",
    who: "owner",
  }),
  dmarc_moderation_addresses: setting({
    schema: z.string().max(100_000),
    default: "",
    group: "posts",
    help: "Addresses, and expressions that begin with ^, to whose posts dmarc_moderation_action applies whatever their domain says.",
    who: "owner",
  }),
  dmarc_moderation_notice: setting({
    schema: z.string().max(4000),
    default: "",
    group: "posts",
    help: "What the author reads where dmarc_moderation_action is reject. Empty: a text of the server's.",
    who: "owner",
  }),
  dmarc_wrapped_message_text: setting({
    schema: z.string().max(4000),
    default: "",
    group: "posts",
    help: "Stands above the enclosed post where dmarc_moderation_action is wrap. Empty for none.",
    who: "owner",
  }),
} as const;
