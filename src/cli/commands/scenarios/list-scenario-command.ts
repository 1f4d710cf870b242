/** `conclave list scenario`: which scenario of a list decides who may do what, and a text of its own. */
import { basename } from "node:path";
import { fromUtf8 } from "#base";
import { listScenarios, listScenarioSet, type ListScenarioLine, type SetScenario } from "#operations";
import type { AddCommands } from "../../open-session.ts";
import { readInput } from "../../read/read-input.ts";
import { type Session, usageError } from "../../session.ts";
import { facts, table } from "../../show/table.ts";

const FILE_BYTES = 100_000;

const EXPLANATION = `
With --name the list takes a scenario that is there already: its own, one in the operator's folder, or one that comes
with the server (conclave scenario list). With --file it gets a text of its own, under that name. What would refuse more
than it says is not saved. Files that scenarios use are given as "include" and "search_filter".`;

interface Options {
  readonly name?: string;
  readonly file?: string;
  readonly reset?: true;
  readonly preview?: true;
}

export const addListScenarioCommand: AddCommands = (list, open) => {
  list
    .command("scenario")
    .description("Show or choose who may do what on a list, as a scenario says it")
    .argument("<list>", "address of the list")
    .argument("[function]", "send, subscribe, review, …; none: show all")
    .option("--name <name>", "the scenario, such as private for send.private")
    .option("--file <file>", "the list's own text (-: standard input)")
    .option("--reset", "back to what counts without one; with --name the list's own text goes, too")
    .option("--preview", "say what is to be said about it, and save nothing")
    .addHelpText("after", EXPLANATION)
    .action(async (address, name, options, command) => {
      const session = open(command);
      if (name === undefined) return showAll(session, address, options);
      await setOne(session, { list: address, function: name }, options);
    });
};

async function showAll(session: Session, list: string, options: Options): Promise<void> {
  if (Object.keys(options).length > 0) throw usageError("Say for what: conclave list scenario LIST send …");
  session.print(await session.run(listScenarios, { list }), (lines) =>
    table(["FOR", "SCENARIO", "TEXT", "TITLE"], lines.map(lineOf)),
  );
}

function lineOf({ function: name, file, from, title }: ListScenarioLine): string[] {
  return [name, file ?? "none: the plain settings count", from ?? "", title];
}

async function setOne(
  session: Session,
  which: { readonly list: string; readonly function: string },
  { name, file, reset, preview }: Options,
): Promise<void> {
  if (file !== undefined && reset === true) throw usageError("Give either --file or --reset, not both.");
  const text =
    file === undefined ? {} : { text: fromUtf8(await readInput(session.terminal, file, FILE_BYTES)) };
  const wanted = { ...which, ...named(which.function, name, file), ...text };
  const found = await session.run(listScenarioSet, {
    ...wanted,
    reset: reset === true,
    preview: preview === true,
  });
  session.print(found, scenarioLines);
  if (preview === true) session.hint("Nothing was saved. To save it, leave out --preview.");
}

/** `send.friends` or `friends` is a text called `friends`, unless a name is given; filters are called by their file. */
function named(functionName: string, name: string | undefined, file: string | undefined): { name?: string } {
  if (name !== undefined) return { name };
  if (file === undefined || file === "-") return {};
  const whole = basename(file);
  if (functionName === "search_filter") return { name: whole };
  return whole.startsWith(`${functionName}.`) ? { name: whole.slice(functionName.length + 1) } : {};
}

const WHOSE = {
  list: "the list's own text",
  site: "from the operator's folder",
  server: "comes with the server",
} as const;

function scenarioLines({ file, from, title, text, findings }: SetScenario): string {
  if (file === null) return "No scenario: the plain settings count.";
  if (from === null) return `${file} is not there: everything is refused.`;
  const told = findings.map(({ line, severity, text: what }) => `line ${line}: ${severity}: ${what}`);
  const head = facts([
    ["scenario", file],
    ["text", WHOSE[from]],
    ...(title === "" ? [] : [["title", title] as [string, string]]),
    ...(told.length === 0 ? [] : [["look at", told.join("\n")] as [string, string]]),
  ]);
  return `${head}\n\n${text.trimEnd()}`;
}
