/** `conclave list review|info|lists|remind|owner|moderator`: what people may see of a list, and who looks after it. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { listInfo, listLists, listReview, memberAppoint, memberRemind } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { count } from "../../show/human.ts";
import { advertisedLines, appointedWords, infoText, rosterLines } from "../../show/show-membership.ts";

export function addListPeople(list: CommandUnknownOpts, open: OpenSession): void {
  addReview(list, open);
  addInfo(list, open);
  addAdvertised(list, open);
  addRemind(list, open);
  addRole(list, open, "owner");
  addRole(list, open, "moderator");
}

function addReview(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("review")
    .description("Show the roster as those see it whom private_roster lets")
    .argument("<list>", "address of the list")
    .option("--all", "with those who do not want to be shown")
    .action(async (address, { all }, command) => {
      const session = open(command);
      session.print(await session.run(listReview, { list: address, all: all === true }), rosterLines);
    });
}

function addInfo(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("info")
    .description("Show what people read who ask what a list is for")
    .argument("<list>", "address of the list")
    .action(async (address, _options, command) => {
      const session = open(command);
      session.print(await session.run(listInfo, { list: address }), infoText);
    });
}

function addAdvertised(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("advertised")
    .description("Show the lists that are named to people who ask")
    .action(async (_options, command) => {
      const session = open(command);
      session.print(await session.run(listLists, {}), advertisedLines);
    });
}

function addRemind(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("remind")
    .description("Write to all members that they are on the list, and how to leave it")
    .argument("<list>", "address of the list")
    .action(async (address, _options, command) => {
      const session = open(command);
      const reminded = await session.run(memberRemind, { list: address });
      session.print(reminded, ({ members }) => `${count(members, "mail")} ordered.`);
    });
}

function addRole(list: CommandUnknownOpts, open: OpenSession, role: "owner" | "moderator"): void {
  const command = list.command(role).description(`Say who is ${role} of a list`);
  for (const verb of ["add", "remove"] as const) {
    const what = verb === "add" ? `Make somebody ${role}` : `Let somebody be ${role} no more`;
    command
      .command(verb)
      .description(what)
      .argument("<list>", "address of the list")
      .argument("<address>", "their address")
      .action(async (address, who, _options, used) => {
        const session = open(used);
        const input = { list: address, address: who, [role]: verb === "add" };
        session.print(await session.run(memberAppoint, input), appointedWords);
      });
  }
}
