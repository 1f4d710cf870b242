/** `conclave task …`: scheduled work. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { taskList, taskLog, taskRun } from "#operations";
import type { AddCommands, OpenSession } from "../open-session.ts";
import { askedTask, failedTask, taskLines, taskRunLines } from "../show/show-tasks.ts";

export const addTaskCommands: AddCommands = (program, open) => {
  const task = program.command("task").description("See and run scheduled work");
  addList(task, open);
  addRun(task, open);
  addLog(task, open);
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
