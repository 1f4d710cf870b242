/** `conclave list …` */
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { PRESETS } from "#lists";
import { listCreate, listHealth, listList, listShow } from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { presetLine, presetLines } from "../../show/show-presets.ts";
import { listHealthText } from "../../show/show-health.ts";
import { createdList, listLines, listView } from "../../show/show-list.ts";
import { settingWords } from "../../show/setting-words.ts";
import { addConfigCommand } from "./list-config-command.ts";
import { addListScenarioCommand } from "../scenarios/list-scenario-command.ts";
import { addListDelete } from "./list-delete-command.ts";
import { addListPassword } from "./list-password-command.ts";
import { addListDigest } from "./list-digest-command.ts";
import { addListPeople } from "../people/list-people-commands.ts";
import { addSendKey } from "../keys/key-life-commands.ts";

export const addListCommands: AddCommands = (program, open) => {
  const list = program.command("list").description("Make and configure lists");
  addCreate(list, open);
  addList(list, open);
  addShow(list, open);
  addHealth(list, open);
  addPresets(list, open);
  addConfigCommand(list, open);
  addListScenarioCommand(list, open);
  addSendKey(list, open);
  addListPassword(list, open);
  addListPeople(list, open);
  addListDigest(list, open);
  addListDelete(list, open);
};

const FAMILIES = ["openpgp", "smime", "both"] as const;

function addCreate(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("create")
    .description("Make a list")
    .argument("<address>", "the list's address, for example team@example.org")
    .option("--name <name>", "how the list is called in subjects and From")
    .option("--owner <address...>", "who looks after it; owners are members too")
    .option(
      "--sealed",
      "posts are opened and sealed again for each member, never sent in clear; makes the keys",
    )
    .option("--preset <name>", "a list for a purpose: see `list presets`")
    .addOption(
      new Option("--family <family>", "the preset in this family instead of its own").choices(FAMILIES),
    )
    .option("--keys", "make an OpenPGP key and an S/MIME certificate")
    .option("--set <name=value...>", "settings, as in `list config`")
    .action(async (address, options, command) => {
      const session = open(command);
      const created = await session.run(listCreate, {
        address,
        name: options.name,
        owners: options.owner ?? [],
        sealed: options.sealed === true,
        preset: options.preset,
        family: options.family,
        keys: options.keys === true,
        settings: settingWords(options.set ?? []),
      });
      session.print(created, createdList);
      const key = created.membersUseKeys ? " --key FILE" : "";
      session.hint(`Next: conclave member add ${created.address} ADDRESS${key}`);
    });
}

function addList(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("list")
    .description("Show all lists")
    .action(async (_options, command) => {
      const session = open(command);
      const lines = await session.run(listList, {});
      session.print(lines, listLines);
      if (lines.length === 0)
        session.hint(
          "Next: conclave list create ADDRESS --sealed, or --preset NAME: see conclave list presets",
        );
    });
}

function addShow(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("show")
    .description("Show a list, its keys and its settings")
    .argument("<list>", "address of the list")
    .action(async (address, _options, command) => {
      const session = open(command);
      session.print(await session.run(listShow, { list: address }), listView);
    });
}

function addHealth(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("health")
    .description("Show whether the members get their mail, and what to look at")
    .argument("<list>", "address of the list")
    .action(async (address, _options, command) => {
      const session = open(command);
      session.print(await session.run(listHealth, { list: address }), listHealthText);
    });
}

function addPresets(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("presets")
    .description("Show the lists for a purpose that `list create --preset` makes")
    .action((_options, command) => {
      open(command).print(PRESETS.map(presetLine), presetLines);
    });
}
