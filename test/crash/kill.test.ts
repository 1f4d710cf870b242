/**
 * kill -9 at random moments, again and again, while posts come in and go out: every message that was told
 * 250 reaches every member, with at most one duplicate per kill and connection.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { readArchived } from "#archive";
import { type EmailAddress, fromLatin1, OPERATOR, silentLogger, utf8 } from "#base";
import { keyExport, listCreate, memberAdd } from "#operations";
import { archivedOctets, archivedPage, listByAddress } from "#store";
import {
  makePerson,
  type Person,
  readListKeys,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import { initialise } from "../../src/main/initialise.ts";
import { openSite } from "../../src/main/open-site.ts";
import { type DatabaseName, temporaryFolder } from "../support/database.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { ServerProcess } from "../support/server-process.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";

const PLAIN = "plain@example.org" as EmailAddress;
const SEALED = "sealed@example.org" as EmailAddress;
const CONNECTIONS = 3;
const PLAIN_MEMBERS = 30;
const SEALED_MEMBERS = 4;
const LONGEST_LIFE_MS = 400;
/** Starts in which what is left must be done. */
const ROUNDS = 60;

for (const [database, kills] of [
  ["sqlite", 50],
  ["postgres", 10],
] as const) {
  test(`${database}: nothing is lost in ${kills} kills`, { timeout: 540_000 }, async (t) => {
    const scene = await prepare(t, database);
    const accepted = new Set<string>();
    let died = 0;
    // A busy machine kills some before they took a post: others die in their place.
    for (; died < kills || accepted.size <= kills / 2; died++) {
      await scene.server.start();
      const posting = postUntilDead(scene, died, accepted);
      await wait(Math.random() * LONGEST_LIFE_MS);
      await scene.server.kill();
      await posting;
    }
    await scene.server.start();
    await waitForAll(scene, accepted);
    await finishAll(scene);
    assertDelivered(scene, accepted, died);
    await assertArchived(scene, accepted);
    t.diagnostic(
      `${accepted.size} posts, ${scene.sink.messages.length} copies, ${duplicates(scene)} duplicates`,
    );
  });
}

/** Each post that was accepted is kept, once, and can be read. */
async function assertArchived({ folder }: Scene, accepted: ReadonlySet<string>): Promise<void> {
  const site = await openSite(folder, silentLogger);
  const { ids, others } = await site.db.read(async (tx) => {
    const found = [];
    for (const list of [PLAIN, SEALED]) {
      const listId = (await listByAddress(tx, list))?.id;
      assert.ok(listId);
      for (const row of await archivedPage(tx, { listId, limit: 10_000 })) {
        const { message } = readArchived(await archivedOctets(tx, row));
        found.push(/^([ps]-\d+-\d+)\r$/m.exec(fromLatin1(message))?.[1]);
      }
    }
    const rows = await tx.query.selectFrom("inbox").select(["id", "state", "decision", "code"]).execute();
    return { ids: found, others: rows.filter(({ decision }) => decision !== "accept") };
  });
  await site.close();
  assert.deepEqual(others, [], "each that came in was accepted");
  assert.ok(!ids.includes(undefined), "each can be read");
  assert.equal(new Set(ids).size, ids.length, "none is kept twice");
  assert.deepEqual(
    [...accepted].filter((id) => !ids.includes(id)),
    [],
    "none is missing",
  );
}

interface Scene {
  readonly folder: string;
  readonly server: ServerProcess;
  readonly sink: Sink;
  readonly write: (list: EmailAddress, id: string) => Promise<Uint8Array>;
  readonly sealedPeople: readonly Person[];
}

async function prepare(t: TestContext, database: DatabaseName): Promise<Scene> {
  const folder = temporaryFolder(t);
  const sink = await startSink({ delayMs: 3 });
  const url = database === "sqlite" ? "sqlite:conclave.db" : await newPostgresDatabase();
  const relay = `[relay]\nport = ${sink.port}\nconnections = ${CONNECTIONS}\n`;
  writeFileSync(
    join(folder, "conclave.toml"),
    `database = ${JSON.stringify(url)}\nlog_level = "error"\n${relay}`,
  );
  await initialise(folder);
  const { people, write } = await makeLists(folder);
  const server = new ServerProcess(folder);
  t.after(async () => {
    await server.kill();
    await sink.down();
  });
  return { folder, server, sink, write, sealedPeople: people };
}

async function makeLists(folder: string): Promise<{ people: Person[]; write: Scene["write"] }> {
  const site = await openSite(folder, silentLogger);
  const context = { ...site, actor: OPERATOR, wake: () => {}, progress: () => {} };
  const must = async <T>(
    outcome: Promise<{ ok: true; value: T } | { ok: false; error: Error }>,
  ): Promise<T> => {
    const settled = await outcome;
    if (!settled.ok) throw settled.error;
    return settled.value;
  };
  await must(
    listCreate.invoke(context, { address: PLAIN, settings: { generic_nonmember_action: "accept" } }) as never,
  );
  for (let nth = 0; nth < PLAIN_MEMBERS; nth++) {
    await must(
      memberAdd.invoke(context, { list: PLAIN, member: { address: `m${nth}@example.net` } }) as never,
    );
  }
  await must(
    listCreate.invoke(context, {
      address: SEALED,
      sealed: true,
      settings: { archive_with_keys: "confirmed" },
    }) as never,
  );
  const people: Person[] = [];
  for (let nth = 0; nth < SEALED_MEMBERS; nth++) {
    const person = await makePerson(`Person${nth}`, nth % 2 === 0 ? "openpgp" : "smime");
    people.push(person);
    const file = Buffer.from(person.publicFile).toString("base64");
    await must(
      memberAdd.invoke(context, {
        list: SEALED,
        member: { address: person.address, key: { file } },
      }) as never,
    );
  }
  const keys = (await must(keyExport.invoke(context, { list: SEALED }) as never)) as {
    scheme: string;
    text: string;
  }[];
  await site.close();
  const text = (scheme: string): string => keys.find((key) => key.scheme === scheme)?.text ?? "";
  const listKeys = await readListKeys(text("openpgp"), text("smime"));
  const [writer] = people;
  if (writer === undefined) throw new Error("nobody to write");
  const recipient = await recipientOf(listKeys, writer.scheme);
  const write: Scene["write"] = async (list, id) => {
    const letter = {
      from: writer,
      to: list,
      subject: id,
      text: `${id}\r\n`,
      inReplyTo: null,
      messageId: `<${id}@example.net>`,
    };
    if (list === SEALED) return writeSealed(writer, letter, recipient);
    return utf8(
      `From: ${writer.address}\r\nTo: ${list}\r\nMessage-ID: <${id}@example.net>\r\nSubject: ${id}\r\n\r\n${id}\r\n`,
    );
  };
  return { people, write };
}

/** As an MTA does: what was not told 250 is kept, and counts only if it was. */
async function postUntilDead(scene: Scene, round: number, accepted: Set<string>): Promise<void> {
  const connection = await scene.server.connect();
  if (connection === null) return;
  for (let nth = 0; connection.usable; nth++) {
    const list = nth % 3 === 2 ? SEALED : PLAIN;
    const id = `${list === SEALED ? "s" : "p"}-${round}-${nth}`;
    const message = await scene.write(list, id);
    const [result] = await connection.send({ from: "a@example.net", recipients: [list], eightBit: null }, [
      message,
    ]);
    if (result?.outcome === "delivered") accepted.add(id);
    await wait(Math.random() * 20);
  }
  connection.close();
}

/** Copies by address: of plain posts by their id, of sealed ones only how many different there are. */
function copies(scene: Scene): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { recipients, data } of scene.sink.messages) {
    const text = data.toString("latin1");
    const id = /^Message-ID: (<[^>]+>)/m.exec(text)?.[1] ?? "none";
    for (const recipient of recipients) found.set(recipient, [...(found.get(recipient) ?? []), id]);
  }
  return found;
}

function expectedOf(accepted: ReadonlySet<string>): { plain: string[]; sealed: number } {
  const all = [...accepted];
  const plain = all.filter((id) => id.startsWith("p-")).map((id) => `<${id}@example.net>`);
  return { plain, sealed: all.length - plain.length };
}

async function waitForAll(scene: Scene, accepted: ReadonlySet<string>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline && missing(scene, accepted).length > 0) await wait(100);
}

/** What came in and was not told 250 may stand for another in the number of sealed copies: the last may still wait. */
async function finishAll({ folder, server }: Scene): Promise<void> {
  let waiting: readonly unknown[] = [];
  for (let time = 0; time < ROUNDS; time++) {
    await server.stop();
    const site = await openSite(folder, silentLogger);
    waiting = await site.db.read((tx) =>
      tx.query
        .selectFrom("inbox")
        .select(["id", "state", "claims"])
        .where("state", "in", ["new", "claimed", "sealing"])
        .execute(),
    );
    await site.close();
    if (waiting.length === 0) return;
    await server.start();
    await wait(500);
  }
  assert.deepEqual(waiting, [], "nothing waits for ever");
}

function missing(scene: Scene, accepted: ReadonlySet<string>): string[] {
  const found = copies(scene);
  const expected = expectedOf(accepted);
  const lost: string[] = [];
  for (let nth = 0; nth < PLAIN_MEMBERS; nth++) {
    const got = new Set(found.get(`m${nth}@example.net`));
    lost.push(...expected.plain.filter((id) => !got.has(id)).map((id) => `m${nth} lacks ${id}`));
  }
  for (const { address } of scene.sealedPeople) {
    const got = new Set(found.get(address)).size;
    if (got < expected.sealed) lost.push(`${address} has ${got} of ${expected.sealed}`);
  }
  return lost;
}

function duplicates(scene: Scene): number {
  const all = [...copies(scene).values()];
  return all.reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0);
}

function assertDelivered(scene: Scene, accepted: ReadonlySet<string>, kills: number): void {
  assert.deepEqual(missing(scene, accepted), []);
  const allowed = kills * CONNECTIONS;
  // A batch of a list without keys is one message to many: its repetition counts once.
  const repeated = repeatedMessages(scene);
  assert.ok(repeated <= allowed, `${repeated} messages came twice, allowed are ${allowed}`);
}

function repeatedMessages(scene: Scene): number {
  const seen = new Set<string>();
  let repeated = 0;
  for (const { recipients, data } of scene.sink.messages) {
    const id = /^Message-ID: (<[^>]+>)/m.exec(data.toString("latin1"))?.[1] ?? "none";
    const keys = recipients.map((recipient) => `${recipient} ${id}`);
    if (keys.some((key) => seen.has(key))) repeated++;
    for (const key of keys) seen.add(key);
  }
  return repeated;
}
