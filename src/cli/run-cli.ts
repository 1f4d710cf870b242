/** Runs one command line and gives the exit status; everything thrown ends here. */
import { CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { AppError } from "#base";
import type { CliPorts, Terminal } from "./cli-ports.ts";
import { commandLine } from "./command-line.ts";
import { addCompletion } from "./completion.ts";
import { UNHEALTHY_STATUS, USAGE_STATUS } from "./exit-statuses.ts";
import { Session } from "./session.ts";
import { Unhealthy } from "./show-findings.ts";

export async function runCli(words: readonly string[], ports: CliPorts): Promise<number> {
  const program = commandLine(ports.version, (command) => new Session(ports, command));
  addCompletion(program);
  speakThrough(program, ports.terminal);
  try {
    await program.parseAsync([...words], { from: "user" });
    return 0;
  } catch (thrown) {
    return report(thrown, ports.terminal, words.includes("--json"));
  }
}

/** Subcommands copied their settings when they were made, so each is told. */
function speakThrough(command: CommandUnknownOpts, terminal: Terminal): void {
  command.configureOutput({
    writeOut: (text) => terminal.out(text),
    writeErr: (text) => terminal.note(text),
  });
  for (const sub of command.commands) speakThrough(sub, terminal);
}

function report(thrown: unknown, terminal: Terminal, json: boolean): number {
  // Commander has said what is wrong by now; help and version end this way too, with status 0.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : USAGE_STATUS;
  if (thrown instanceof Unhealthy) {
    if (!json) terminal.note(`\n${thrown.message}\n`);
    return UNHEALTHY_STATUS;
  }
  const error = AppError.fromUnknown(thrown);
  const { code, publicText, detail, retry } = error;
  if (json)
    terminal.out(`${JSON.stringify({ error: { code, text: publicText, detail, retry } }, null, 2)}\n`);
  else terminal.note(`conclave: ${publicText}${detail === "" ? "" : `\n  (${detail})`}\n`);
  return error.exitCode;
}
