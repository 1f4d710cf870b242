/** Scheduled work on a running server: what is asked for is run at once, and what failed is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, OPERATOR, silentLogger, systemClock, systemRandom } from "#base";
import {
  heldList,
  listCreate,
  PLAIN_SCENARIO_SITE,
  siteCheck,
  taskList,
  taskLog,
  taskRun,
} from "#operations";
import { claimTask, endTask, scheduleTask } from "#store";
import { entity } from "./support/programs/correspondents.ts";
import { forEachDatabase } from "./support/database.ts";
import { letter, MIA, movableClock } from "./support/lists/sealed-team.ts";
import { runTask } from "./support/run-task.ts";
import { newServer } from "./support/server.ts";

const DAY_MS = 86_400_000;
const PLAIN = "plain@example.org" as EmailAddress;

forEachDatabase((database, open) => {
  test("without a server a task is noted, and run when one starts", async (t) => {
    const db = await open(t);
    const now = new Date();
    await db.transact((tx) => scheduleTask(tx, { name: "erase_expired", schedule: "off", nextAt: null }));
    const services = { db, clock: systemClock, random: systemRandom, logger: silentLogger };
    const context = {
      ...services,
      scenarios: PLAIN_SCENARIO_SITE,
      actor: OPERATOR,
      wake: () => {},
      progress: () => {},
    };
    const asked = await taskRun.invoke(context, { task: "erase_expired" });
    assert.deepEqual(asked, { ok: true, value: { task: "erase_expired", run: null } });
    const claim = { names: ["erase_expired"], onlyAsked: false, node: "x", now, leaseMs: 1 };
    assert.ok(await db.transact((tx) => claimTask(tx, claim)));
  });

  test("the owners' summary and the erasing are run when an operator asks", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
    const message = letter({ address: "eve@example.com" }, entity("x"), { to: PLAIN });
    await server.post({ from: "eve@example.com", to: PLAIN, message });
    const run = await runTask(server, clock, "owner_summary");
    assert.deepEqual([run.outcome, run.figures], ["done", { lists: 1 }]);
    assert.match(server.mailbox(MIA).at(-1)?.data.toString() ?? "", /Auto-Submitted: auto-generated/);
    clock.advance(31 * DAY_MS);
    assert.equal((await server.call(heldList, {})).length, 1);
    const erased = await runTask(server, clock, "erase_expired");
    assert.equal(erased.figures["held"], 1);
    assert.equal((await server.call(heldList, {})).length, 0);
    const log = await server.call(taskLog, {});
    assert.deepEqual(
      log.map(({ task }) => task),
      ["erase_expired"],
      "the other run is older than what is remembered",
    );
  });
});

test("a task that there is not names those that there are", async (t) => {
  const server = await newServer(t);
  const unknown = /There is no task dusting\. There are: .*erase_expired, .*owner_summary/;
  await assert.rejects(server.call(taskRun, { task: "dusting" }), unknown);
  await assert.rejects(server.call(taskLog, { task: "dusting" }), unknown);
});

test("doctor tells what failed, until it is run again without fault", async (t) => {
  const server = await newServer(t);
  const about = async () =>
    (await server.call(siteCheck, {}))
      .filter((one) => one.about === "tasks")
      .map(({ level, text }) => `${level} ${text}`);
  assert.deepEqual(await about(), []);
  const now = new Date(Date.now() + 2 * DAY_MS);
  await server.db.transact(async (tx) => {
    const claim = { names: ["erase_expired"], onlyAsked: false, node: "x", now, leaseMs: 1 };
    const claimed = await claimTask(tx, claim);
    assert.ok(claimed);
    const failed = { outcome: "failed", problem: "storage-full", figures: {} } as const;
    await endTask(tx, { ...claimed, ...failed, now, nextAt: now });
  });
  const [told] = await about();
  assert.match(told ?? "", /^warn erase_expired failed \(storage-full\) at /);
  await server.call(taskRun, { task: "erase_expired" });
  assert.match((await about()).join(), /^ok \d+ tasks, none failed$/);
});

test("what is switched off is shown, and erasing that is off is told", async (t) => {
  const server = await newServer(t, { site: ['tasks.erase_expired = "off"'] });
  const tasks = await server.call(taskList, {});
  const erasing = tasks.find(({ name }) => name === "erase_expired");
  assert.deepEqual([erasing?.schedule, erasing?.nextAt, erasing?.last], ["off", null, null]);
  assert.match(tasks.find(({ name }) => name === "owner_summary")?.nextAt ?? "", /:20:00\.000Z$/);
  const found = await server.call(siteCheck, {});
  assert.ok(found.some(({ level, text }) => level === "warn" && text.startsWith("erase_expired is off")));
});
