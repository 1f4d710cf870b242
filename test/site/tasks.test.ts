/** Scheduled work on a running server: what is asked for is run at once, and what failed is told. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type EmailAddress, OPERATOR, silentLogger, systemClock, systemRandom } from "#base";
import {
  heldList,
  listCreate,
  memberShow,
  PLAIN_SCENARIO_SITE,
  siteCheck,
  taskForget,
  taskImport,
  taskList,
  taskLog,
  taskRun,
} from "#operations";
import { claimTask, endTask, scheduleTask, taskModel } from "#store";
import { entity } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { letter, MIA, movableClock, readNewest, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { runTask } from "../support/run-task.ts";
import { newServer } from "../support/server.ts";

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

test("a task model of Sympa's says how often a task is run, and how long ahead people are warned", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const model = [
    "title.gettext look each day",
    "/ACTION",
    "chk_cert_expiration (daily_cert_expiration, [execution_date]+60d)",
    "next ([execution_date] + 12h, ACTION)",
  ].join("\n");
  const team = await sealedTeam(server);
  await server.call(taskImport, { model });
  const templates = join(server.folder, "templates", "example.org", "team", "en");
  mkdirSync(templates, { recursive: true });
  const text = "Subject: { list }: your certificate\n\nIt ends:\n{ keys }\nWrite to { owner }. { expired }\n";
  writeFileSync(join(templates, "daily_cert_expiration.txt"), text);
  const [key] = (await server.call(memberShow, { list: TEAM, member: team.bob.address })).keys;
  assert.ok(key?.expiresAt);
  clock.advance(Date.parse(key.expiresAt) - clock.now().getTime() - 45 * DAY_MS);
  const run = await runTask(server, clock, "chk_cert_expiration");
  assert.ok((run.figures["members"] ?? 0) > 0, "sixty days ahead");
  const mail = await readNewest(server, team.bob, team);
  assert.equal(mail?.headers.find(({ name }) => name === "Subject")?.value.trim(), "Team: your certificate");
  assert.match(
    Buffer.from(mail.content).toString(),
    /It ends:\r\n {2}Certificate .*\r\nWrite to team-owner@example\.org\. no\r\n/,
  );
  const [task] = (await server.call(taskList, {})).filter(({ name }) => name === "chk_cert_expiration");
  assert.equal(Date.parse(task?.nextAt ?? ""), clock.now().getTime() + DAY_MS / 2);
  await server.call(taskForget, { task: "chk_cert_expiration" });
  await assert.rejects(server.call(taskForget, { task: "chk_cert_expiration" }), /No model was imported/);
  await assert.rejects(server.call(taskImport, { model: "/A\nexec (x)\n" }), /Line 2/);
});

test("models in the folder task_models are taken at the start; what is something else is told in the log", async (t) => {
  const models = mkdtempSync(join(tmpdir(), "conclave-models-"));
  t.after(() => rmSync(models, { recursive: true }));
  const lines = [
    "/ACTION",
    "update_crl (CA_list, [execution_date]+1d)",
    "next ([execution_date]+6h, ACTION)",
  ];
  writeFileSync(join(models, "crl_update.daily.task"), lines.join("\n"));
  writeFileSync(join(models, "CA_list"), "http://ca.example.org/ca.crl\n");
  writeFileSync(join(models, "chk_cert_expiration.daily.task"), "/ACTION\nexec (x)\n");
  const told: unknown[] = [];
  const logger = { ...silentLogger, warn: (event: string, about?: object) => void told.push([event, about]) };
  const server = await newServer(t, { logger, site: [`task_models = "${models}"`] });
  const [lists, expiry] = await server.db.read(async (tx) => [
    await taskModel(tx, "crl_update"),
    await taskModel(tx, "chk_cert_expiration"),
  ]);
  assert.deepEqual([lists?.everyMs, lists?.addresses], [DAY_MS / 4, ["http://ca.example.org/ca.crl"]]);
  assert.equal(expiry, null);
  assert.deepEqual(told, [
    ["task-models.not-taken", { file: "chk_cert_expiration.daily.task", code: "bad-data" }],
  ]);
});
