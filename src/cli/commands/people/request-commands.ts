/** `conclave request …`: what people asked for by mail and owners decide. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { requestAccept, requestList, requestReject } from "#operations";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { rowNumber } from "../../show/row-number.ts";
import { requestLines } from "../../show/show-requests.ts";

export const addRequestCommands: AddCommands = (program, open) => {
  const request = program.command("request").description("Decide about what people asked for");
  addList(request, open);
  addAccept(request, open);
  addReject(request, open);
};

function addList(request: CommandUnknownOpts, open: OpenSession): void {
  request
    .command("list")
    .description("Show who waits for an owner's decision, oldest first")
    .argument("[list]", "address of one list; none: all lists")
    .action(async (list, _options, command) => {
      const session = open(command);
      const rows = await session.run(requestList, { list });
      session.print(rows, requestLines);
      if (rows.length > 0)
        session.hint("Next: conclave request accept ID, or request reject ID --reason TEXT");
    });
}

function addAccept(request: CommandUnknownOpts, open: OpenSession): void {
  request
    .command("accept")
    .description("Agree: it is done, and who asked is told")
    .argument("<id>", "number from `request list`", rowNumber)
    .action(async (id, _options, command) => {
      const session = open(command);
      const done = await session.run(requestAccept, { id });
      session.print(done, ({ function: what, email }) => `Request ${id} is done: ${what} ${email}.`);
    });
}

function addReject(request: CommandUnknownOpts, open: OpenSession): void {
  request
    .command("reject")
    .description("Refuse: nothing is done, and who asked is told")
    .argument("<id>", "number from `request list`", rowNumber)
    .option("--reason <text>", "a sentence for who asked")
    .action(async (id, { reason }, command) => {
      const session = open(command);
      const done = await session.run(requestReject, { id, reason });
      session.print(done, ({ function: what, email }) => `Request ${id} is refused: ${what} ${email}.`);
    });
}
