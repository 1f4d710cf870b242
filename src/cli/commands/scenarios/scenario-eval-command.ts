/** `conclave scenario eval` */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { LIMITS } from "#base";
import { parseMessage } from "#mime";
import type { Attributes, Role, ScenarioRequest, ScenarioWorld } from "#scenario";
import type { OpenSession } from "../../open-session.ts";
import { parseTime } from "../../read/parse-time.ts";
import { readInput } from "../../read/read-input.ts";
import { functionOf, type NamedScenario, readScenario } from "../../read/read-scenario-folders.ts";
import { type Session, usageError } from "../../session.ts";

const EXPLANATION = `
People are named by --subscriber, --owner, --editor and --listmaster; nobody else is anything. Included files are looked
for beside the file, search filters in search_filters beside it or beside its folder; no directory is asked.`;

interface Options {
  readonly function?: string;
  readonly method: string;
  readonly sender: string;
  readonly email: string;
  readonly list: string;
  readonly closed?: true;
  readonly message?: string;
  readonly subscriber?: readonly string[];
  readonly owner?: readonly string[];
  readonly editor?: readonly string[];
  readonly listmaster?: readonly string[];
  readonly remoteAddr?: string;
  readonly sealed?: string;
  readonly set?: readonly string[];
  readonly blocklist?: true;
  readonly at?: string;
}

export function addScenarioEval(scenario: CommandUnknownOpts, open: OpenSession): void {
  scenario
    .command("eval")
    .description("Decide about one request and say why: every rule, and what its variables stood for")
    .argument("<file>", "a scenario file, a name from `scenario list`, or - for standard input")
    .option("--function <name>", "what it is for, if the file's name does not say so")
    .option("--method <method>", "how the sender is known: smtp, md5, smime, pgp or dkim", "smtp")
    .option("--sender <address>", "who asks; default: nobody", "")
    .option("--email <address>", "whom it is about; default: the sender", "")
    .option("--list <address>", "which list", "list@lists.example.org")
    .option("--closed", "the list is not open")
    .option("--message <file>", "the message; - is standard input")
    .option("--sealed <scheme>", "it came sealed: smime or pgp")
    .option("--subscriber <address>", "a member; may be repeated", more)
    .option("--owner <address>", "an owner; may be repeated", more)
    .option("--editor <address>", "a moderator; may be repeated", more)
    .option("--listmaster <address>", "a listmaster; may be repeated", more)
    .option("--remote-addr <address>", "the client's address, as for the web")
    .option("--set <name=value>", "a variable, such as custom_vars.vip=a@example.org; may be repeated", more)
    .option("--blocklist", "ask the filter blocklist.txt first, as Sympa does for send and create_list")
    .option("--at <time>", "as if it were then: 2026-11-22, ISO 8601, or seconds since 1970; default: now")
    .addHelpText("after", EXPLANATION)
    .action(async (path, options, command) => evaluate(open(command), path, options));
}

function more(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

async function evaluate(session: Session, path: string, options: Options): Promise<void> {
  const { actionParts, compileScenario, DEFAULT_BLOCKLIST_FUNCTIONS, evaluateScenario, explanationLines } =
    await import("#scenario");
  const scenario = await readScenario(session.terminal, path, options.function);
  const name = await functionOf(scenario.file, options.function);
  const useBlocklist = options.blocklist === true ? DEFAULT_BLOCKLIST_FUNCTIONS : new Set<string>();
  const compiled = compileScenario({ function: name, ...scenario, useBlocklist });
  const request = await requestOf(session, name, options);
  const decided = await evaluateScenario(compiled, request, worldOf(session, scenario, options));
  const { action, reason, tt2, rule, detail } = decided;
  session.print(
    {
      action,
      parts: actionParts(action),
      reason,
      tt2,
      rule: rule?.place,
      detail,
      lines: explanationLines(decided),
    },
    ({ lines }) => lines.join("\n"),
  );
}

async function requestOf(session: Session, name: string, options: Options): Promise<ScenarioRequest> {
  const { method, sender, email } = options;
  const context = settings(options, "");
  const message = options.message === undefined ? null : await messageOf(session, options.message, options);
  return {
    function: name,
    method,
    sender: sender.toLowerCase(),
    email: email.toLowerCase(),
    context,
    message,
  };
}

async function messageOf(
  session: Session,
  path: string,
  options: Options,
): Promise<NonNullable<ScenarioRequest["message"]>> {
  const { scenarioMessage } = await import("#scenario");
  const entity = parseMessage(await readInput(session.terminal, path, LIMITS.messageBytes));
  if (!entity.ok) throw usageError(`The message cannot be read: ${entity.error}.`);
  const { sealed } = options;
  if (sealed !== undefined && sealed !== "smime" && sealed !== "pgp")
    throw usageError("--sealed is smime or pgp.");
  return scenarioMessage(entity.value, { attributes: settings(options, "msg"), encrypted: sealed ?? "" });
}

function worldOf(session: Session, { files }: NamedScenario, options: Options): ScenarioWorld {
  const address = options.list.toLowerCase();
  const [name = "", domain] = address.split("@");
  if (domain === undefined) throw usageError(`--list is an address: ${options.list}@lists.example.org?`);
  const people = { subscriber: options.subscriber, owner: options.owner, editor: options.editor };
  const holders = (role: Role): readonly string[] => people[role]?.map((one) => one.toLowerCase()) ?? [];
  const actual = (role: Role): readonly string[] =>
    role === "editor" && holders("editor").length === 0 ? holders("owner") : holders(role);
  const parameters = settings(options, "list");
  return {
    domain,
    list: {
      name,
      address,
      open: options.closed !== true,
      customVars: settings(options, "custom_vars"),
      parameter: (key) => parameters[key],
      total: () => holders("subscriber").length,
    },
    files,
    now: (options.at === undefined ? session.ports.clock.now() : parseTime(options.at)).getTime() / 1000,
    site: (key) => (key === "domain" ? domain : settings(options, "conf")[key]),
    env: {
      ...settings(options, "env"),
      ...(options.remoteAddr === undefined ? {} : { REMOTE_ADDR: options.remoteAddr }),
    },
    family: settings(options, "family"),
    hasRole: (role, list, who) => (list === address ? actual(role).includes(who) : undefined),
    isListmaster: (who) => (options.listmaster ?? []).some((one) => one.toLowerCase() === who),
    user: () => settings(options, "user"),
    userAttributes: () => settings(options, "user_attributes"),
    subscriber: () => settings(options, "subscriber"),
    directory: () => undefined,
  };
}

/** What `--set` says: `vip=…` is of no source, `custom_vars.vip=…` of that one. */
function settings({ set = [] }: Options, source: string): Attributes {
  const start = source === "" ? "" : `${source}.`;
  return Object.fromEntries(
    set
      .map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)] as const)
      .filter(([name]) => name.startsWith(start) && (source !== "" || !name.includes(".")))
      .map(([name, value]) => [name.slice(start.length), value]),
  );
}
