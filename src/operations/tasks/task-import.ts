import { z } from "zod";
import { AppError, ok } from "#base";
import { dropTaskModel, storeTaskModel, type TaskModel } from "#store";
import { operation } from "../operation.ts";
import { readTaskModel } from "./read-task-model.ts";
import { taskName } from "./wanted-task.ts";

export type TaskImported = TaskModel;

const input = z.strictObject({
  /** The model file of Sympa's. */
  model: z.string().min(1).max(64_000),
  /** The file that `update_crl` names: an address on each line. */
  addresses: z.string().max(1_000_000).default(""),
});

/** What was imported before for the same task goes. */
export const taskImport = operation({
  name: "task.import",
  summary: "Take a task model of Sympa's: when a task is run, and how long ahead people are warned",
  input,
  async run({ db, clock }, { model, addresses }) {
    const taken = taskModelFrom(model, addresses);
    await db.transact((tx) => storeTaskModel(tx, taken, clock.now()));
    return ok<TaskImported>(taken);
  },
});

/** @param addresses the file that `update_crl` names; @throws AppError bad-data */
export function taskModelFrom(model: string, addresses: string): TaskModel {
  const read = readTaskModel(model);
  if (!read.ok) throw new AppError({ code: "bad-data", publicText: read.error });
  return { ...read.value, addresses: addressesIn(addresses) };
}

/** The schedule of `conclave.toml` counts again, from the next run on. */
export const taskForget = operation({
  name: "task.forget",
  summary: "Forget an imported task model",
  input: z.strictObject({ task: taskName }),
  async run({ db }, { task }) {
    if (await db.transact((tx) => dropTaskModel(tx, task))) return ok({ task });
    throw new AppError({ code: "not-found", publicText: `No model was imported for ${task}.` });
  },
});

function addressesIn(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const wrong = lines.find((line) => URL.parse(line)?.protocol !== "http:");
  if (wrong === undefined) return [...new Set(lines)].slice(0, 200);
  const publicText = `“${wrong}” is no address of a revocation list: give one on each line, with http://`;
  throw new AppError({ code: "bad-data", publicText });
}
