/** The settings of a list about what is in its posts: the content filter and topics, by Mailman's names. */
import { z } from "zod";
import { setting } from "./setting.ts";
import { areTopicLines } from "./topic-lines.ts";
import { yesNo } from "./value-schemas.ts";

const words = z.string().max(10_000);

export const FILTER_SETTINGS = {
  filter_content: setting({
    schema: yesNo,
    default: "no",
    group: "content",
    help: "Is what is in posts filtered by the settings below? Of signed posts forbidden parts are taken out as well, and the signature with them; what comes sealed and is not opened is judged by its type alone.",
    who: "owner",
  }),
  filter_mime_types: setting({
    schema: words,
    default: "",
    group: "content",
    help: "Types of parts that are taken out, such as image or application/zip, with blanks between them.",
    who: "owner",
  }),
  pass_mime_types: setting({
    schema: words,
    default:
      "multipart message/rfc822 application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature text/plain",
    group: "content",
    help: "Types of parts that go on; all others are taken out. Empty: all that filter_mime_types does not name.",
    who: "owner",
  }),
  filter_filename_extensions: setting({
    schema: words,
    default: "exe bat cmd com pif scr vbs cpl",
    group: "content",
    help: "Endings of files that are taken out.",
    who: "owner",
  }),
  pass_filename_extensions: setting({
    schema: words,
    default: "",
    group: "content",
    help: "Endings of files that go on; all others are taken out. Empty: all that filter_filename_extensions does not name.",
    who: "owner",
  }),
  collapse_alternatives: setting({
    schema: yesNo,
    default: "yes",
    group: "content",
    help: "Where filter_content is on: does of a text that comes in several forms only the first go on, mostly the plain one?",
    who: "owner",
  }),
  convert_html_to_plaintext: setting({
    schema: yesNo,
    default: "yes",
    group: "content",
    help: "Where filter_content is on: does HTML become plain text?",
    who: "owner",
  }),
  filter_action: setting({
    schema: z.enum(["discard", "reject", "forward", "preserve"]),
    default: "discard",
    group: "content",
    help: "What happens to a post of which nothing may go on. forward: the owners get it. preserve: it waits for them.",
    who: "owner",
  }),
  scrub_nondigest: setting({
    schema: z.enum(["no", "yes", "all"]),
    default: "no",
    group: "content",
    help: "Do single posts go out as plain text, with a line for each file that was attached? It says how to get the whole post, which the list keeps (archive). yes: what goes out in its author's own signature stays whole. all: the signature is taken off, too. Digests are what they are without it.",
    who: "owner",
  }),
  topics_enabled: setting({
    schema: yesNo,
    default: "no",
    group: "content",
    help: "Are posts sorted by topics, so that members can choose some of them? On a list with keys only what a member signed is looked at.",
    who: "owner",
  }),
  topics: setting({
    schema: z
      .string()
      .max(20_000)
      .refine(areTopicLines, { error: "write a line for each expression: name: expression" }),
    default: "",
    group: "content",
    help: "A line for each expression of a topic, as in “bugs: crash|defect”. They are looked for in Subject and Keywords.",
    who: "owner",
  }),
  topics_bodylines_limit: setting({
    schema: z.int().min(-1).max(10_000),
    default: 5,
    group: "content",
    help: "In how many lines at the beginning of the text “Subject:” and “Keywords:” count as well. -1: in all. 0: in none.",
    who: "owner",
  }),
} as const;
