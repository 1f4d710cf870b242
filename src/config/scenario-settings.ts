/** The settings of a list that say which scenario decides who may do what (Sympa's authorization scenarios). */
import { z } from "zod";
import { setting } from "./setting.ts";

/** Behind the point of `FUNCTION.NAME`; Sympa's settings write a comma for an underscore. */
const scenario = z
  .string()
  .max(100)
  .regex(/^(?:[\w.-]+(?:,[\w.-]+)*)?$/, {
    error: "give the name of a scenario, such as confidential: conclave scenario list",
  });

const who = (help: string) =>
  setting({ schema: scenario, default: "", group: "scenarios", help, who: "owner" });

const LINE = /^\s*(?:#.*|\w+\s*=.*)?$/;

export const SCENARIO_SETTINGS = {
  send: who(
    "The scenario that says who may write to the list, such as confidential. It takes the place of default_member_action and generic_nonmember_action. Empty: those count.",
  ),
  subscribe: who("The scenario that says who may become a member. Empty: subscribe_policy says so."),
  unsubscribe: who("The scenario that says who may leave. Empty: unsubscribe_policy says so."),
  add: who("The scenario that says who may add members by mail. Empty: owners."),
  del: who("The scenario that says who may remove members by mail. Empty: owners."),
  invite: who("The scenario that says who may invite people by mail. Empty: owners."),
  remind: who("The scenario that says who may remind all members by mail. Empty: owners."),
  review: who("The scenario that says who may read who is on the list. Empty: private_roster says so."),
  info_scenario: who("The scenario that says who may read what the list is for. Empty: everybody."),
  visibility: who("The scenario that says who sees that there is this list. Empty: advertised says so."),
  archive_mail_access: who("The scenario that says who gets earlier posts by mail. Empty: members."),
  custom_vars: setting({
    schema: z
      .string()
      .max(20_000)
      .refine((text) => text.split("\n").every((line) => LINE.test(line)), {
        error: "give a line NAME = VALUE for each",
      }),
    default: "",
    group: "scenarios",
    help: "What [custom_vars->NAME] stands for in scenarios: a line NAME = VALUE for each.",
    who: "owner",
  }),
  scenario_texts: setting({
    schema: z.string().max(500_000),
    default: "",
    group: "scenarios",
    help: "The list's own scenarios and search filters, each below a line === FUNCTION.NAME. Better: conclave list scenario.",
    who: "owner",
  }),
} as const;
