/** `conclave key …`: the keys of lists, and with `--member` those of members. */
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { keyGenerate, keyShow, keyUnbind, memberShow } from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { addCsr, addImport } from "./key-import-command.ts";
import { addExport } from "./key-export-command.ts";
import { addExportDirectory, addImportDirectory } from "./key-directory-commands.ts";
import { addAccept, addOffers, addRefuse } from "./key-offer-commands.ts";
import { addCompromised, addRotate, addTest } from "./key-life-commands.ts";
import { listKeyLines } from "../../show/show-list.ts";
import { memberDetails } from "../../show/show-member.ts";

export const addKeyCommands: AddCommands = (program, open) => {
  const key = program.command("key").description("Make, import and show keys of lists and members");
  addGenerate(key, open);
  addImport(key, open);
  addCsr(key, open);
  addImportDirectory(key, open);
  addExportDirectory(key, open);
  addTest(key, open);
  addRotate(key, open);
  addCompromised(key, open);
  addRemove(key, open);
  addExport(key, open);
  addShow(key, open);
  addOffers(key, open);
  addAccept(key, open);
  addRefuse(key, open);
};

function schemeOption<Choice extends readonly string[]>(choices: Choice, text: string) {
  return new Option("--scheme <scheme>", text).choices(choices);
}

function addGenerate(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("generate")
    .description("Make keys for a list")
    .argument("<list>", "address of the list")
    .addOption(schemeOption(["openpgp", "smime", "both"] as const, "which kind").default("both" as const))
    .option("--replace", "put the new key in the old one's place, which then only opens old mail")
    .action(async (list, options, command) => {
      const session = open(command);
      const schemes = options.scheme === "both" ? (["openpgp", "smime"] as const) : [options.scheme];
      const replace = options.replace === true;
      const keys = await session.run(keyGenerate, { list, schemes: [...schemes], replace });
      session.print(keys, listKeyLines);
      session.hint(`Members get it from ${list.replace("@", "-sendkey@")}, or: conclave key export ${list}`);
    });
}

function addRemove(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("remove")
    .description("Take a key away from a member")
    .argument("<list>", "address of the list")
    .requiredOption("--member <address>", "whose key")
    .requiredOption("--fingerprint <hex>", "which key")
    .action(async (list, { member, fingerprint }, command) => {
      const session = open(command);
      session.print(await session.run(keyUnbind, { list, member, fingerprint }), memberDetails);
    });
}

function addShow(key: CommandUnknownOpts, open: OpenSession): void {
  key
    .command("show")
    .description("Show the keys of a list or a member")
    .argument("<list>", "address of the list")
    .option("--member <address>", "the member's keys instead of the list's")
    .action(async (list, { member }, command) => {
      const session = open(command);
      if (member === undefined) session.print(await session.run(keyShow, { list }), listKeyLines);
      else session.print(await session.run(memberShow, { list, member }), memberDetails);
    });
}
