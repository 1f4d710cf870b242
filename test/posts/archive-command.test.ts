/**
 * `conclave archive`, and `conclave person` where it is about kept posts, as an operator runs them beside a running server.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { temporaryFolder } from "../support/database.ts";
import { MEMBERS, plainPost, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "conclave");
const [ANNA, BEN] = MEMBERS;

interface Run {
  readonly status: number;
  readonly out: string;
  readonly notes: string;
}

async function team(t: TestContext): Promise<TestServer> {
  const server = await newServer(t);
  await plainTeam(server);
  for (const id of ["one", "two", "three"]) await server.post(plainPost(id));
  return server;
}

function archive(server: TestServer, ...words: readonly string[]): Promise<Run> {
  return run(server, "archive", ...words);
}

async function run({ folder }: TestServer, ...words: readonly string[]): Promise<Run> {
  const child = spawn(PROGRAM, ["--data", folder, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, notes, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  return { status, out, notes };
}

test("what is kept is listed, shown, sent, written to a file and erased", async (t) => {
  const server = await team(t);
  const listed = await archive(server, "list", TEAM);
  assert.equal(listed.status, 0, listed.notes);
  assert.match(listed.out, /^post +date +size +from +subject\n +1 .* anna@example\.net +\[Team\] one\n +2 /);
  assert.match(listed.out, /Posts are kept until somebody erases them\./);
  assert.match((await archive(server, "show", TEAM, "2")).out, /Subject +\[Team\] two/);
  const sent = await archive(server, "send", TEAM, "2-3", "--to", BEN);
  assert.match(sent.out, /^2 posts go to ben@example\.net\.$/m);
  await server.drain();
  assert.match(server.mailbox(BEN).at(-1)?.data.toString() ?? "", /Attached: 2, 3/);
  const file = join(temporaryFolder(t), "team.mbox");
  const exported = await archive(server, "export", TEAM, file);
  assert.match(exported.out, /^3 posts written to .*team\.mbox\.$/m);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(file, "latin1").match(/^From anna@/gm)?.length, 3);
  const again = await archive(server, "export", TEAM, file);
  assert.notEqual(again.status, 0);
  assert.match(again.notes, /is there already/);
  const annas = join(temporaryFolder(t), "anna");
  const given = await run(server, "person", "export", ANNA, "--out", annas);
  assert.match(given.notes, /^Everything is in .*anna\./m);
  const posts = readdirSync(annas)
    .filter((name) => name.startsWith("post-"))
    .toSorted();
  assert.deepEqual(posts, ["post-1.eml", "post-2.eml", "post-3.eml"]);
  assert.match(readFileSync(join(annas, "post-2.eml"), "latin1"), /^Subject: \[Team\] two\r$/m);
  assert.match((await archive(server, "erase", TEAM, "1-2")).out, /^2 posts erased\.$/m);
  assert.doesNotMatch((await archive(server, "list", TEAM)).out, /\[Team\] (?:one|two)/);
  for (const { out, notes } of [listed, sent, exported]) assert.doesNotMatch(out + notes, /\bkeys?\b|seal/i);
});

test("what is not there, or no name of posts, is said with the next step", async (t) => {
  const server = await team(t);
  const none = await archive(server, "show", TEAM, "9");
  assert.deepEqual([none.status, none.notes], [67, `conclave: ${TEAM} keeps no such post.\n`]);
  const unknown = await archive(server, "list", TEAM, "soon");
  assert.equal(unknown.status, 64);
  assert.match(
    unknown.notes,
    /“soon” names no posts\. Give a number such as 12 or 5-9, or a month such as 2026-11\./,
  );
});
