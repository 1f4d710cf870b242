/** `conclave list password`: what moderators write into Approved to let a post out by mail. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { type ChangedPassword, listPassword } from "#operations";
import type { OpenSession } from "../../open-session.ts";
import { newPassword } from "../../read/new-password.ts";

export function addListPassword(list: CommandUnknownOpts, open: OpenSession): void {
  list
    .command("password")
    .description("Set the password with which moderators let posts out by mail (Approved)")
    .argument("<list>", "address of the list")
    .option("--password-file <file>", "its first line; - for standard input. Without it you are asked")
    .option("--remove", "no password counts any more")
    .action(async (address, { passwordFile, remove }, command) => {
      const session = open(command);
      const password = remove === true ? null : await newPassword(session.terminal, passwordFile);
      session.print(await session.run(listPassword, { list: address, password }), changed);
    });
}

function changed({ address, state, counts }: ChangedPassword): string {
  if (state === "none") return `${address} had no password.`;
  if (state === "removed") return `${address} has no password any more.`;
  const note = counts ? "" : "\nThe list uses keys: no password in a mail counts on it.";
  return `The password of ${address} is set.${note}`;
}
