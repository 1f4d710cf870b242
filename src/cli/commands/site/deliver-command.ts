/** `conclave deliver`: how an MTA's pipe transport hands us a message. */
import { LIMITS } from "#base";
import { deliverMessage } from "../../deliver-message.ts";
import type { AddCommands } from "../../open-session.ts";
import { readInput } from "../../read/read-input.ts";

export const addDeliverCommand: AddCommands = (program, open) => {
  program
    .command("deliver")
    .description("Hand a message from standard input to the running server, for pipe transports of an MTA")
    .argument("<recipient...>", "envelope recipients")
    .option("--sender <address>", "envelope sender; empty for the null sender", "")
    .option("--socket <path>", "the server's LMTP socket; default: the first one in conclave.toml")
    .addHelpText(
      "after",
      "\nIt opens no database and speaks LMTP to the server. If the server is not there the exit status is 75\nand the MTA tries again. With --socket it needs no access to the data folder. Write -- before the recipients, so that\nan address that begins with a hyphen stays an address.",
    )
    .action(async (recipients, { sender, socket }, command) => {
      const session = open(command);
      const message = await readInput(session.terminal, "-", LIMITS.messageBytes);
      await deliverMessage(session, { message, sender, recipients, socket });
    });
};
