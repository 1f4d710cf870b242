/** The whole command line as one tree: what is run, what `--help` says and what the reference prints. */
import { Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { addArchiveCommands } from "./commands/lists/archive-commands.ts";
import { addCaCommands } from "./commands/keys/ca-commands.ts";
import { addDemoCommand } from "./commands/site/demo-command.ts";
import { addDeliverCommand } from "./commands/site/deliver-command.ts";
import { addDkimCommands } from "./commands/site/dkim-commands.ts";
import { addExplainCommand } from "./commands/explain-command.ts";
import { addHeldCommands } from "./commands/lists/held-commands.ts";
import { addInspectCommand } from "./commands/inspect-command.ts";
import { addKeyCommands } from "./commands/keys/key-commands.ts";
import { addListCommands } from "./commands/lists/list-commands.ts";
import { addMemberCommands } from "./commands/people/member-commands.ts";
import { addPersonCommands } from "./commands/people/person-commands.ts";
import { addRequestCommands } from "./commands/people/request-commands.ts";
import { addQueueCommands } from "./commands/site/queue-commands.ts";
import { addScenarioCommands } from "./commands/scenarios/scenario-commands.ts";
import { addSiteCommands } from "./commands/site/site-commands.ts";
import { addTaskCommands } from "./commands/scenarios/task-commands.ts";
import { addTextCommands } from "./commands/lists/text-commands.ts";
import { exitStatusLines } from "./exit-statuses.ts";
import type { OpenSession } from "./open-session.ts";

export function commandLine(version: string, open: OpenSession): CommandUnknownOpts {
  const program = new Command("conclave")
    .description("A secure mailing list server.")
    .version(version)
    .option("--data <folder>", "the data folder (default: $CONCLAVE_DATA, else ./conclave-data)")
    .option("--json", "print one JSON document, errors too")
    .option("--quiet", "no hints and no progress")
    .exitOverride()
    .showHelpAfterError("Add --help to see how it is used.")
    .addHelpText("after", `\nExit status:\n${exitStatusLines().join("\n")}\n`);
  addSiteCommands(program, open);
  addListCommands(program, open);
  addMemberCommands(program, open);
  addKeyCommands(program, open);
  addCaCommands(program, open);
  addDkimCommands(program, open);
  addHeldCommands(program, open);
  addArchiveCommands(program, open);
  addPersonCommands(program, open);
  addRequestCommands(program, open);
  addQueueCommands(program, open);
  addTaskCommands(program, open);
  addTextCommands(program, open);
  addScenarioCommands(program, open);
  addExplainCommand(program, open);
  addInspectCommand(program, open);
  addDeliverCommand(program, open);
  addDemoCommand(program, open);
  return program;
}
