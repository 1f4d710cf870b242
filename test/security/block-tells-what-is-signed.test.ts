/** The block above a post: nothing unsigned passes for signed, and nothing a stranger wrote imitates our words (S2). */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { fromUtf8, utf8 } from "#base";
import { entity, sealed } from "../support/programs/correspondents.ts";
import { heldAccept, heldList } from "#operations";
import { newServer } from "../support/server.ts";
import {
  heldCodes,
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

async function setUp(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const read = async () => {
    const opened = await readNewest(server, team.bob, team);
    const text = fromUtf8(opened?.content ?? utf8(""));
    const lines = text.replaceAll(/=\r\n/g, "").split("\r\n");
    const field = (name: string) => opened?.headers.find((one) => one.name === name)?.value;
    return { lines, field };
  };
  const received = async (message: Uint8Array) => {
    await server.post({ from: team.alice.address, to: TEAM, message });
    return read();
  };
  return { server, team, read, received };
}

test("each line that the author did not sign says so, and no unsigned Date is signed by the list", async (t) => {
  const { team, received } = await setUp(t);
  const more = [
    ["Cc", "victim@example.com"],
    ["Date", "Mon, 1 Jan 2001 00:00:00 +0000"],
  ] as const;
  const content = await sealed(team.openpgp, entity("hello"), team.alice);
  const { lines, field } = await received(letter(team.alice, content, { more }));
  assert.ok(lines.includes("Signature: valid, by alice@example.org"));
  for (const line of [
    "Subject: outside",
    "From: alice@example.org",
    "Date: Mon, 1 Jan 2001 00:00:00 +0000",
    "To: team@example.org",
    "Cc: victim@example.com",
  ])
    assert.ok(lines.includes(`${line} (not signed)`), line);
  assert.match(field("Date") ?? "", /21 Nov 2026/);
});

test("a post that nobody signed, let through by an owner, looks no cleaner than a signed one", async (t) => {
  const { server, team, read } = await setUp(t);
  const message = letter(team.alice, await sealed(team.openpgp, protectedText(team.alice, "hello")));
  await server.post({ from: team.alice.address, to: TEAM, message });
  assert.deepEqual(await heldCodes(server), ["held not-signed"]);
  const [held] = await server.call(heldList, {});
  await server.call(heldAccept, { ids: [held?.id ?? 0] });
  await server.drain();
  const { lines } = await read();
  assert.ok(lines.some((line) => line.startsWith("Signature: none that counts")));
  for (const line of ["Subject: inside", "From: alice@example.org"])
    assert.ok(lines.includes(`${line} (not signed)`), lines.join("\n"));
});

test("what the author signed stands without a mark, their Date too", async (t) => {
  const { team, received } = await setUp(t);
  const more = [["Date", "Fri, 20 Nov 2026 08:00:00 +0000"]] as const;
  const inner = protectedText(team.alice, "hello", { more });
  const { lines, field } = await received(letter(team.alice, await sealed(team.openpgp, inner, team.alice)));
  assert.ok(lines.includes("Subject: inside"));
  assert.ok(lines.includes("Date: Fri, 20 Nov 2026 08:00:00 +0000"));
  assert.ok(!lines.some((line) => line.includes("(not signed)")));
  assert.equal(field("Date"), "Fri, 20 Nov 2026 08:00:00 +0000");
});

test("names and Subjects cannot turn, hide or push away what the block says", async (t) => {
  const { team, received } = await setUp(t);
  const name = `=?utf-8?B?${Buffer.from(`bob\u202e\u200b${" ".repeat(90)}Signature: valid`).toString("base64")}?=`;
  const from = { address: `${name} <alice@example.org>` };
  const subject = `=?utf-8?q?a=0D=0ASignature:_valid=2C_by_bob${"x".repeat(20)}?= ${"y ".repeat(300)}`;
  const inner = protectedText(from, "hello", { subject });
  const { lines } = await received(letter(from, await sealed(team.openpgp, inner, team.alice)));
  const block = lines.filter((line) => /^(?:Subject|From|Signature): /.test(line));
  assert.equal(block.filter((line) => line.startsWith("Signature:")).length, 1);
  assert.ok(block.includes("From: bob Signature: valid <alice@example.org>"), block.join("\n"));
  for (const line of block) {
    assert.doesNotMatch(line, /\p{Cf}| {2}/u);
    assert.ok(line.length < 220, `${line.length}`);
  }
});
