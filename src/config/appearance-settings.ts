/** The settings of a list about what its posts look like to members, by Mailman's names: Subject, addresses, words around. */
import { z } from "zod";
import { parseEmailAddress } from "#base";
import { setting } from "./setting.ts";
import { yesNo } from "./value-schemas.ts";

const PLACEHOLDERS =
  "{name}, {address}, {owner} and {request} stand for the list's; Mailman's %(real_name)s, %(host_name)s, %(description)s and the like are understood, too, and where personalize is on %(user_address)s and %(user_name)s.";

const ARCHIVE_URL = /^https?:\/\/(?=.*\{(?:hash|message_id)\})(?:[^\s<>"{}\\^`|]|\{hash\}|\{message_id\})+$/;

export const APPEARANCE_SETTINGS = {
  subject_prefix: setting({
    schema: z.string().max(100),
    default: "[{name}] ",
    group: "posts",
    help: "Put before the Subject of posts in clear. {name} is the list's display name, %d the number of the post; %05d has zeros before it. Empty for none.",
    who: "owner",
  }),
  encode_ascii_prefixes: setting({
    schema: z.enum(["never", "always", "as_needed"]),
    default: "never",
    group: "posts",
    help: "Is a prefix encoded that needs no encoding? as_needed: where the rest of the Subject is encoded.",
    who: "owner",
  }),
  anonymous_list: setting({
    schema: yesNo,
    default: "no",
    group: "posts",
    help: "yes: posts go out in the list's own name, without anything in their header that tells who wrote them. Nobody is answered, and who sent them is not stored. What they say themselves, attachments too, is the author's affair.",
    who: "owner",
  }),
  from_is_list: setting({
    schema: z.enum(["no", "munge", "wrap"]),
    default: "no",
    group: "posts",
    help: "Do posts in clear come from the list's own address? munge: From reads “Alice via Team”, and Alice's address goes to Reply-To or Cc. wrap: so does that of a new message, and the post is enclosed in it.",
    who: "owner",
  }),
  first_strip_reply_to: setting({
    schema: yesNo,
    default: "no",
    group: "posts",
    help: "Is a Reply-To of the author's own taken off? no: it stays beside the one of reply_goes_to_list.",
    who: "owner",
  }),
  reply_goes_to_list: setting({
    schema: z.enum(["poster", "list", "explicit"]),
    default: "poster",
    group: "posts",
    help: "Where an answer goes. list: Reply-To names the list, so that answers come back sealed. explicit: it names reply_to_address.",
    who: "owner",
  }),
  reply_to_address: setting({
    schema: z.string().refine((text) => text === "" || parseEmailAddress(text).ok, {
      error: "give a mail address",
    }),
    default: "",
    group: "posts",
    help: "Where answers go with reply_goes_to_list = explicit.",
    who: "owner",
  }),
  include_rfc2369_headers: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Do posts carry the List-* fields, which mail programs make their buttons from?",
    who: "owner",
  }),
  include_list_post_header: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Do posts say where to write to the list (List-Post)? no: for lists that only few may write to.",
    who: "owner",
  }),
  archived_at: setting({
    schema: z
      .string()
      .max(500)
      .refine((text) => text === "" || ARCHIVE_URL.test(text), {
        error: "give http(s)://… with {hash} or {message_id} in it",
      }),
    default: "",
    group: "posts",
    help: "Where an archive elsewhere shows a post, which then says so (Archived-At): https://…/message/{hash}/ for archives of Mailman 3, or with {message_id}. Empty: nowhere. On a list with keys no copy says it.",
    who: "owner",
  }),
  include_sender_header: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Do posts in clear name the list's address for bounces as their Sender?",
    who: "owner",
  }),
  drop_cc: setting({
    schema: yesNo,
    default: "yes",
    group: "posts",
    help: "Are members taken out of Cc who get no copy from the list because they stand there (nodupes)?",
    who: "owner",
  }),
  personalize: setting({
    schema: z.enum(["no", "yes", "full"]),
    default: "no",
    group: "posts",
    help: "Does each member of a list without keys get a message of their own? yes: msg_header and msg_footer may name them. full: To names them, too, and not the list.",
    who: "owner",
  }),
  msg_header: setting({
    schema: z.string().max(4000),
    default: "",
    group: "posts",
    help: `Put above posts of a list without keys. ${PLACEHOLDERS} Lines that name what there is not, such as a web page, are left out. What is signed or sealed keeps its octets. Empty for none.`,
    who: "owner",
  }),
  msg_footer: setting({
    schema: z.string().max(4000),
    default: "",
    group: "posts",
    help: "Put below posts, as msg_header is put above.",
    who: "owner",
  }),
  msg_footer_signed: setting({
    schema: z.enum(["none", "outside"]),
    default: "none",
    group: "posts",
    help: "What msg_header and msg_footer do to a post that its author signed. none: it goes without them. outside: they stand beside it, in parts of their own, and programs may say that only a part is signed.",
    who: "owner",
  }),
} as const;
