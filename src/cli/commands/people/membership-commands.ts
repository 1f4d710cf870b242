/** `conclave member subscribe|unsubscribe|invite|set|move|which|moderate|sync`: what people want, done by the operator. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import {
  memberAppoint,
  memberInvite,
  memberInviteMany,
  memberModerateAll,
  memberModerateLists,
  memberMove,
  memberSubscribe,
  memberSync,
  memberUnsubscribe,
  memberWhich,
} from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { usageError } from "../../session.ts";
import { addMemberAddresses } from "./member-address-commands.ts";
import { addMemberSet } from "./member-set-command.ts";
import { readPeopleFile } from "../../read/read-people-file.ts";
import { count } from "../../show/human.ts";
import { appointedWords, invitationReport, membershipLines, syncReport } from "../../show/show-membership.ts";

export function addMembershipCommands(member: CommandUnknownOpts, open: OpenSession): void {
  addSubscribe(member, open);
  addUnsubscribe(member, open);
  addInvite(member, open);
  addMemberSet(member, open);
  addModerate(member, open);
  addMove(member, open);
  addMemberAddresses(member, open);
  addWhich(member, open);
  addSync(member, open);
}

const LIST = ["<list>", "address of the list"] as const;
const ADDRESS = ["<address>", "address of the member"] as const;

function addSubscribe(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("subscribe")
    .description("Let somebody join who asked you, as if they had asked the list and were let in")
    .argument(...LIST)
    .argument("<address>", "their address")
    .option("--name <name>", "their name")
    .option("--quiet-mail", "do not write to them")
    .action(async (list, address, { name, quietMail }, command) => {
      const session = open(command);
      const input = { list, address, name, quiet: quietMail === true };
      session.print(
        await session.run(memberSubscribe, input),
        (done) => `${done.address} is on ${done.list}.`,
      );
    });
}

function addUnsubscribe(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("unsubscribe")
    .description("Let somebody leave who asked you; they are written to, and can undo it for a week")
    .argument(...LIST)
    .argument(...ADDRESS)
    .option("--quiet-mail", "do not write to them, whatever send_goodbye_msg says")
    .action(async (list, address, { quietMail }, command) => {
      const session = open(command);
      const done = await session.run(memberUnsubscribe, { list, address, quiet: quietMail === true });
      const staff = "looks after it still, and gets no posts. To end that: conclave list owner remove";
      session.print(done, ({ state }) =>
        state === "left" ? `${address} is not on ${list}.` : `${address} ${staff} ${list} ${address}`,
      );
    });
}

function addInvite(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("invite")
    .description("Invite people: they join by answering the mail")
    .argument(...LIST)
    .argument("[addresses...]", "their addresses")
    .option("--name <name>", "the name of one")
    .option("--file <file>", "a file with an address a line, or CSV (-: standard input)")
    .action(async (list, addresses, { name, file }, command) => {
      const session = open(command);
      const [address, ...more] = addresses;
      if (address !== undefined && more.length === 0 && file === undefined) {
        const invited = await session.run(memberInvite, { list, address, name });
        return session.print(invited, ({ until }) => `${address} is invited, until ${until.slice(0, 10)}.`);
      }
      const lines = file === undefined ? [] : await readPeopleFile(session.terminal, file);
      const named = addresses.map((one) => ({ address: one, name }));
      const listed = lines.map(({ member }) => ({
        address: member.address,
        name: typeof member["name"] === "string" ? member["name"] : "",
      }));
      const people = [...named, ...listed];
      if (people.length === 0) throw usageError("Name whom to invite, or a file of them.");
      session.print(await session.run(memberInviteMany, { list, people }), invitationReport);
    });
}

function addModerate(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("moderate")
    .description("Look at what a member writes before it goes out: see member_moderation_action")
    .argument("<list>", "address of the list; with --all-lists left out")
    .argument("[address]", "address of the member")
    .option("--everyone", "all who are on the list now")
    .option("--all-lists", "on every list that the address is on")
    .option("--off", "trust them again")
    .action(async (list, address, { everyone, allLists, off }, command) => {
      const session = open(command);
      const moderated = off !== true;
      if (allLists === true) {
        if (everyone === true || address !== undefined)
          throw usageError("With --all-lists name only the member.");
        const done = await session.run(memberModerateLists, { address: list, moderated });
        return session.print(done, ({ lists }) => `Set for ${done.address} on ${lists.join(", ")}.`);
      }
      if (everyone === true) {
        const done = await session.run(memberModerateAll, { list, moderated });
        return session.print(done, ({ members }) => `${count(members, "member")} changed.`);
      }
      if (address === undefined) throw usageError("Name a member, or say --everyone or --all-lists.");
      session.print(await session.run(memberAppoint, { list, address, moderated }), appointedWords);
    });
}

function addMove(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("move")
    .description("Change a member's address; keys and options stay, and the old address is told")
    .argument("<from>", "the address until now")
    .argument("<to>", "the new one")
    .option("--list <list>", "on this list only; default: on all that the address is on")
    .action(async (from, to, { list }, command) => {
      const session = open(command);
      const moved = await session.run(memberMove, { from, to, ...(list === undefined ? {} : { list }) });
      session.print(moved, ({ lists }) => `${from} is ${to} now, on ${lists.join(", ")}.`);
    });
}

function addWhich(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("which")
    .description("Show which lists an address is on")
    .argument("<address>", "the address")
    .action(async (address, _options, command) => {
      const session = open(command);
      session.print(await session.run(memberWhich, { address }), membershipLines);
    });
}

function addSync(member: CommandUnknownOpts, open: OpenSession): void {
  member
    .command("sync")
    .description("Make the members of a list those of a file; owners and moderators stay")
    .argument(...LIST)
    .argument("<file>", "an address a line, or CSV as for `member import` (-: standard input)")
    .option("--dry-run", "say who would be added and removed, and change nothing")
    .option("--even-banned", "add also those whom the setting ban_list has")
    .option("--welcome", "write to those who are added")
    .option("--no-welcome", "write to nobody, whatever send_welcome_msg says")
    .action(async (list, file, { dryRun, evenBanned = false, welcome }, command) => {
      const session = open(command);
      const lines = [...(await readPeopleFile(session.terminal, file))];
      const synced = await session.run(memberSync, {
        list,
        lines,
        dryRun: dryRun === true,
        evenBanned,
        welcome,
      });
      session.print(synced, syncReport);
      if (dryRun === true) session.hint("Nothing was changed. To do it, leave out --dry-run.");
    });
}
