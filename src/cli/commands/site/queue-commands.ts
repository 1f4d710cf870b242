/** `conclave queue …`: what waits to be decided or delivered. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { queueList, queueRetry, queueShow } from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { rowNumber } from "../../show/row-number.ts";
import { usageError } from "../../session.ts";
import { deliveryDetails, queueLines, retried } from "../../show/show-queue.ts";

export const addQueueCommands: AddCommands = (program, open) => {
  const queue = program.command("queue").description("See and hurry what waits to be sent");
  addList(queue, open);
  addShow(queue, open);
  addRetry(queue, open);
};

function addList(queue: CommandUnknownOpts, open: OpenSession): void {
  queue
    .command("list")
    .description("Count what waits, and show what has trouble")
    .argument("[list]", "address of one list; none: all lists")
    .action(async (list, _options, command) => {
      const session = open(command);
      session.print(await session.run(queueList, { list }), queueLines);
    });
}

function addShow(queue: CommandUnknownOpts, open: OpenSession): void {
  queue
    .command("show")
    .description("Show one delivery and what the relay said")
    .argument("<id>", "number from `queue list`", rowNumber)
    .action(async (id, _options, command) => {
      const session = open(command);
      session.print(await session.run(queueShow, { id }), deliveryDetails);
    });
}

function addRetry(queue: CommandUnknownOpts, open: OpenSession): void {
  queue
    .command("retry")
    .description("Try again now: one delivery, or all that was put off and set aside")
    .argument("[id]", "number from `queue list`; none: everything", rowNumber)
    .option("--list <list>", "only of this list")
    .action(async (id, { list }, command) => {
      const session = open(command);
      if (id !== undefined && list !== undefined) throw usageError("Give a number or --list, not both.");
      session.print(await session.run(queueRetry, { id, list }), retried);
    });
}
