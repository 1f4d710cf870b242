/** Two servers, each with a folder of its own, on one PostgreSQL: a task runs once for the site, and a post leaves once. */
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { silentLogger } from "#base";
import { taskLog } from "#operations";
import { askTask } from "#store";
import { openSite } from "../../src/main/open-site.ts";
import { type Server, startServer } from "../../src/main/start-server.ts";
import { temporaryFolder } from "../support/database.ts";
import { copiesOf, plainPost, plainTeam } from "../support/lists/plain-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TASKS = ["erase_expired", "owner_summary", "crl_update"];

/** Another server for the same site. */
async function beside(t: TestContext, first: TestServer): Promise<Server> {
  const folder = temporaryFolder(t);
  for (const file of ["conclave.toml", "master.key"])
    copyFileSync(join(first.folder, file), join(folder, file));
  const site = await openSite(folder, silentLogger);
  const server = await startServer(site);
  t.after(async () => {
    await server.stop();
    await site.close();
  });
  return server;
}

test("two servers share the work of one site", async (t) => {
  // They run when they are asked for, and not because it is the hour.
  const site = ["[tasks]", ...TASKS.map((task) => `${task} = "off"`)];
  const first = await newServer(t, { database: "postgres", site });
  const second = await beside(t, first);
  await plainTeam(first);
  for (const task of TASKS) await first.db.transact((tx) => askTask(tx, task, new Date()));
  await first.send(plainPost("once"));
  await Promise.all([second.drain(), first.drain()]);
  await Promise.all([second.drain(), first.drain()]);
  for (const task of TASKS) {
    const runs = await first.call(taskLog, { task });
    assert.deepEqual(
      runs.map(({ outcome }) => outcome),
      ["done"],
      task,
    );
  }
  assert.deepEqual(copiesOf(first, "once"), [1, 1, 1]);
});
