/** The settings of a list about what it answers by itself in the owners' own words: Mailman's, with its names. */
import { z } from "zod";
import { PLACEHOLDERS_HELP } from "./placeholders-help.ts";
import { setting } from "./setting.ts";
import { yesNo } from "./value-schemas.ts";

const words = (help: string) =>
  setting({ schema: z.string().max(20_000), default: "", group: "answers", help, who: "owner" });

const answers = (to: string, text: string) =>
  setting({
    schema: yesNo,
    default: "no",
    group: "answers",
    help: `yes: who writes to ${to} gets ${text} as an answer, and their mail goes on as always. On a list with keys only who signed or is vouched for is answered.`,
    who: "owner",
  });

export const ANSWER_SETTINGS = {
  welcome_msg: words(`What stands on top of the welcome to new members. ${PLACEHOLDERS_HELP}`),
  goodbye_msg: words(`What is said to who left, in the mail that says so. ${PLACEHOLDERS_HELP}`),
  autorespond_postings: answers("the list", "autoresponse_postings_text"),
  autoresponse_postings_text: words(`The answer to who writes to the list. ${PLACEHOLDERS_HELP}`),
  autorespond_admin: answers("the owners", "autoresponse_admin_text"),
  autoresponse_admin_text: words(`The answer to who writes to LIST-owner. ${PLACEHOLDERS_HELP}`),
  autorespond_requests: setting({
    schema: z.enum(["no", "discard", "forward"]),
    default: "no",
    group: "answers",
    help: "Who writes to LIST-request gets autoresponse_request_text as an answer. forward: and the commands in the mail are run. discard: nothing of it is read. The addresses for joining and leaving, and answers to mails that ask for one, go on as always.",
    who: "owner",
  }),
  autoresponse_request_text: words(`The answer to who writes to LIST-request. ${PLACEHOLDERS_HELP}`),
  autoresponse_graceperiod: setting({
    schema: z.int().min(0).max(365),
    default: 90,
    group: "answers",
    help: "Days in which nobody gets such an answer a second time from the same address. 0: each mail is answered, up to answers_per_address. A mail with the field X-Ack: no is never answered so; on a list without keys X-Ack: yes asks for the answer again.",
    who: "owner",
  }),
} as const;
