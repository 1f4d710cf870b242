/** `conclave dkim …`: keys with which domains sign what goes out. */
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { AppError } from "#base";
import {
  dkimActivate,
  dkimCheck,
  dkimCreate,
  dkimImport,
  dkimRemove,
  dkimRotate,
  dkimShow,
} from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { readKeyFile } from "../../read/read-input.ts";
import { checkedLines, dkimLines, zoneLines } from "../../show/show-dkim.ts";

export const addDkimCommands: AddCommands = (program, open) => {
  const dkim = program.command("dkim").description("Sign what goes out with DKIM keys of its domain");
  addCreate(dkim, open);
  addImport(dkim, open);
  addShow(dkim, open);
  addCheck(dkim, open);
  addActivate(dkim, open);
  addRotate(dkim, open);
  addRemove(dkim, open);
};

const ALGORITHMS = ["rsa", "ed25519"] as const;

function addCreate(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("create")
    .description("Make a key and print the record to publish; it signs nothing before it is activated")
    .argument("<domain>", "the mail domain, or another one to sign with")
    .addOption(
      new Option(
        "--algorithm <algorithm>",
        "RSA with 2048 bits, which everybody verifies, or Ed25519 beside it",
      )
        .choices(ALGORITHMS)
        .default("rsa" as const),
    )
    .option("--selector <selector>", "name of the key in the DNS; else one of the month")
    .option("--list <list>", "for the mail of this list only")
    .action(async (domain, { algorithm, selector, list }, command) => {
      const session = open(command);
      const made = await session.run(dkimCreate, { domain, algorithm, selector, list });
      session.print(made, (key) => zoneLines([key]));
      session.hint(`Publish this record. Then: conclave dkim activate ${made.domain}`);
    });
}

function addImport(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("import")
    .description("Take over a key that OpenDKIM, Rspamd or another program signed with")
    .argument("<domain>", "the mail domain that publishes its record")
    .requiredOption("--selector <selector>", "name of the key in the DNS")
    .requiredOption("--key <file>", "the private key, RSA or Ed25519 (-: standard input)")
    .option("--list <list>", "for the mail of this list only")
    .action(async (domain, { selector, key: path, list }, command) => {
      const session = open(command);
      const file = await readKeyFile(session.terminal, path);
      const taken = await session.run(dkimImport, { domain, selector, file, list });
      session.print(taken, (key) => zoneLines([key]));
      if (taken.weak)
        session.hint(
          `Mind: it has ${taken.bits} bits, and some do not count what such a key signs. Make a new one soon: conclave dkim rotate ${taken.domain}`,
        );
      session.hint(`Is this what the DNS says? conclave dkim check ${taken.domain}`);
      session.hint(
        `Stop the other program's signing. Then: conclave dkim activate ${taken.domain} --selector ${taken.selector}`,
      );
    });
}

function addShow(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("show")
    .description("Show keys, or their records as a zone file takes them")
    .argument("[domain]", "which domain; none: all")
    .option("--zone", "print the records")
    .action(async (domain, { zone }, command) => {
      const session = open(command);
      session.print(await session.run(dkimShow, { domain }), (keys) =>
        zone === true ? zoneLines(keys) : dkimLines(keys),
      );
    });
}

function addCheck(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("check")
    .description("Ask the DNS whether the records are there and right; exit status 69 if one is not")
    .argument("[domain]", "which domain; none: all")
    .action(async (domain, _options, command) => {
      const session = open(command);
      const keys = await session.run(dkimCheck, { domain });
      session.print(keys, checkedLines);
      const wrong = keys.filter(({ state, seen }) => state !== "retired" && seen !== "matches");
      if (wrong.length === 0) return;
      const publicText = "Not all records are as they should be. See them: conclave dkim show --zone";
      throw new AppError({ code: "unavailable", publicText });
    });
}

function addActivate(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("activate")
    .description(
      "Sign with keys that wait, once their records can be seen; those that they replace are retired",
    )
    .argument("<domain>", "their domain")
    .option("--selector <selector>", "this key only")
    .option("--unchecked", "whatever the DNS says")
    .action(async (domain, { selector, unchecked }, command) => {
      const session = open(command);
      const input = { domain, selector, unchecked: unchecked === true };
      const keys = await session.run(dkimActivate, input);
      session.print(keys, dkimLines);
      if (keys.some(({ state }) => state === "retired"))
        session.hint(
          "Leave the records of retired keys published for another month: mail is still under way.",
        );
    });
}

function addRotate(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("rotate")
    .description("Make a new key beside each that signs, and print the records to publish")
    .argument("<domain>", "their domain")
    .action(async (domain, _options, command) => {
      const session = open(command);
      session.print(await session.run(dkimRotate, { domain }), zoneLines);
      session.hint(`The old keys go on signing. Publish these, then: conclave dkim activate ${domain}`);
    });
}

function addRemove(dkim: CommandUnknownOpts, open: OpenSession): void {
  dkim
    .command("remove")
    .description("Sign with a key no more and erase its secret")
    .argument("<domain>", "its domain")
    .argument("<selector>", "its selector")
    .action(async (domain, selector, _options, command) => {
      const session = open(command);
      session.print(await session.run(dkimRemove, { domain, selector }), () => "Removed.");
    });
}
