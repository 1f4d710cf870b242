/** docs/reference/scenarios.md: the scenario language as it is here, and the scenarios that come with the server. */
import { LIST_SETTINGS } from "#config";
import { OWN_SCENARIOS, parseScenario, PERL_DIFFERENCES, SCENARIO_FUNCTIONS, titleOf } from "#scenario";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";

export function scenariosPage(): string {
  return markdownPage("Scenarios", [
    ...INTRODUCTION,
    ...METHODS,
    ...QUIRKS,
    "## Regular expressions",
    "",
    "Owners' expressions run in time that grows with the text and their own size only, and have at most `scenarioPatternStates` steps and `scenarioPatternChars` characters. Perl's are read as they are, with these differences:",
    "",
    ...PERL_DIFFERENCES.map((one) => `- ${one}`),
    "",
    "They look at the beginning of a long text (`scenarioBodyChars`), and all of a scenario through so much together",
    "(`scenarioMatchChars`, and with the size of each expression `scenarioMatchWork`); a scenario that asks for more refuses. All stand in [limits](limits.md).",
    "",
    "A scenario with an expression that is refused refuses everything, and `conclave scenario lint` names the line.",
    "",
    ...functions(),
    ...own(),
  ]);
}

const INTRODUCTION = [
  "A scenario says who may do what, in the language of Sympa's authorization scenarios: a rule a line, and the first that is",
  "for the request's method and whose condition holds decides. Without such a rule the request is refused.",
  "",
  "```",
  "title.en Members at once, others once confirmed",
  "is_subscriber([listname],[sender]) smtp,md5,smime,pgp -> do_it",
  "true()                             smtp               -> request_auth",
  "true()                             md5,smime,pgp      -> do_it",
  "```",
  "",
  "`conclave scenario lint FILE` says what a line does not do as it looks, `eval` decides about one request and explains it,",
  "`check` compares decisions with recorded ones. `conclave list scenario LIST` says which scenario counts for what on a list, and",
  "chooses it. A scenario is looked for among the list's own texts, in the operator's folder of the domain, in that of the site, and",
  "among those that come with the server; the first that is there counts. How: [for owners](../guides/owners/who-may-write.md),",
  "[for operators](../guides/operators/scenarios.md). What an action does with a post: [policies](policies.md).",
  "",
];

const METHODS = [
  "## Methods",
  "",
  "- `smtp`: the sender's address alone. `dkim` is the same.",
  "- `md5`: confirmed by a key that was mailed, or logged in.",
  "- `smime`: signed by S/MIME, or logged in with a client certificate.",
  "- `pgp`: the same for OpenPGP. Sympa reserved the word and never used it.",
  "",
  "A rule is tried for the methods it names and for no other: what is signed is not `smtp` too. A rule for exactly",
  "`smtp,md5,smime` is tried for every method, `pgp` among them.",
  "",
];

const QUIRKS = [
  "## As in Sympa, though it may surprise",
  "",
  "- A line that cannot be read takes all rules away. A condition, an expression or a number of arguments that is wrong makes",
  "  the scenario refuse everything as `not-compiled`.",
  "- Reading of arguments stops at the first thing that is none: addresses, nets and names with `@` or `/` need quotes.",
  "- A variable in quotes takes the place of all that stands between them.",
  "- The word `include` anywhere in a line makes it an include. Includes are put in in one pass over as many lines as there were;",
  "  one that others push further back, or a file without rules, makes the scenario refuse everything.",
  "- An escaped slash may come in one place of an expression: the next slash after it ends it.",
  "- Of two backslashes in an expression one is left, and an expression with an apostrophe never matches.",
  "- In a `.txt` filter only the first `*` of a line stands for anything.",
  "- `search` always looks for `[sender]`. `[msg_part->body]` and `message()` have never worked.",
  "- `is_owner` holds for listmasters too; `is_editor` holds for owners if the list has no moderator.",
  "- Years from 1900 to 1999 are taken for two digits.",
  "- A header field is asked as it was written: a folded one has its line ends, which the dot does not cross without `(?s)`, and blanks",
  "  at the end stay. So `/buy.*now/` says nothing about a folded Subject. What came signed or sealed has its own fields unfolded.",
  "",
  "Custom conditions are Perl modules and are not run: who gets to such a rule is refused. Filters that ask a directory or a",
  "database stand in the operator's folder and ask only with `filters_ask = true`, with what the request brings escaped or bound.",
  "",
  "## Otherwise than in Sympa",
  "",
  "- A scenario is chosen by a list's settings; where none is set, `subscribe_policy`, `unsubscribe_policy`, `private_roster` and",
  "  `advertised` say what it is. `info` is the text about the list, so the setting of that function is `info_scenario`.",
  "- `pgp` is a method like `smime`, and scenarios that come with the server treat both alike.",
  "- On a list with keys what nobody signed makes a scenario only stricter, and a request that it would grant to a From alone is",
  "  confirmed by its sender first ([why](../adr/0016-unsigned-fields-make-a-scenario-stricter.md)).",
  "- `[list->KEY]` knows `name`, `address`, `total`, `subject`, `lang`, `custom_subject`, `max_size`, `anonymous_sender`, `status` and the",
  "  functions; `[conf->KEY]` knows `domain`, `listmaster`, `email` and `lang`. `[custom_vars->NAME]` is the list's setting of that name.",
  "- Of a post `[msg->KEY]` knows `spam_status`, `size` (octets) and `sender`. `spam_status` is `spam` or `ham` as the filter of a trusted",
  "  mail server marked it, and `unknown` without such a mark and at any other door; nobody signed it, so it opens no list with keys,",
  "  and neither does its absence: name spam first, and let in last.",
  "  Variables that are always empty here are named by `lint`.",
  "- Answers of directories are not kept for an hour. Families, shared documents, topics and the web are not there.",
  "",
];

function functions(): readonly string[] {
  const rows = SCENARIO_FUNCTIONS.map(({ name, summary, actions }) => [
    `\`${name}\``,
    summary,
    actions.map((action) => `\`${action}\``).join(", "),
    effectOf(name),
  ]);
  return ["## Functions", "", ...pipeTable(["function", "question", "actions", "asked"], rows), ""];
}

/** What asks the scenario. The operator's command line asks none. */
const ASKED: Readonly<Record<string, string>> = {
  send: "for every post",
  visibility: "by `LISTS`, and where a mail to the site's address names the list",
  info: "by `INFO`",
  subscribe: "by `SUBSCRIBE` and mail to `LIST-join@`",
  unsubscribe: "by `SIGNOFF` and mail to `LIST-leave@`",
  add: "by `ADD`",
  del: "by `DEL`",
  invite: "by `INVITE`",
  remind: "by `REMIND`",
  review: "by `REVIEW` and `STATS`",
  archive_mail_access: "by `LAST`, `GET` and `INDEX`",
};

/** Why nothing asks it. */
const NEVER: Readonly<Record<string, string>> = {
  archive_web_access: "there is no web",
  d_read: "there are no shared documents",
  d_edit: "there are no shared documents",
  tracking: "only the operator sees it (`conclave queue`, `list health`)",
  create_list: "only the operator makes lists (`conclave list create`)",
  automatic_list_creation: "no post makes a list",
  family_signoff: "there are no families of lists",
  global_remind: "`REMIND` is about one list; the operator runs `conclave list remind`",
  move_user: "only the operator moves addresses (`conclave member move`)",
  spam_status: "what a mail filter wrote into the header, `send` can match",
  topics_visibility: "there are no topics of lists",
};

/** What asks it, and which setting names it. */
function effectOf(name: string): string {
  const setting = name === "info" ? "info_scenario" : name;
  const asked = ASKED[name];
  const isSet = Object.hasOwn(LIST_SETTINGS, setting);
  if (asked !== undefined && isSet) return `${asked}; setting \`${setting}\``;
  const never = NEVER[name];
  if (never === undefined || isSet) throw new Error(`say what asks ${name}`);
  return `not asked: ${never}`;
}

function own(): readonly string[] {
  const rows = [...OWN_SCENARIOS.scenarios].map(([file, text]) => [
    `\`${file}\``,
    titleOf(parseScenario(text, file), "en"),
  ]);
  return ["## Scenarios that come with the server", "", ...pipeTable(["scenario", "title"], rows)];
}
