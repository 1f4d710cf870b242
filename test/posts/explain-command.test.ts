/** `conclave explain` as an operator runs it: the real program, with a running server and without one. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import type { Bytes } from "#base";
import { heldList, listCreate, memberAdd } from "#operations";
import type { Explanation } from "#pipeline";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { temporaryFolder } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import {
  CAROL,
  letter,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "conclave");
const AT = ["--at", "2026-11-21T12:00:00Z"];

interface Run {
  readonly status: number;
  readonly out: string;
  readonly notes: string;
}

interface Desk {
  readonly server: TestServer;
  /** The path of a file with this message. */
  readonly file: (message: Bytes | string) => string;
  readonly run: (words: readonly string[], stdin?: Bytes) => Promise<Run>;
}

async function desk(t: TestContext): Promise<Desk> {
  const server = await newServer(t, { clock: movableClock() });
  const folder = temporaryFolder(t);
  let files = 0;
  return {
    server,
    file: (message) => {
      const path = join(folder, `${++files}.eml`);
      writeFileSync(path, message);
      return path;
    },
    run: async (words, stdin = Buffer.alloc(0)) => {
      const child = spawn(PROGRAM, ["--data", server.folder, "explain", ...words], { stdio: "pipe" });
      child.stdin.on("error", () => {});
      child.stdin.end(stdin);
      const [out, notes, [status]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close") as Promise<[number]>,
      ]);
      return { status, out, notes };
    },
  };
}

test("in words: a post that is accepted and one that is refused, with a server and without", async (t) => {
  const { server, file, run } = await desk(t);
  const { alice, openpgp } = await sealedTeam(server);
  const post = file(
    letter(alice, await sealed(openpgp, protectedText(alice, "TOP SECRET", { subject: "HIDDEN" }), alice)),
  );
  const clear = file(letter(alice, await signed(alice, entity("in clear\n")), { id: "2" }));
  const withServer = await run([TEAM, post, ...AT]);
  assert.equal(withServer.status, 0, withServer.notes);
  assertGolden("explain-accepted.txt", normalised(withServer.out));
  assert.doesNotMatch(withServer.out, /TOP SECRET|HIDDEN/);
  const refused = await run([TEAM, clear, ...AT]);
  assert.equal(refused.status, 0, refused.notes);
  assertGolden("explain-refused.txt", normalised(refused.out));
  await server.stop();
  const alone = await run([TEAM, post, ...AT]);
  assert.deepEqual([alone.status, alone.out], [0, withServer.out]);
});

test("of a list without keys no word is said about keys", async (t) => {
  const { server, file, run } = await desk(t);
  await server.call(listCreate, { address: TEAM, name: "Team" });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  const { out } = await run([TEAM, file(letter({ address: CAROL }, entity("At noon?\n"))), ...AT]);
  assertGolden("explain-plain.txt", normalised(out));
  assert.doesNotMatch(out, /\bkeys?\b|sign|OpenPGP|S\/MIME|encr/i);
});

test("a held message by its number, from standard input, for another address, at another time, as accepted", async (t) => {
  const { server, run } = await desk(t);
  const { alice, openpgp } = await sealedTeam(server, { default_member_action: "hold" });
  const message = letter(alice, await sealed(openpgp, protectedText(alice, "wait"), alice));
  await server.post({ from: alice.address, to: TEAM, message });
  const [held] = await server.call(heldList, {});
  const json = async (words: readonly string[], stdin?: Bytes): Promise<Explanation> => {
    const { status, out, notes } = await run([...words, "--json"], stdin);
    assert.equal(status, 0, out + notes);
    return JSON.parse(out) as Explanation;
  };
  const id = String(held?.id);
  const asHeld = await json([TEAM, "--held", id]);
  assert.deepEqual([asHeld.decision.do, asHeld.decision.code], ["hold", "member-moderated"]);
  assert.equal(asHeld.sender, alice.address);
  const accepted = await json([TEAM, "--held", id, "--approved"]);
  assert.deepEqual([accepted.decision.do, accepted.copies.length], ["accept", 3]);
  const again = await json([TEAM, "-", ...AT], message);
  assert.equal(again.decision.do, "silent", "the held one is remembered");
  const owners = await json(["team-owner@example.org", "-", ...AT], message);
  assert.deepEqual([owners.door, owners.decision.code], ["owner", "opened-elsewhere"]);
  const bounce = await json([TEAM, "-", "--door", "bounces", "--from", "", ...AT], message);
  assert.deepEqual(
    [bounce.door, bounce.sender, bounce.recipient],
    ["bounces", "", "team-bounces@example.org"],
  );
  const late = await json([TEAM, "--held", id, "--at", "2026-12-24"]);
  assert.equal(
    late.steps.find(({ name }) => name === "admit-post")?.saw.some((line) => /too-old/.test(line)),
    true,
  );
});

test("what is wrong is said in words", async (t) => {
  const { server, file, run } = await desk(t);
  await server.call(listCreate, { address: TEAM, name: "Team" });
  const good = file(letter({ address: CAROL }, entity("hello\n")));
  const huge = file("");
  truncateSync(huge, 101 * 1024 * 1024);
  const cases: [readonly string[], number, RegExp][] = [
    [["other@example.org", good], 67, /There is no list other@example\.org/],
    [["nonsense", good], 64, /“nonsense” is not a mail address/],
    [[TEAM], 64, /Name a message file/],
    [[TEAM, good, "--held", "1"], 64, /Name a message file/],
    [[TEAM, "/nowhere/at.all"], 64, /\/nowhere\/at\.all does not exist/],
    [[TEAM, server.folder], 64, /cannot be read/],
    [[TEAM, file("")], 64, /The file is empty/],
    [[TEAM, file("From a@example.net Sat Nov 21 12:00:00 2026\n\nx\n")], 64, /mailbox \(mbox\)/],
    [[TEAM, huge], 65, /larger than 102400 kB/],
    [[TEAM, good, "--door", "window"], 64, /door: .*"post"/],
    [[TEAM, good, "--at", "noon"], 64, /is not a time/],
    [[TEAM, "--held", "7"], 67, /Nothing is held under number 7/],
    [[TEAM, "--held", "1", "--from", "a@example.net"], 64, /leave out --door and --from/],
  ];
  for (const [words, status, said] of cases) {
    const found = await run(words);
    assert.match(found.notes, said, words.join(" "));
    assert.equal(found.status, status, words.join(" "));
  }
});

test("a message of 30 MB is explained like any other", async (t) => {
  const { server, file, run } = await desk(t);
  await server.call(listCreate, { address: TEAM, name: "Team", settings: { max_message_size: 0 } });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  const large = letter({ address: CAROL }, entity(`${"x".repeat(75)}\n`.repeat(400_000)));
  const { status, out } = await run([TEAM, file(large), ...AT, "--json"]);
  assert.equal(status, 0, out);
  const { decision, copies, size } = JSON.parse(out) as Explanation;
  assert.deepEqual([decision.do, copies.length, size > 30_000_000], ["accept", 1, true]);
});
