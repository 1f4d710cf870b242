/** What scenarios are asked about: the functions, the actions that each knows, and the old names for them. */

export interface ScenarioFunction {
  readonly name: string;
  /** Without modifiers. */
  readonly actions: readonly string[];
  /** Whether it is about a list. */
  readonly ofList: boolean;
  /** What is asked, for people. */
  readonly summary: string;
}

const DECIDE = ["do_it", "reject"] as const;
const CONFIRM = ["do_it", "request_auth", "reject"] as const;
const APPROVE = ["do_it", "request_auth", "owner", "reject"] as const;

const OF_LISTS: readonly (readonly [string, readonly string[], string])[] = [
  ["send", ["do_it", "request_auth", "editor", "editorkey", "reject"], "Who may write to the list"],
  ["visibility", DECIDE, "Who sees that the list is there"],
  ["info", DECIDE, "Who may read what the list is about"],
  ["subscribe", APPROVE, "Who may become a member"],
  ["unsubscribe", APPROVE, "Who may leave, or take somebody out"],
  ["add", CONFIRM, "Who may add members"],
  ["del", CONFIRM, "Who may remove members"],
  ["invite", CONFIRM, "Who may invite people"],
  ["remind", CONFIRM, "Who may remind all members of their membership"],
  ["review", CONFIRM, "Who may read the list of members"],
  ["d_read", DECIDE, "Who may read shared documents"],
  ["d_edit", ["do_it", "editor", "reject"], "Who may change shared documents"],
  ["archive_web_access", DECIDE, "Who may read the archive on the web"],
  ["archive_mail_access", DECIDE, "Who may have the archive by mail"],
  ["tracking", DECIDE, "Who may see what became of a post"],
];

const OF_SITES: readonly (readonly [string, readonly string[], string])[] = [
  ["create_list", ["do_it", "listmaster", "reject"], "Who may make a list"],
  ["automatic_list_creation", DECIDE, "Whose post may make a list"],
  ["family_signoff", CONFIRM, "Who may leave all lists of a family"],
  ["global_remind", CONFIRM, "Who may remind the members of all lists"],
  ["move_user", CONFIRM, "Who may change an address in all lists"],
  ["spam_status", ["ham", "spam", "unsure"], "What counts as unwanted"],
  ["topics_visibility", DECIDE, "Who sees a topic of lists"],
];

const described =
  (ofList: boolean) =>
  ([name, actions, summary]: readonly [string, readonly string[], string]): ScenarioFunction => ({
    name,
    actions,
    ofList,
    summary,
  });

export const SCENARIO_FUNCTIONS: readonly ScenarioFunction[] = [
  ...OF_LISTS.map(described(true)),
  ...OF_SITES.map(described(false)),
];

const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ["shared_doc.d_read", "d_read"],
  ["shared_doc.d_edit", "d_edit"],
  ["archive.access", "archive_mail_access"],
  ["mail_access", "archive_mail_access"],
  ["archive.mail_access", "archive_mail_access"],
  ["web_archive.access", "archive_web_access"],
  ["web_access", "archive_web_access"],
  ["archive.web_access", "archive_web_access"],
  ["tracking.tracking", "tracking"],
]);

/** By its name, an old one too. */
export function findFunction(name: string): ScenarioFunction | undefined {
  const current = OLD_NAMES.get(name) ?? name;
  return SCENARIO_FUNCTIONS.find((one) => one.name === current);
}
