/** `conclave member …` */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import {
  type ImportReport,
  memberAdd,
  memberImport,
  memberList,
  MEMBERS_A_PAGE,
  type MemberView,
  memberRemove,
  memberRemoveMany,
  memberShow,
} from "#operations";
import { count } from "../../show/human.ts";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { readPeopleFile } from "../../read/read-people-file.ts";
import { readKeyFile } from "../../read/read-input.ts";
import { type Session, usageError } from "../../session.ts";
import { addMembershipCommands } from "./membership-commands.ts";
import { removalReport, removedWords } from "../../show/show-membership.ts";
import { importReport, memberDetails, memberLines } from "../../show/show-member.ts";

export const addMemberCommands: AddCommands = (program, open) => {
  const member = program.command("member").description("Add and remove members");
  addAdd(member, open);
  addList(member, open);
  addShow(member, open);
  addRemove(member, open);
  addImport(member, open);
  addMembershipCommands(member, open);
};

function addAdd(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("add")
    .description("Add a member, with a key if you have it")
    .argument("<list>", "address of the list")
    .argument("<address>", "address of the member")
    .option("--name <name>", "the member's name")
    .option("--owner", "may configure the list and is told what waits")
    .option("--moderator", "may decide about held posts")
    .option("--no-mail", "does not get posts: for owners and moderators who do not read along")
    .option("--key <file>", "OpenPGP public key or certificate (-: standard input)")
    .option("--fingerprint <hex>", "which key of the file; you compared it, so it is pinned")
    .option("--welcome", "write to them: how to write, how to leave, the list's keys")
    .option("--no-welcome", "do not write to them, whatever send_welcome_msg says")
    .option("--confirm-address", "the key is theirs although it carries another address")
    .action(async (list, address, options, command) => {
      const session = open(command);
      const { name, fingerprint, mail, welcome } = options;
      const key = options.key === undefined ? undefined : await readKeyFile(session.terminal, options.key);
      const confirmAddress = options.confirmAddress === true;
      const added = await session.run(memberAdd, {
        list,
        welcome,
        member: {
          address,
          name,
          receives: mail,
          owner: options.owner === true,
          moderator: options.moderator === true,
          ...(key === undefined ? {} : { key: { file: key, fingerprint, confirmAddress } }),
        },
      });
      session.print(added, (view) => `Added to ${list}:\n${memberDetails(view)}`);
      if (key === undefined && added.listUsesKeys)
        session.hint(`Next: conclave key import ${list} --member ${address} FILE`);
    });
}

function addList(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("list")
    .description("Show the members of a list and their keys")
    .argument("<list>", "address of the list")
    .action(async (list, _options, command) => {
      const session = open(command);
      const members = await membersOf(session, list);
      session.print(members, memberLines);
      if (members.length === 0) session.hint(`Next: conclave member add ${list} ADDRESS`);
    });
}

/** The server is asked for one page after the other. */
async function membersOf(session: Session, list: string): Promise<readonly MemberView[]> {
  const members: MemberView[] = [];
  for (;;) {
    const page = await session.run(memberList, { list, page: { after: members.at(-1)?.address } });
    members.push(...page);
    if (page.length < MEMBERS_A_PAGE) return members;
  }
}

function addShow(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("show")
    .description("Show one member and their keys")
    .argument("<list>", "address of the list")
    .argument("<address>", "address of the member")
    .action(async (list, address, _options, command) => {
      const session = open(command);
      session.print(await session.run(memberShow, { list, member: address }), memberDetails);
    });
}

function addRemove(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("remove")
    .description("Remove members; what still waits for them is not sent")
    .argument("<list>", "address of the list")
    .argument("[addresses...]", "addresses of members")
    .option("--file <file>", "a file with an address a line, or CSV (-: standard input)")
    .option(
      "--no-goodbye",
      "do not write to them, whatever send_goodbye_msg says; to many nothing is written",
    )
    .action(async (list, addresses, { file, goodbye }, command) => {
      const session = open(command);
      const others = file === undefined ? [] : await readPeopleFile(session.terminal, file);
      const all = [...addresses, ...others.map(({ member: { address } }) => address)];
      if (all.length === 0) throw usageError("Name the members to remove, or a file of them.");
      if (all.length > 1) return removeMany(session, list, all);
      const quiet = goodbye ? {} : { goodbye };
      const removed = await session.run(memberRemove, { list, address: all[0] ?? "", ...quiet });
      session.print(removed, removedWords);
    });
}

async function removeMany(session: Session, list: string, addresses: readonly string[]): Promise<void> {
  const report = await session.run(memberRemoveMany, { list, addresses: [...addresses] });
  session.print(report, removalReport);
}

function addImport(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("import")
    .description("Add many members from a file")
    .argument("<list>", "address of the list")
    .argument(
      "<file>",
      "an address a line, or CSV with the columns address, name, owner, moderator, key (-: standard input)",
    )
    .option("--welcome", "write to them: how to write, how to leave, the list's keys")
    .option("--no-welcome", "do not write to them, whatever send_welcome_msg says")
    .addHelpText(
      "after",
      "\nIn CSV the first line names the columns; only address is needed. owner and moderator are yes or no.\nkey is the path of a key file, seen from the CSV file. Every line is checked before anybody is added.",
    )
    .option("--even-banned", "add also those whom the setting ban_list has")
    .action(async (list, file, { welcome, evenBanned = false }, command) => {
      const session = open(command);
      const lines = await readPeopleFile(session.terminal, file);
      showImported(
        session,
        list,
        await session.run(memberImport, { list, lines: [...lines], welcome, evenBanned }),
      );
    });
}

function showImported(session: Session, list: string, report: ImportReport): void {
  session.print(report, importReport);
  const without = report.added - report.withKey;
  if (without > 0 && report.listUsesKeys)
    session.hint(`${count(without, "new member")} without a key. See: conclave member list ${list}`);
}
