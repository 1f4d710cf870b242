/** What keeps a server from starting says so clearly; what happens to its database while it runs passes. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { type AppError, silentLogger } from "#base";
import { initialise } from "../../src/main/initialise.ts";
import { openSite } from "../../src/main/open-site.ts";
import { type DatabaseName, forEachDatabase, temporaryFolder } from "../support/database.ts";
import { copiesOf, eventLog, LateClock, plainPost, plainTeam, until } from "../support/lists/plain-team.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { restartPostgres } from "../support/programs/postgres.ts";
import { newServer } from "../support/server.ts";

async function siteFolder(t: TestContext, database: DatabaseName): Promise<string> {
  const folder = temporaryFolder(t);
  const url = database === "sqlite" ? "sqlite:conclave.db" : await newPostgresDatabase();
  writeFileSync(join(folder, "conclave.toml"), `database = ${JSON.stringify(url)}\n`);
  await initialise(folder);
  return folder;
}

forEachDatabase((database) => {
  test("with another master key: refused, and it says which file to put back", async (t) => {
    const folder = await siteFolder(t, database);
    await (await openSite(folder, silentLogger)).close();
    const other = await siteFolder(t, "sqlite");
    const config = `master_key_file = ${JSON.stringify(join(other, "master.key"))}\n`;
    const own = readFileSync(join(folder, "conclave.toml"), "utf8");
    writeFileSync(join(folder, "conclave.toml"), own + config);
    await assert.rejects(openSite(folder, silentLogger), (error: AppError) => {
      assert.equal(error.code, "bad-config");
      assert.match(error.publicText, /master key/i);
      return true;
    });
    writeFileSync(join(folder, "conclave.toml"), own);
    await (await openSite(folder, silentLogger)).close();
  });

  test("a second server on the same folder: refused, the first goes on", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    await assert.rejects(openSite(server.folder, silentLogger), (error: AppError) => {
      assert.equal(error.code, "busy");
      assert.match(error.publicText, /Another conclave process/);
      return true;
    });
    await server.post(plainPost("one"));
    assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
  });

  test("an LMTP client that goes before the reply and sends again: one post only", async (t) => {
    const logger = eventLog();
    const server = await newServer(t, { database, logger });
    await plainTeam(server);
    await sendAndLeave(server.folder, plainPost("one"));
    await until("it is in", () => logger.events.includes("inbox.received"));
    const [again] = await server.send(plainPost("one"));
    assert.equal(again?.code, 250);
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
  });
});

/** Writes all of a transaction at once and closes without reading an answer to the final dot. */
async function sendAndLeave(folder: string, letter: ReturnType<typeof plainPost>): Promise<void> {
  const socket = createConnection(join(folder, "run", "lmtp.sock"));
  const commands = ["LHLO mta.example.org", `MAIL FROM:<${letter.from}>`, `RCPT TO:<${letter.to}>`, "DATA"];
  await new Promise<void>((resolve) => socket.once("data", () => resolve()));
  socket.write(commands.map((line) => `${line}\r\n`).join(""));
  await new Promise<void>((resolve) => {
    let answers = "";
    socket.on("data", (chunk) => {
      answers += String(chunk);
      if (/^354/m.test(answers)) resolve();
    });
  });
  await new Promise((resolve) =>
    socket.write(Buffer.concat([letter.message, Buffer.from(".\r\n")]), resolve),
  );
  socket.destroy();
}

test("SQLite's file locked by another program for a moment: the client only waits", async (t) => {
  const server = await newServer(t);
  await plainTeam(server);
  const other = new DatabaseSync(join(server.folder, "conclave.db"), { timeout: 0 });
  t.after(() => other.close());
  await until("the other has the lock", () => tryTo(() => other.exec("begin immediate")));
  let answered = false;
  const sending = server.send(plainPost("one")).finally(() => (answered = true));
  await wait(300);
  assert.equal(answered, false);
  other.exec("rollback");
  assert.equal((await sending)[0]?.code, 250);
  await server.drain();
  assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
});

function tryTo(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

test("PostgreSQL restarted under the server: later, then taken and delivered once", async (t) => {
  const clock = new LateClock();
  const logger = eventLog();
  const server = await newServer(t, { url: await newPostgresDatabase({ own: true }), clock, logger });
  await plainTeam(server);
  const answered = Promise.withResolvers<void>();
  server.sink.behaviour.waitFor = answered.promise;
  await server.send(plainPost("one"));
  await until("the relay has the post", () => server.sink.lines.includes("DATA"));
  await restartPostgres(async () => {
    answered.resolve();
    const [refused] = await server.send(plainPost("two"));
    assert.equal(Math.floor((refused?.code ?? 0) / 100), 4, "later, not never");
    await until("marking failed", () => logger.events.includes("delivery.not-recorded"));
  });
  const [taken] = await server.send(plainPost("two"));
  assert.equal(taken?.code, 250);
  await server.drain();
  clock.pass(120_000);
  await server.drain();
  for (const id of ["one", "two"]) assert.deepEqual(copiesOf(server, id), [1, 1, 1], id);
});
