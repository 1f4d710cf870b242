/** `conclave task …`: scheduled work. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { taskForget, taskImport, taskList, taskLog, taskRun } from "#operations";
import { fromUtf8 } from "#base";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { readInput } from "../../read/read-input.ts";
import { askedTask, failedTask, importedModel, taskLines, taskRunLines } from "../../show/show-tasks.ts";

const MODEL_BYTES = 64_000;

export const addTaskCommands: AddCommands = (program, open) => {
  const task = program.command("task").description("See and run scheduled work");
  addList(task, open);
  addRun(task, open);
  addLog(task, open);
  addImport(task, open);
  addForget(task, open);
};

function addList(task: CommandUnknownOpts, open: OpenSession): void {
  task
    .command("list")
    .description("List tasks: when each is due, and what came of it last")
    .action(async (_options, command) => {
      const session = open(command);
      session.print(await session.run(taskList, {}), taskLines);
      session.hint("Times are UTC. They are set below [tasks] in conclave.toml.");
    });
}

function addRun(task: CommandUnknownOpts, open: OpenSession): void {
  task
    .command("run")
    .description("Run a task now and wait for its end; the exit status tells whether it failed")
    .argument("<name>", "from `task list`")
    .action(async (name, _options, command) => {
      const session = open(command);
      const asked = await session.run(taskRun, { task: name });
      session.print(asked, askedTask);
      const failed = failedTask(asked);
      if (failed !== null) throw failed;
    });
}

function addLog(task: CommandUnknownOpts, open: OpenSession): void {
  task
    .command("log")
    .description("Show the last runs, newest first")
    .argument("[name]", "only of this task")
    .action(async (name, _options, command) => {
      const session = open(command);
      session.print(await session.run(taskLog, { task: name }), taskRunLines);
    });
}

function addImport(task: CommandUnknownOpts, open: OpenSession): void {
  task
    .command("import")
    .description("Take a task model of Sympa's (chk_cert_expiration.*.task, crl_update.*.task)")
    .argument("<file>", "the model; -: standard input")
    .option("--addresses <file>", "what update_crl names: addresses of revocation lists, one a line")
    .action(async (path, { addresses: list }, command) => {
      const session = open(command);
      const text = async (from: string): Promise<string> =>
        fromUtf8(await readInput(session.terminal, from, MODEL_BYTES));
      const addresses = list === undefined ? "" : await text(list);
      const taken = await session.run(taskImport, { model: await text(path), addresses });
      session.print(taken, importedModel);
      session.hint(`It counts from the next run on: conclave task run ${taken.task}`);
    });
}

function addForget(task: CommandUnknownOpts, open: OpenSession): void {
  task
    .command("forget")
    .description("Forget an imported model: the schedule in conclave.toml counts again")
    .argument("<name>", "from `task list`")
    .action(async (name, _options, command) => {
      const session = open(command);
      session.print(await session.run(taskForget, { task: name }), () => `${name}: its model is forgotten.`);
    });
}
