/** kill -9 while a digest goes out to many: each reader gets it once, with every post, whoever had it before. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { type EmailAddress, OPERATOR, silentLogger } from "#base";
import { listDigest } from "#operations";
import { openDigests } from "#store";
import { initialise } from "../../src/main/initialise.ts";
import { type OpenSite, openSite } from "../../src/main/open-site.ts";
import { fillList, postTo } from "../bench/filled-list.ts";
import { temporaryFolder } from "../support/database.ts";
import { ServerProcess } from "../support/server-process.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";

const LIST = "long@example.org" as EmailAddress;
/** Many pages of readers; the first copies leave with the first one. */
const MEMBERS = 3000;
const POSTS = 3;
const CONNECTIONS = 3;

test("killed between making and sending a digest", { timeout: 120_000 }, async (t) => {
  const { folder, sink, server } = await prepare(t);
  const list = await onSite(folder, (site) =>
    fillList(site, { tag: "long", kind: "plain", members: MEMBERS }),
  );
  await onSite(folder, ({ db }) =>
    db.transact((tx) => tx.query.updateTable("member").set({ digest: "mime" }).execute()),
  );
  await server.start();
  const connection = await server.connect();
  for (let nth = 0; nth < POSTS; nth++) {
    const message = await postTo(list, 500);
    await connection?.send({ from: "a@example.net", recipients: [LIST], eightBit: null }, [message]);
  }
  connection?.close();
  await server.stop();
  for (let tries = 0; (await onSite(folder, waiting)) < POSTS; tries++) {
    assert.ok(tries < 20, "the posts were not taken");
    await server.start();
    await wait(500);
    await server.stop();
  }
  assert.equal(sink.messages.length, 0, "nobody gets single posts");
  await onSite(folder, async (site) => {
    const context = { ...site, actor: OPERATOR, wake: () => {}, progress: () => {} };
    const begun = await listDigest.invoke(context, { list: LIST, now: true });
    assert.ok(begun.ok && begun.value.begun);
  });
  await server.start();
  while (sink.messages.length === 0) await wait(1);
  await server.kill();
  // A busy machine may have made all copies before it sent the first: what follows holds all the same.
  const left = await onSite(folder, ({ db }) => db.read(openDigests));
  t.diagnostic(left.length === 1 ? "killed in between" : "all copies were made before the kill");
  await server.start();
  for (let waited = 0; waited < 60_000 && reached(sink).size < MEMBERS; waited += 50) await wait(50);
  await server.stop();
  const times = reached(sink);
  assert.equal(times.size, MEMBERS);
  const twice = sink.messages.filter(({ recipients }) => recipients.some((one) => (times.get(one) ?? 0) > 1));
  assert.ok(twice.length <= 2 * CONNECTIONS, `${twice.length} messages share a recipient with another`);
  const parts = sink.messages.map(
    ({ data }) => data.toString().split("Content-Type: message/rfc822").length - 1,
  );
  assert.deepEqual(new Set(parts), new Set([POSTS]));
  await onSite(folder, async (site) => {
    const rows = await site.db.read((tx) => tx.query.selectFrom("outbox").select("effect").execute());
    assert.equal(rows.length, MEMBERS, "one copy each");
    assert.equal(await waiting(site), 0, "nobody waits for the posts");
  });
});

async function prepare(t: TestContext) {
  const folder = temporaryFolder(t);
  const sink = await startSink({});
  const settings = [
    'database = "sqlite:conclave.db"',
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

async function waiting({ db }: OpenSite): Promise<number> {
  const rows = await db.read((tx) =>
    tx.query
      .selectFrom("digest_post")
      .innerJoin("post", "post.id", "digest_post.post_id")
      .where("post.state", "=", "sent")
      .select("digest_post.number")
      .execute(),
  );
  return rows.length;
}

async function onSite<T>(folder: string, work: (site: OpenSite) => Promise<T>): Promise<T> {
  const site = await openSite(folder, silentLogger);
  try {
    return await work(site);
  } finally {
    await site.close();
  }
}

function reached(sink: Sink): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { recipients } of sink.messages)
    for (const one of recipients) times.set(one, (times.get(one) ?? 0) + 1);
  return times;
}
