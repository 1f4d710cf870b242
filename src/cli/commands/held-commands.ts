/** `conclave held …`: what waits for a person. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { heldAccept, heldDiscard, heldList, heldSave, heldShow } from "#operations";
import { count } from "../human.ts";
import type { AddCommands, OpenSession } from "../open-session.ts";
import { rowNumber } from "../row-number.ts";
import { heldDetails, heldLines } from "../show-held.ts";
import { writeNewFile } from "../write-new-file.ts";

export const addHeldCommands: AddCommands = (program, open) => {
  const held = program.command("held").description("Decide about messages that wait for a person");
  addList(held, open);
  addShow(held, open);
  addSave(held, open);
  addAccept(held, open);
  addDiscard(held, open);
};

function addList(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("list")
    .description("Show what waits, oldest first")
    .argument("[list]", "address of one list; none: all lists")
    .action(async (list, _options, command) => {
      const session = open(command);
      const rows = await session.run(heldList, { list });
      session.print(rows, heldLines);
      if (rows.length > 0) session.hint("Next: conclave held show ID");
    });
}

function addShow(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("show")
    .description("Show one message from outside; it stays closed")
    .argument("<id>", "number from `held list`", rowNumber)
    .action(async (id, _options, command) => {
      const session = open(command);
      const details = await session.run(heldShow, { id });
      session.print(details, heldDetails);
      session.hint(`To see why: conclave held save ${id} FILE, then conclave inspect FILE`);
      if (details.kind !== "refused") session.hint(`Next: conclave held accept ${id}, or held discard ${id}`);
    });
}

function addSave(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("save")
    .description("Write one message to a new file, as it arrived: what came sealed stays sealed")
    .argument("<id>", "number from `held list`", rowNumber)
    .argument("<file>", "a file that is not there yet")
    .action(async (id, file, _options, command) => {
      const session = open(command);
      const { message } = await session.run(heldSave, { id });
      await writeNewFile(file, Buffer.from(message, "base64"));
      session.print({ id, file }, () => `Message ${id} is in ${file}.`);
      session.hint(`Next: conclave inspect ${file}`);
    });
}

function addAccept(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("accept")
    .description("Let messages go on to the members; the list's rules are asked again")
    .argument("<id...>", "numbers from `held list`")
    .action(async (ids, _options, command) => {
      const session = open(command);
      const done = await session.run(heldAccept, { ids: ids.map(rowNumber) });
      session.print(done, ({ accepted }) => `${count(accepted.length, "message")} accepted.`);
    });
}

function addDiscard(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("discard")
    .description("Erase messages; nobody is told")
    .argument("<id...>", "numbers from `held list`")
    .action(async (ids, _options, command) => {
      const session = open(command);
      const done = await session.run(heldDiscard, { ids: ids.map(rowNumber) });
      session.print(done, ({ discarded }) => `${count(discarded.length, "message")} erased.`);
    });
}
