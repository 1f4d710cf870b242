/** S7, S11: what the list says by itself tells a sender nothing about keys, and nobody about content. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, utf8, view } from "#base";
import { heldList, listCreate } from "#operations";
import { parseMessage } from "#mime";
import { takeAnswer } from "#store";
import { correspondent, entity, NOW, sealed, signed } from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";
import {
  everythingSent,
  heldCodes,
  join,
  letter,
  MIA,
  movableClock,
  OWNER,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  return { server, team, alice: team.alice };
}

/** One octet in the middle of the last base64 lines is another one. */
function damaged(content: Bytes, fromEnd: number): Bytes {
  const octets = Buffer.from(content);
  const at = octets.length - fromEnd;
  octets[at] = octets[at] === 0x41 ? 0x42 : 0x41;
  return octets;
}

test("every failure to open has the same text, and nobody is answered", async (t) => {
  const { server, team, alice } = await setUp(t);
  const other = await correspondent("elsewhere", "openpgp");
  const otherCms = await correspondent("elsewhere", "smime");
  const long = entity("x".repeat(2000));
  const posts = [
    await sealed(other, long, alice),
    damaged(await sealed(team.openpgp, long, alice), 600),
    await sealed(otherCms, long),
    damaged(await sealed(team.smime, long), 600),
  ];
  for (const [id, content] of posts.entries())
    await server.post({ from: alice.address, to: TEAM, message: letter(alice, content, { id: `${id}` }) });
  const held = await server.call(heldList, {});
  assert.deepEqual(
    held.map(({ kind }) => kind),
    posts.map(() => "refused"),
  );
  assert.equal(
    new Set(held.map(({ why }) => why)).size,
    1,
    held.map(({ why, code }) => `${code}: ${why}`).join(),
  );
  assert.equal(server.sink.messages.length, 0);
});

test("a failure is told at most once per encrypted session key, also where owners hear of it", async (t) => {
  const { server, team, alice } = await setUp(t);
  const bad = damaged(await sealed(team.openpgp, entity("x".repeat(2000)), alice), 600);
  for (const id of ["1", "2", "3"]) {
    const message = letter(alice, bad, { id, to: OWNER });
    await server.post({ from: alice.address, to: OWNER, message });
  }
  assert.deepEqual(await heldCodes(server), ["held cannot-open"]);
  assert.equal(server.mailbox(MIA).length, 1, "one notice to the owner");
  assert.equal(server.mailbox(alice.address).length, 0);
});

test("only somebody whose signature vouches for them is answered", async (t) => {
  const { server, team, alice } = await setUp(t, { default_member_action: "hold" });
  const mallory = await correspondent("mallory");
  const unsigned = await sealed(team.openpgp, entity("x"));
  const forged = await sealed(team.openpgp, entity("x"), mallory);
  for (const [id, content] of [unsigned, forged].entries()) {
    const message = letter(alice, content, { id: `${id}` });
    await server.post({ from: alice.address, to: TEAM, message });
  }
  assert.equal(server.mailbox(alice.address).length, 0);
  const good = await sealed(team.openpgp, entity("x"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, good, { id: "good" }) });
  const [answer, ...more] = server.mailbox(alice.address);
  assert.equal(more.length, 0);
  assert.equal(answer?.from, "");
  const parsed = parseMessage(answer?.data ?? utf8(""));
  assert.ok(parsed.ok);
  assert.equal(parsed.value.header.first("auto-submitted")?.value, "auto-replied");
});

for (const [words, from, more] of [
  ["a null reverse-path", "", []],
  ["Auto-Submitted", null, [["Auto-Submitted", "auto-generated"]]],
  ["Precedence: bulk", null, [["Precedence", "bulk"]]],
  [
    "Precedence: list behind another one",
    null,
    [
      ["Precedence", "normal"],
      ["Precedence", "list"],
    ],
  ],
  ["a List-Id", null, [["List-Id", "<some.example.com>"]]],
] as const) {
  test(`${words} is never answered`, async (t) => {
    const { server, team, alice } = await setUp(t, { default_member_action: "hold" });
    const content = await sealed(team.openpgp, entity("x"), alice);
    const message = letter(alice, content, { more });
    await server.post({ from: from ?? alice.address, to: TEAM, message });
    assert.deepEqual(await heldCodes(server), ["held member-moderated"]);
    assert.equal(server.mailbox(alice.address).length, 0);
    await server.call(listCreate, { address: "plain@example.org", name: "Plain" });
    const plain = letter(alice, entity("x"), { to: "plain@example.org", more });
    await server.post({ from: from ?? alice.address, to: "plain@example.org", message: plain });
    const key = letter(alice, entity("x"), { to: "team-sendkey@example.org", more });
    await server.post({ from: from ?? alice.address, to: "team-sendkey@example.org", message: key });
    assert.equal(server.mailbox(alice.address).length, 0, "nor by the other doors");
  });
}

test("answers per address and day, and per list and hour, have an end", async (t) => {
  const { server } = await setUp(t);
  const list = "plain@example.org" as EmailAddress;
  const settings = { answers_per_address: 3, answers_per_hour: 5 };
  await server.call(listCreate, { address: list, name: "Plain", settings });
  const ask = (from: string, id: string) =>
    server.post({ from, to: list, message: letter({ address: from }, entity("x"), { id, to: list }) });
  for (let n = 0; n < 4; n += 1) await ask("eve@example.com", `${n}`);
  assert.equal(server.mailbox("eve@example.com").length, 3);
  for (let n = 0; n < 4; n += 1) await ask(`eve${n}@example.com`, `e${n}`);
  const answered = server.sink.messages.filter(({ recipients }) => recipients[0]?.startsWith("eve"));
  assert.equal(answered.length, 5);
  assert.equal((await heldCodes(server)).length, 8, "nothing that arrived ends in silence");
});

test("limits are counted apart for each list", async (t) => {
  const { server } = await setUp(t);
  const take = (listId: null, to: string) =>
    server.db.transact((tx) =>
      takeAnswer(tx, { to: to as never, listId, now: NOW, perAddressDay: 1, perListHour: 2 }),
    );
  assert.deepEqual(
    [await take(null, "a@b"), await take(null, "a@b"), await take(null, "c@b"), await take(null, "d@b")],
    [true, false, true, false],
  );
});

test("notices show outer header fields only, and the owner's is sealed if the owner has a key", async (t) => {
  const { server, team, alice } = await setUp(t, { default_member_action: "hold" });
  const olga = await correspondent("olga", "smime");
  await join(server, olga, { owner: true });
  const inner = protectedText(alice, "SECRETBODY", { subject: "SECRETSUBJECT" });
  const content = await sealed(team.openpgp, inner, alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  assert.match(textOf(server.mailbox(MIA)[0]?.data), /Subject: outside/);
  const [sealedNotice] = server.mailbox(olga.address);
  assert.doesNotMatch(textOf(sealedNotice?.data), /alice|outside|waits/);
  const notice = await readNewest(server, olga, team);
  const inside = textOf(notice?.content);
  assert.match(inside, /From: alice@example\.org/);
  assert.equal(notice?.signatures[0]?.verdict, "valid", "the list signed it");
  const answer = await readNewest(server, alice, team);
  assert.match(textOf(answer?.content), /waits|held/i);
  for (const text of [inside, textOf(answer?.content), everythingSent(server)])
    assert.doesNotMatch(text, /SECRET/);
});

test("what a list without keys answers quotes nothing but the Message-ID", async (t) => {
  const { server } = await setUp(t);
  const list = "plain@example.org" as EmailAddress;
  await server.call(listCreate, { address: list, name: "Plain", owners: [MIA] });
  const eve = { address: "eve@example.com" };
  const message = letter(eve, entity("BODYWORD"), { to: list, more: [["Comments", "FIELDWORD"]] });
  await server.post({ from: eve.address, to: list, message });
  const [answer] = server.mailbox(eve.address);
  assert.match(textOf(answer?.data), /<1@laptop\.example>/);
  assert.doesNotMatch(textOf(answer?.data), /BODYWORD|FIELDWORD|outside/);
});

test("a Message-ID as long as a page is not sent to anybody", async (t) => {
  const { server } = await setUp(t);
  const list = "plain@example.org" as EmailAddress;
  await server.call(listCreate, { address: list, name: "Plain", owners: [MIA] });
  const text = `From: eve@example.com\r\nMessage-ID: <${"buy.now.".repeat(400)}@example.com>\r\n\r\nx\r\n`;
  await server.post({ from: "eve@example.com", to: list, message: utf8(text) });
  assert.deepEqual(await heldCodes(server), ["held nonmember"]);
  assert.equal(server.mailbox("eve@example.com").length, 1);
  assert.doesNotMatch(textOf(server.mailbox("eve@example.com")[0]?.data), /buy\.now/);
});

test("a clear-signed post that must be sealed is answered sealed", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await signed(alice, entity("x"));

  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  const [answer] = server.mailbox(alice.address);
  assert.doesNotMatch(textOf(answer?.data), /refused|not sealed/i);
  const notice = await readNewest(server, alice, team);
  assert.match(textOf(notice?.content), /seal|encrypt/i);
});

function textOf(octets: Bytes | undefined): string {
  return view(octets ?? utf8(""))
    .toString("utf8")
    .replaceAll(/=\r\n/g, "");
}
