/**
 * Which scenario a list asks for a function: the one that its setting of that name says, else the one that says what
 * its other settings mean, as in Mailman, else our own default.
 */
import type { ListSettings } from "#config";
import { DEFAULT_SEND, scenarioName } from "#lists";

/** What stands for a setting of Mailman's words: function, setting, and a scenario for each of its values. */
const BY_POLICY: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ["subscribe", "subscribe_policy", { none: "open", confirm: "auth", approve: "owner", both: "auth_owner" }],
  ["unsubscribe", "unsubscribe_policy", { no: "auth", yes: "auth_owner" }],
  ["review", "private_roster", { public: "public", members: "private", admins: "owner" }],
  ["visibility", "advertised", { yes: "noconceal", no: "conceal" }],
];

const DEFAULTS: Readonly<Record<string, string>> = {
  send: DEFAULT_SEND,
  visibility: "conceal",
  info: "open",
  subscribe: "auth",
  unsubscribe: "auth",
  add: "owner",
  del: "owner",
  invite: "owner",
  remind: "owner",
  review: "owner",
  archive_web_access: "private",
  archive_mail_access: "private",
  tracking: "owner",
  d_read: "private",
  d_edit: "owner",
  create_list: "listmaster",
  global_remind: "listmaster",
  move_user: "auth",
};

/** The name behind the point of `FUNCTION.NAME`. */
export function chosenScenario(given: ListSettings | null, functionName: string): string {
  if (given === null) return defaultOf(functionName);
  const settings: Readonly<Record<string, unknown>> = { ...given };
  const named = settings[settingOf(functionName)];
  if (typeof named === "string" && named !== "" && named !== "default") return scenarioName(named);
  for (const [name, setting, scenarios] of BY_POLICY) {
    const meant = name === functionName ? scenarios[String(settings[setting])] : undefined;
    if (meant !== undefined) return meant;
  }
  return defaultOf(functionName);
}

/** Of the list; `info` is Mailman's text about the list. */
export function settingOf(functionName: string): string {
  return functionName === "info" ? "info_scenario" : functionName;
}

function defaultOf(functionName: string): string {
  return DEFAULTS[functionName] ?? "closed";
}
