/** kill -9 while the plan of a long list is made page by page: the rest of it is made for those who were members. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { type EmailAddress, type InboxId, OPERATOR, silentLogger } from "#base";
import { memberAdd, memberRemove } from "#operations";
import { postOfInbox, restOfPlan } from "#store";
import { initialise } from "../../src/main/initialise.ts";
import { type OpenSite, openSite } from "../../src/main/open-site.ts";
import { fillList, postTo } from "../bench/filled-list.ts";
import { type DatabaseName, temporaryFolder } from "../support/database.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { ServerProcess } from "../support/server-process.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";

const LIST = "long@example.org" as EmailAddress;
/** Some pages; the first copy leaves with the first one. */
const MEMBERS = 3000;
const LEAVES = `long-${MEMBERS - 1}@example.net`;
const LATE = "late@example.net";
const CONNECTIONS = 3;

for (const database of ["sqlite", "postgres"] as const) {
  test(`${database}: killed between two pages of the plan`, { timeout: 120_000 }, async (t) => {
    const { folder, sink, server } = await prepare(t, database);
    const list = await onSite(folder, (site) =>
      fillList(site, { tag: "long", kind: "plain", members: MEMBERS }),
    );
    await server.start();
    const connection = await server.connect();
    const message = await postTo(list, 500);
    await connection?.send({ from: "a@example.net", recipients: [LIST], eightBit: null }, [message]);
    while (sink.messages.length === 0) await wait(1);
    await server.kill();
    await onSite(folder, async (site) => {
      assert.notEqual(await restAfterKill(site), null, "the plan was whole: the kill came too late");
      const context = { ...site, actor: OPERATOR, wake: () => {}, progress: () => {} };
      const left = await memberRemove.invoke(context, { list: LIST, address: LEAVES });
      const joined = await memberAdd.invoke(context, { list: LIST, member: { address: LATE } });
      assert.ok(left.ok && joined.ok);
    });
    await server.start();
    for (let waited = 0; waited < 60_000 && reached(sink).size < MEMBERS - 1; waited += 50) await wait(50);
    await server.stop();
    const times = reached(sink);
    assert.equal(times.size, MEMBERS - 1, "everybody who was a member and still is");
    assert.ok(!times.has(LEAVES), "who left gets nothing");
    assert.ok(!times.has(LATE), "who joined afterwards gets nothing");
    const twice = new Set(
      sink.messages.filter(({ recipients }) => recipients.some((one) => (times.get(one) ?? 0) > 1)),
    );
    assert.ok(twice.size <= 2 * CONNECTIONS, `${twice.size} messages share a recipient with another`);
  });
}

async function prepare(t: TestContext, database: DatabaseName) {
  const folder = temporaryFolder(t);
  const sink = await startSink({});
  const url = database === "sqlite" ? "sqlite:conclave.db" : await newPostgresDatabase();
  const settings = [
    `database = ${JSON.stringify(url)}`,
    'log_level = "error"',
    "[relay]",
    `port = ${sink.port}`,
    `connections = ${CONNECTIONS}`,
  ];
  writeFileSync(join(folder, "conclave.toml"), `${settings.join("\n")}\n`);
  await initialise(folder);
  const server = new ServerProcess(folder);
  t.after(async () => {
    await server.kill();
    await sink.down();
  });
  return { folder, sink, server };
}

async function onSite<T>(folder: string, work: (site: OpenSite) => Promise<T>): Promise<T> {
  const site = await openSite(folder, silentLogger);
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}

async function restAfterKill(site: OpenSite) {
  return site.db.read(async (tx) => {
    const post = await postOfInbox(tx, 1 as InboxId);
    return post && restOfPlan(tx, post.id);
  });
}

/** How often the post was sent to each address; who is removed is also told goodbye. */
function reached(sink: Sink): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { recipients, data } of sink.messages)
    for (const one of isPost(data) ? recipients : []) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}

function isPost(data: Buffer): boolean {
  return data.includes("Subject: [Long] bench");
}
