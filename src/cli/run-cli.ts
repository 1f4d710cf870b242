/** Runs one command line and gives the exit status; everything thrown ends here. */
import { CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { AppError } from "#base";
import type { CliPorts, Terminal } from "./cli-ports.ts";
import { commandLine } from "./command-line.ts";
import { addCompletion } from "./completion.ts";
import { UNHEALTHY_STATUS, USAGE_STATUS } from "./exit-statuses.ts";
import { printableJson, printableLines } from "./show/printable.ts";
import { Session } from "./session.ts";
import { Unhealthy } from "./show/show-findings.ts";

export async function runCli(words: readonly string[], ports: CliPorts): Promise<number> {
  const program = commandLine(ports.version, (command) => new Session(ports, command));
  addCompletion(program);
  speakThrough(program, ports.terminal);
  try {
    await program.parseAsync([...words], { from: "user" });
    return 0;
  } catch (thrown) {
    return reportThrown(thrown, ports.terminal, words.includes("--json"));
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

/** Says what went wrong; the exit status. */
export function reportThrown(thrown: unknown, terminal: Terminal, json: boolean): number {
  if (thrown instanceof CommanderError) return reportUsage(thrown, terminal, json);
  if (thrown instanceof Unhealthy) {
    if (!json) terminal.note(`\n${thrown.message}\n`);
    return UNHEALTHY_STATUS;
  }
  const error = AppError.fromUnknown(thrown);
  const detail = error.detail === "" ? "" : `\n  (${error.detail})`;
  if (json) terminal.out(errorJson(error));
  else terminal.note(printableLines(`conclave: ${error.publicText}${detail}\n`));
  return error.exitCode;
}

/** Commander has told people what is wrong by now. Help and version end this way too, with status 0. */
function reportUsage(error: CommanderError, terminal: Terminal, json: boolean): number {
  if (error.exitCode === 0) return 0;
  const publicText = error.message.replace(/^error: /, "");
  if (json) terminal.out(errorJson(new AppError({ code: "bad-input", publicText })));
  return USAGE_STATUS;
}

/** One line: where results are a line each, so is what went wrong. */
function errorJson({ code, publicText, detail, retry }: AppError): string {
  return `${printableJson({ error: { code, text: publicText, detail, retry } })}\n`;
}
