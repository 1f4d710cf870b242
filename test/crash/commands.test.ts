/**
 * The server dies at each step of what mail orders: before each transaction of SUBSCRIBE at the site's address, of the answer
 * that brings its key back, and of the owner's yes. Everybody is on the list, once, and reads once what came of each mail.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type EmailAddress, OPERATOR, silentLogger, utf8 } from "#base";
import { listCreate, memberList, type Operation } from "#operations";
import type { z } from "zod";
import { connect } from "#wire";
import { initialise } from "../../src/main/initialise.ts";
import { type OpenSite, openSite } from "../../src/main/open-site.ts";
import { startServer } from "../../src/main/start-server.ts";
import { type DatabaseName, temporaryFolder } from "../support/database.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { mortal } from "../support/mortal-database.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";

const LIST = "team@example.org" as EmailAddress;
const OLGA = "olga@example.com";

for (const database of ["sqlite", "postgres"] as const) {
  test(`${database}: what mail orders is done and answered once, whenever the server dies`, async (t) => {
    const scene = await prepare(t, database);
    const settings = { subscribe_policy: "both" };
    await call(scene, listCreate, { address: LIST, owners: [OLGA], settings });
    const people: string[] = [];
    for (let nth = 1, end = "died"; end === "died"; nth += 1) {
      const person = `p${nth}@example.com`;
      people.push(person);
      const order = { from: person, to: "conclave@example.org", text: `subscribe ${LIST}` };
      const ends = [
        await dieOver(scene, nth, () => order),
        await dieOver(scene, nth, () => answerTo(scene, person, "confirm ")),
        await dieOver(scene, nth, () => answerTo(scene, OLGA, person)),
      ];
      end = ends.find((one) => one === "died") ?? "lived";
    }
    assert.ok(people.length > 4, "it died at each step");
    const listed = await call(scene, memberList, { list: LIST });
    assert.deepEqual(listed.map(({ address }) => address).toSorted(), [OLGA, ...people]);
    for (const person of people) assertTold(scene, person);
  });
}

/** All that is written because one person joins: each mail is sent, and no other one. */
const TOLD = [
  /^Subject: What came of your mail\r[^]*A mail with a question goes to/m,
  /^Subject: confirm /m,
  /^Subject: Team: what came of your mail\r[^]*The list's owners were asked/m,
  /^Subject: Team: \S+ waits for your decision/m,
  /^Subject: Team: what came of your mail\r[^]*Done: request \d+ is accepted/m,
  /^Subject: Welcome to Team/m,
  /^Subject: Team: an owner said yes/m,
];

/** A mail whose record the server died over is sent once more, with its Message-ID. */
function assertTold({ sink }: Scene, person: string): void {
  const texts = sink.messages.map(({ data }) => data.toString()).filter((text) => text.includes(person));
  const byId = new Map(texts.map((text) => [/^Message-ID: (.*)/m.exec(text)?.[1], text]));
  const kinds = [...byId.values()].map((text) => TOLD.findIndex((kind) => kind.test(text)));
  assert.deepEqual(
    kinds.toSorted((a, b) => a - b),
    [...TOLD.keys()],
    person,
  );
}

interface Scene {
  readonly site: OpenSite;
  readonly sink: Sink;
}

async function prepare(t: TestContext, database: DatabaseName): Promise<Scene> {
  const folder = temporaryFolder(t);
  const sink = await startSink();
  const url = database === "sqlite" ? "sqlite:conclave.db" : await newPostgresDatabase();
  const config = `database = ${JSON.stringify(url)}\n[relay]\nport = ${sink.port}\n`;
  writeFileSync(join(folder, "conclave.toml"), config);
  await initialise(folder);
  const site = await openSite(folder, silentLogger);
  t.after(async () => {
    await site.close();
    await sink.down();
  });
  return { site, sink };
}

/** Runs an operation; throws what it answers if that is an error. */
async function call<Schema extends z.ZodType, Output>(
  { site }: Scene,
  operation: Operation<Schema, Output>,
  input: z.input<Schema>,
): Promise<Output> {
  const outcome = await operation.invoke({ ...site, actor: OPERATOR, wake() {}, progress() {} }, input);
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}

interface Letter {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** A life of the server in which one mail comes, and which ends before the nth transaction of what that orders. */
async function dieOver(scene: Scene, nth: number, letter: () => Letter): Promise<"died" | "lived"> {
  const { db, dieAt } = mortal(scene.site.db, "/src/pipeline/inbox/process-inbox.ts");
  const server = await startServer({ ...scene.site, db });
  try {
    await server.drain();
    const death = dieAt(nth);
    await send(scene, letter());
    const drained = server.drain();
    return await Promise.race([death.then(() => "died" as const), drained.then(() => "lived" as const)]);
  } finally {
    await server.stop();
  }
}

async function send({ site: { folder } }: Scene, { from, to, text }: Letter): Promise<void> {
  const address = { kind: "unix", path: join(folder, "run", "lmtp.sock") } as const;
  const connected = await connect({ protocol: "lmtp", address, hostname: "mta.example.org" });
  assert.ok(connected.ok);
  const fields = [
    `From: ${from}`,
    `To: ${to}`,
    `Message-ID: <${text.replaceAll(/\W/g, ".")}.${from}>`,
    "Subject: hello",
  ];
  const message = utf8(`${fields.join("\r\n")}\r\n\r\n${text}\r\n`);
  const [result] = await connected.value.send({ from, recipients: [to], eightBit: null }, [message]);
  assert.equal(result?.outcome, "delivered");
  await connected.value.quit();
}

/** An answer to the newest mail whose Subject says something. */
function answerTo({ sink }: Scene, reader: string, subject: string): Letter {
  const texts = sink.messages
    .filter(({ recipients }) => recipients.includes(reader))
    .map(({ data }) => data.toString());
  const question = texts.findLast((text) => /^Subject: .*/m.exec(text)?.[0].includes(subject));
  assert.ok(question, `${reader} was not asked`);
  return { from: reader, to: /^Reply-To: <?([^>\s]+)/m.exec(question)?.[1] ?? "", text: "accept" };
}
