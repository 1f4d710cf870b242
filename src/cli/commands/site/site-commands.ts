/** `conclave init`, `serve`, `doctor`, `backup` and `pipeline`: the site as a whole. */
import { resolve } from "node:path";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { siteBackup } from "#operations";
import type { HANDLERS, PIPELINE } from "#pipeline";
import { examineSite } from "../../read/examine-site.ts";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { failedFindings, findingLines } from "../../show/show-findings.ts";
import { table } from "../../show/table.ts";

export const addSiteCommands: AddCommands = (program, open) => {
  addInit(program, open);
  addServe(program, open);
  addDoctor(program, open);
  addBackup(program, open);
  addPipeline(program, open);
};

function addInit(program: CommandUnknownOpts, open: OpenSession): void {
  program
    .command("init")
    .description("Make the data folder: configuration, master key, database")
    .action(async (_options, command) => {
      const session = open(command);
      const { folder } = session.site;
      const made = await session.site.initialise();
      session.print({ folder, made }, () =>
        made.length === 0 ? `${folder} is ready already.` : `Made ${made.join(", ")} in ${folder}.`,
      );
      if (made.length > 0)
        session.hint("Keep a copy of master.key in another place: without it nothing can be read.");
      session.hint("Next: conclave list create ADDRESS --sealed --owner YOU, then conclave serve");
    });
}

function addServe(program: CommandUnknownOpts, open: OpenSession): void {
  program
    .command("serve")
    .description("Run the server until it is told to stop; the first run makes the data folder")
    .action(async (_options, command) => {
      await open(command).site.serve();
    });
}

function addDoctor(program: CommandUnknownOpts, open: OpenSession): void {
  program
    .command("doctor")
    .description("Look for what is wrong and say what to do; exit status 1 if something is")
    .action(async (_options, command) => {
      const session = open(command);
      const findings = await examineSite(session);
      session.print(findings, findingLines);
      const failed = failedFindings(findings);
      if (failed !== null) throw failed;
    });
}

function addBackup(program: CommandUnknownOpts, open: OpenSession): void {
  program
    .command("backup")
    .description("Copy the database into a new file while the server runs; the master key is not in it")
    .argument("<file>", "the file to make")
    .action(async (file, _options, command) => {
      const session = open(command);
      const done = await session.run(siteBackup, { path: resolve(file) });
      session.print(done, ({ path }) => `Copied to ${path}.`);
      session.hint("It can be read only with the master key. Keep that in another place.");
    });
}

function addPipeline(program: CommandUnknownOpts, open: OpenSession): void {
  program
    .command("pipeline")
    .description("Print the steps that a message takes, for each kind of address")
    .action(async (_options, command) => {
      const session = open(command);
      const pipeline = await import("#pipeline");
      const steps = pipeline.PIPELINE.map(({ name, summary, doors }) => ({ name, summary, doors }));
      session.print({ steps, handlers: handlerNames(pipeline) }, () => pipelineTable(pipeline));
    });
}

interface Pipeline {
  readonly PIPELINE: typeof PIPELINE;
  readonly HANDLERS: typeof HANDLERS;
}

function handlerNames({ HANDLERS: handlers }: Pipeline): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(handlers).map(([door, { name }]) => [door, name]));
}

/** Rows are steps in order, columns the kinds of address. */
function pipelineTable(pipeline: Pipeline): string {
  const doors = Object.keys(pipeline.HANDLERS) as (keyof typeof HANDLERS)[];
  const steps = pipeline.PIPELINE.map(({ name, summary, doors: taken }) => [
    name,
    ...doors.map((door) => (taken.includes(door) ? "x" : "")),
    summary,
  ]);
  const last = ["then", ...doors.map((door) => pipeline.HANDLERS[door].name), ""];
  return table(["step", ...doors, "what it does"], [...steps, last]);
}
