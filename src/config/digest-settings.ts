/** The settings of a list about many posts in one mail: Mailman's, with its names. */
import { z } from "zod";
import { PLACEHOLDERS_HELP } from "./placeholders-help.ts";
import { setting } from "./setting.ts";
import { wholeNumber, yesNo } from "./value-schemas.ts";

export const DIGEST_SETTINGS = {
  digestable: setting({
    schema: yesNo,
    default: "yes",
    group: "digests",
    help: "May members choose digests, many posts in one mail? no: who chose them gets single posts. On a list with keys posts that wait for a digest lie on the server in a form that it can open, and digests go out sealed.",
    who: "owner",
  }),
  nondigestable: setting({
    schema: yesNo,
    default: "yes",
    group: "digests",
    help: "May members choose single posts? no: who reads digests stays with them; others get single posts until they choose.",
    who: "owner",
  }),
  digest_is_default: setting({
    schema: yesNo,
    default: "no",
    group: "digests",
    help: "Do new members get digests until they choose otherwise?",
    who: "owner",
  }),
  mime_is_default_digest: setting({
    schema: yesNo,
    default: "no",
    group: "digests",
    help: "The form for who chose none. yes: MIME, with each post as a message of its own. no: plain text, without attachments.",
    who: "owner",
  }),
  digest_size_threshhold: setting({
    schema: wholeNumber({ most: 10_240 }),
    default: 30,
    group: "digests",
    help: "A digest goes out when the posts in it are so large together, in kB. 0: by time only.",
    who: "owner",
  }),
  digest_send_periodic: setting({
    schema: yesNo,
    default: "yes",
    group: "digests",
    help: "Does a digest go out once a day, however little is in it? The task send_digests says when.",
    who: "owner",
  }),
  digest_header: setting({
    schema: z.string().max(4000),
    default: "",
    group: "digests",
    help: `Put on top of each digest. ${PLACEHOLDERS_HELP} Empty for none.`,
    who: "owner",
  }),
  digest_footer: setting({
    schema: z.string().max(4000),
    default: "",
    group: "digests",
    help: "Put at the end of each digest, as digest_header is put on top.",
    who: "owner",
  }),
  digest_volume_frequency: setting({
    schema: z.enum(["yearly", "monthly", "quarterly", "weekly", "daily"]),
    default: "monthly",
    group: "digests",
    help: "When the numbers of digests begin anew, with the next volume. Weeks begin on Monday.",
    who: "owner",
  }),
} as const;
