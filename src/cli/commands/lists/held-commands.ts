/** `conclave held …`: what waits for a person. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import {
  heldAccept,
  heldAsk,
  heldDefer,
  heldDiscard,
  heldList,
  heldReject,
  heldSave,
  heldSend,
  heldShow,
} from "#operations";
import { count } from "../../show/human.ts";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { rowNumber } from "../../show/row-number.ts";
import { usageError } from "../../session.ts";
import { deferredLines, heldDetails, heldLines, rejectedLines } from "../../show/show-held.ts";
import { writeNewFile } from "../../read/write-new-file.ts";

export const addHeldCommands: AddCommands = (program, open) => {
  const held = program.command("held").description("Decide about messages that wait for a person");
  addList(held, open);
  addShow(held, open);
  addSave(held, open);
  addSend(held, open);
  addAccept(held, open);
  addReject(held, open);
  addDiscard(held, open);
  addDefer(held, open);
  addAsk(held, open);
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
      session.hint(`To see why: conclave explain ${details.list} --held ${id}`);
      session.hint(
        details.kind === "refused"
          ? `Next: conclave held ask ${id}, or held discard ${id}`
          : `Next: conclave held accept ${id}, held reject ${id} --reason TEXT, or held discard ${id}`,
      );
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

function addSend(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("send")
    .description("Send one message to an owner or moderator, sealed to their key")
    .argument("<id>", "number from `held list`", rowNumber)
    .argument("<person>", "address of an owner or moderator of its list")
    .action(async (id, person, _options, command) => {
      const session = open(command);
      const done = await session.run(heldSend, { id, to: person });
      session.print(done, ({ to }) => `Message ${id} goes to ${to}. It stays held.`);
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

function addReject(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("reject")
    .description("Erase messages and tell their senders why, where they may be told")
    .argument("<id...>", "numbers from `held list`")
    .requiredOption("--reason <text>", "a sentence for the sender; write nothing of the message")
    .action(async (ids, { reason }, command) => {
      const session = open(command);
      const done = await session.run(heldReject, { ids: ids.map(rowNumber), reason });
      session.print(done, rejectedLines);
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

/** @throws AppError bad-input */
function dayCount(word: string): number {
  if (/^[1-9]\d{0,3}$/.test(word)) return Number(word);
  throw usageError(`“${word}” is not a number of days.`);
}

function addDefer(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("defer")
    .description("Keep messages for more days, in all at most twice max_days_to_hold")
    .argument("<id...>", "numbers from `held list`")
    .option("--days <number>", "how many more", dayCount, 7)
    .action(async (ids, { days }, command) => {
      const session = open(command);
      const done = await session.run(heldDefer, { ids: ids.map(rowNumber), days });
      session.print(done, deferredLines);
    });
}

function addAsk(held: CommandUnknownOpts, open: OpenSession): void {
  held
    .command("ask")
    .description(
      "Ask the sender to send it again, signed and sealed as the list takes it; the key goes along",
    )
    .argument("<id>", "number from `held list`", rowNumber)
    .action(async (id, _options, command) => {
      const session = open(command);
      const done = await session.run(heldAsk, { id });
      session.print(done, ({ asked }) => `${asked} is asked to send it again.`);
    });
}
