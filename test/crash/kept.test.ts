/** kill -9 while posts are put aside for members without a key, and while they come because the key works. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, OPERATOR, silentLogger } from "#base";
import { keyBind, keyExport, listCreate, memberAdd, type Operation } from "#operations";
import {
  makePerson,
  type Person,
  readListKeys,
  readSealed,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import { initialise } from "../../src/main/initialise.ts";
import { openSite } from "../../src/main/open-site.ts";
import { type DatabaseName, temporaryFolder } from "../support/database.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { ServerProcess } from "../support/server-process.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";

const LIST = "sealed@example.org" as EmailAddress;
const POSTS = 5;
const LATE = 3;
const LONGEST_LIFE_MS = 350;

interface Scene {
  readonly folder: string;
  readonly server: ServerProcess;
  readonly sink: Sink;
  readonly write: (id: string) => Promise<Bytes>;
  readonly keys: Awaited<ReturnType<typeof readListKeys>>;
  readonly writer: Person;
  readonly late: readonly Person[];
}

for (const [database, kills] of [
  ["sqlite", 6],
  ["postgres", 3],
] as const) {
  test(`${database}: what is kept outlives ${kills} kills, and comes`, { timeout: 240_000 }, async (t) => {
    const scene = await prepare(t, database);
    const { server, late } = scene;
    await postAll(scene, kills);
    await onSite(scene, async (call) => {
      for (const { address, publicFile } of late) {
        await call(keyBind, { list: LIST, member: address, key: { file: base64(publicFile) } });
      }
    });
    for (let kill = 0; kill < kills; kill++) {
      await server.start();
      await wait(Math.random() * LONGEST_LIFE_MS);
      await server.kill();
    }
    await server.start();
    await waitForAll(scene);
    await server.stop();
    for (const person of late) {
      const subjects = await subjectsOf(scene, person);
      assert.deepEqual(new Set(subjects), new Set(expected()), person.name);
      assert.ok(subjects.length <= POSTS + kills, `${person.name} got ${subjects.length}`);
    }
    assert.deepEqual(new Set(await subjectsOf(scene, scene.writer)), new Set(expected()));
    assert.equal(await keptPosts(scene), 0);
  });
}

function expected(): readonly string[] {
  return Array.from({ length: POSTS }, (_, nth) => `post ${nth}`);
}

/** As an MTA does: again until it is told 250. The server dies now and then. */
async function postAll({ server, write }: Scene, kills: number): Promise<void> {
  await server.start();
  let left = kills;
  for (const id of expected()) {
    const message = await write(id);
    for (let taken = false; !taken;) {
      const connection = await server.connect();
      const sent = connection?.send({ from: "a@example.net", recipients: [LIST], eightBit: null }, [message]);
      if (left > 0 && Math.random() < 0.6) {
        left -= 1;
        await wait(Math.random() * 40);
        await server.kill();
        await server.start();
      }
      taken = (await sent)?.[0]?.outcome === "delivered";
      connection?.close();
    }
  }
  await wait(300);
  await server.kill();
}

async function waitForAll(scene: Scene): Promise<void> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await wait(100)) {
    const got = await Promise.all(scene.late.map(async (one) => new Set(await subjectsOf(scene, one)).size));
    if (got.every((count) => count === POSTS)) return;
  }
}

async function subjectsOf({ sink, keys }: Scene, person: Person): Promise<readonly string[]> {
  const mine = sink.messages.filter(({ recipients }) => recipients.includes(person.address));
  const copies = mine.filter(({ from }) => from !== "");
  const read = await Promise.all(copies.map(({ data }) => readSealed(person, data, keys)));
  return read.map((opened) => opened?.headers.find(({ name }) => name === "Subject")?.value ?? "unreadable");
}

async function keptPosts(scene: Scene): Promise<number> {
  const site = await openSite(scene.folder, silentLogger);
  const rows = await site.db.read((tx) => tx.query.selectFrom("kept").select("post_id").execute());
  await site.close();
  return rows.length;
}

async function prepare(t: TestContext, database: DatabaseName): Promise<Scene> {
  const folder = temporaryFolder(t);
  const sink = await startSink({ delayMs: 3 });
  const url = database === "sqlite" ? "sqlite:conclave.db" : await newPostgresDatabase();
  const config = [
    `database = ${JSON.stringify(url)}`,
    `log_level = "error"`,
    "[relay]",
    `port = ${sink.port}`,
  ];
  writeFileSync(join(folder, "conclave.toml"), `${config.join("\n")}\n`);
  await initialise(folder);
  const names = Array.from({ length: LATE }, (_, nth) => `Late${nth}`);
  const late = await Promise.all(names.map((name) => makePerson(name, "openpgp")));
  const writer = await makePerson("Writer", "openpgp");
  const exported = await onSite({ folder }, async (call) => {
    await call(listCreate, { address: LIST, sealed: true });
    const key = { file: base64(writer.publicFile) };
    await call(memberAdd, { list: LIST, member: { address: writer.address, key } });
    for (const { address } of late) await call(memberAdd, { list: LIST, member: { address } });
    return call(keyExport, { list: LIST });
  });
  const text = (scheme: string): string => exported.find((key) => key.scheme === scheme)?.text ?? "";
  const keys = await readListKeys(text("openpgp"), text("smime"));
  const recipient = await recipientOf(keys, "openpgp");
  const write = (id: string): Promise<Bytes> => {
    const ids = { inReplyTo: null, messageId: `<${id.replace(" ", "-")}@example.net>` };
    return writeSealed(writer, { from: writer, to: LIST, subject: id, text: `${id}\r\n`, ...ids }, recipient);
  };
  const server = new ServerProcess(folder);
  t.after(async () => {
    await server.kill();
    await sink.down();
  });
  return { folder, server, sink, write, keys, writer, late };
}

type Call = <Input, Output>(
  operation: Pick<Operation<never, Output>, "invoke"> & { readonly input: unknown },
  input: Input,
) => Promise<Output>;

/** The operator's commands while no server runs. */
async function onSite<T>({ folder }: Pick<Scene, "folder">, work: (call: Call) => Promise<T>): Promise<T> {
  const site = await openSite(folder, silentLogger);
  try {
    return await work(async (operation, input) => {
      const outcome = await operation.invoke(
        { ...site, actor: OPERATOR, wake: () => {}, progress: () => {} },
        input,
      );
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    });
  } finally {
    await site.close();
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
