import { type Clock } from "#base";
import { type TaskRunView, taskRun } from "#operations";
import { startNode } from "#store";
import type { TestServer } from "./server.ts";

/** Has the server run a task and send what comes of it, whatever time a test's clock was moved to. */
export async function runTask(server: TestServer, clock: Clock, task: string): Promise<TaskRunView> {
  // What a server says every few seconds of real time.
  await server.db.transact((tx) => startNode(tx, { site: "beside", name: "beside", now: clock.now() }));
  const { run } = await server.call(taskRun, { task });
  if (run === null) throw new Error(`${task} was not run`);
  await server.drain();
  return run;
}
