/** `conclave complete bash|zsh|fish|powershell`: prints what the shell needs to complete our commands. */
import tab from "@bomb.sh/tab/commander";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { Command } from "commander";

export function addCompletion(program: CommandUnknownOpts): void {
  tab(program as unknown as Command);
}
