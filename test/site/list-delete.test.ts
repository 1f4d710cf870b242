/** A list is deleted with all that is stored of it (S14): looked for in every table, beside a list that stays. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { listCreate, listDelete, listShow, memberAdd, requestList } from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { runCliOn } from "../support/run-cli-on.ts";
import { write } from "../support/lists/commanding.ts";
import {
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { rowsStored } from "../support/rows-stored.ts";
import { entity, sealed } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const PLAIN = "plain@example.org" as EmailAddress;
const ZOE = "zoe@example.com";

async function isStored(server: TestServer, word: string): Promise<boolean> {
  const rows = (await rowsStored(server)).toLowerCase();
  return [word, Buffer.from(word).toString("hex")].some((one) => rows.includes(one.toLowerCase()));
}

/** A post that went out, one that waits for its relay, one that waits for an owner, and somebody who wants to join. */
async function muchOn(server: TestServer, { alice, openpgp }: Team): Promise<void> {
  const post = async (id: string) => {
    const content = await sealed(openpgp, protectedText(alice, `${"apple ".repeat(60_000)}${id}\n`), alice);
    await server.post({ from: alice.address, to: TEAM, message: letter(alice, content, { id }) });
  };
  await post("1");
  server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.2.0 later" : undefined);
  await post("2");
  server.sink.behaviour.answer = () => undefined;
  await server.post({ from: ZOE, to: TEAM, message: letter({ address: ZOE }, entity("x"), { id: "3" }) });
  await write(server, { from: ZOE, text: "subscribe" });
  await write(server, { from: ZOE, text: "help" });
}

async function count(
  server: TestServer,
  table: "blob" | "blob_chunk" | "body_chunk" | "outbox",
): Promise<number> {
  return (await server.db.read((tx) => tx.query.selectFrom(table).selectAll().execute())).length;
}

forEachDatabase((database) => {
  test("what a list has goes with it, and nothing of another; its address can be taken again", async (t) => {
    const clock = movableClock();
    const logged: string[] = [];
    const logger = {
      debug() {},
      warn() {},
      error: (event: string) => void logged.push(event),
      info: (event: string) => void (event === "list.deleted" && logged.push(event)),
    };
    const server = await newServer(t, { database, clock, logger });
    const settings = { accept_these_nonmembers: `@${TEAM}` };
    await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA], settings });
    await server.call(memberAdd, { list: PLAIN, member: { address: "nora@example.net" }, welcome: false });
    const others = {
      notteam: { description: `not${TEAM}` },
      beside: { regular_include_lists: "team" },
      said: { welcome_msg: `Write to ${TEAM}.` },
    };
    for (const [name, its] of Object.entries(others))
      await server.call(listCreate, { address: `${name}@example.org`, settings: its });
    const before = await count(server, "blob");
    const team = await sealedTeam(server, { archive_with_keys: "confirmed", subscribe_policy: "approve" });
    await muchOn(server, team);
    const plan = await server.call(listDelete, { list: TEAM });
    assert.deepEqual([plan.done, plan.archived, plan.held, plan.keys.length], [false, 2, 1, 2]);
    assert.ok(plan.members >= 4 && plan.deliveries >= 2);
    assert.deepEqual(
      plan.namedBy,
      ["beside@example.org", PLAIN, "said@example.org"],
      "in whole words, or by its name",
    );
    assert.deepEqual(await server.call(listDelete, { list: TEAM }), plan, "nothing was done yet");

    assert.equal((await server.call(listDelete, { list: TEAM, dryRun: false })).done, true);
    for (const word of [team.alice.address, team.alice.secret.fingerprint, plan.keys[0]?.fingerprint ?? ""])
      assert.equal(await isStored(server, word), false, word);
    const left = await Promise.all(
      (["blob", "blob_chunk", "body_chunk", "outbox"] as const).map((one) => count(server, one)),
    );
    assert.deepEqual(left, [before, before, 0, 0]);
    assert.deepEqual(logged, ["list.deleted"]);
    assert.deepEqual(await server.call(requestList, {}), []);
    const [result] = await server.send({
      from: ZOE,
      to: TEAM,
      message: letter({ address: ZOE }, entity("x")),
    });
    assert.equal(result?.outcome, "permanent");
    await assert.rejects(server.call(listDelete, { list: TEAM, dryRun: false }), /There is no list/);

    await server.post({
      from: MIA,
      to: PLAIN,
      message: letter({ address: MIA }, entity("x"), { to: PLAIN }),
    });
    assert.equal(server.mailbox("nora@example.net").length, 1, "the other list lives");
    await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], sealed: true });
    const { keys } = await server.call(listShow, { list: TEAM });
    assert.ok(!keys.some((key) => plan.keys.some(({ fingerprint }) => fingerprint === key.fingerprint)));
  });

  test("copies in hand when their list goes hold up nothing", async (t) => {
    const server = await newServer(t, { database });
    for (const address of [TEAM, PLAIN])
      await server.call(listCreate, { address, owners: [MIA], settings: { archive: "no" } });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.sink.behaviour.waitFor = promise;
    const write = (to: EmailAddress, id: string) => ({
      from: MIA,
      to,
      message: letter({ address: MIA }, entity(id), { to, id }),
    });
    await server.send(write(TEAM, "1"));
    for (let n = 0; n < 500 && !server.sink.lines.some((line) => line.startsWith("DATA")); n += 1)
      await new Promise((done) => setTimeout(done, 20));
    assert.equal(await count(server, "outbox"), 1, "a copy is in hand");
    await server.call(listDelete, { list: TEAM, dryRun: false });
    resolve();
    await server.post(write(PLAIN, "2"));
    assert.deepEqual(await count(server, "outbox"), 1);
  });
});

test("the command line asks for the address, or for --yes where nobody can be asked", async () => {
  const asked: unknown[] = [];
  const plan = {
    address: TEAM,
    name: "Team",
    done: false,
    members: 1,
    held: 2,
    requests: 1,
    archived: 3,
    deliveries: 0,
    keys: [{ scheme: "openpgp", fingerprint: "ABCD" }],
    namedBy: [PLAIN],
  };
  const call = async (_operation: unknown, input: unknown) => {
    asked.push(input);
    return { ok: true, value: { ...plan, done: JSON.stringify(input).includes("false") } } as never;
  };
  const refused = await runCliOn({ call }, ["list", "delete", TEAM]);
  assert.equal(refused.status, 64);
  assert.match(refused.notes, /Say --yes: this cannot be undone/);
  const dry = await runCliOn({ call }, ["list", "delete", TEAM, "--dry-run"]);
  assert.match(
    dry.out,
    /nothing was done yet:\n {2}1 member\n {2}3 posts that it keeps\n {2}2 messages that wait/,
  );
  assert.match(
    dry.out,
    /its OpenPGP key ABCD: what was sealed to it nobody opens any more\nSettings of plain@/,
  );
  assert.equal(asked.length, 2);
  const done = await runCliOn({ call }, ["list", "delete", TEAM, "--yes"]);
  assert.match(done.out, /^team@example\.org \(“Team”\) is deleted\. With it went:/);
  assert.deepEqual(asked.at(-1), { list: TEAM, dryRun: false });
});
