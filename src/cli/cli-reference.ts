/** The reference page of the command line, from the same tree that runs. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { commandLine } from "./command-line.ts";
import { exitStatuses } from "./exit-statuses.ts";

/** Markdown for `docs/reference/cli.md`. */
export function cliReference(): string {
  const program = commandLine("", () => {
    throw new Error("the reference runs no command");
  });
  return [
    "# Commands",
    "",
    "`conclave` is the operator's door to everything. While the server runs, commands go to it over a local socket; else they work on the data folder themselves.",
    "",
    "Options of every command:",
    "",
    ...optionLines(program),
    "",
    ...program.commands.flatMap((command) => section(command, "conclave")),
    ...completionSection(),
    ...exitSection(),
  ].join("\n");
}

/** A noun is only a heading; what can be run gets usage, arguments and options. */
function section(command: CommandUnknownOpts, parent: string): string[] {
  const name = `${parent} ${command.name()}`;
  if (command.commands.length > 0) {
    const heading = [`## ${name}`, "", `${command.description()}.`, ""];
    return [...heading, ...command.commands.flatMap((sub) => section(sub, name))];
  }
  const level = parent === "conclave" ? "##" : "###";
  return [
    `${level} ${name}`,
    "",
    `${command.description()}.`,
    "",
    "```",
    `${name} ${usage(command)}`.trim(),
    "```",
    "",
    ...detailLines(command),
  ];
}

/** Commander names options even where there is only --help. */
function usage(command: CommandUnknownOpts): string {
  const words = command.usage();
  return command.options.length > 0 ? words : words.replace(/^\[options\] ?/, "");
}

function detailLines(command: CommandUnknownOpts): string[] {
  const words = command.registeredArguments.map((one) => `- \`${one.name()}\`: ${one.description}`);
  const lines = [...words, ...optionLines(command)];
  return lines.length === 0 ? [] : [...lines, ""];
}

function optionLines(command: CommandUnknownOpts): string[] {
  return command.options
    .filter(({ long }) => long !== "--version")
    .map(({ flags, description, argChoices }) => {
      const choices = argChoices === undefined ? "" : ` (${argChoices.join(", ")})`;
      return `- \`${flags}\`: ${description}${choices}`;
    });
}

function completionSection(): string[] {
  return [
    "## conclave complete",
    "",
    "Print the completion script of a shell: `bash`, `zsh`, `fish` or `powershell`. For bash:",
    "",
    "```",
    "source <(conclave complete bash)",
    "```",
    "",
  ];
}

function exitSection(): string[] {
  const rows = exitStatuses().map(
    ({ status, codes, means }) => `| ${status} | ${codes.join(", ")} | ${means.join(" ")} |`,
  );
  return ["## Exit status", "", "| status | code in JSON | meaning |", "| --- | --- | --- |", ...rows, ""];
}
