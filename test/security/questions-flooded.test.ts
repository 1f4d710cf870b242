/** S7: questions that strangers cause, by writing commands under another's address: how many go out, and what they take away. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { HOUR_MS, LIMITS } from "#base";
import { heldList, listCreate, memberAdd, memberList, requestAccept, requestList } from "#operations";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { mailsTo, newestTo, questionTo, TEAM, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const ANNA = "anna@example.net";
const EVE = "eve@example.com";
const MIA = "mia@example.net";
const ZOE = "zoe@example.com";

async function plainList(
  t: TestContext,
  settings: Readonly<Record<string, string>> = {},
  site: readonly string[] = [],
) {
  const clock = movableClock();
  const server = await newServer(t, { clock, site });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA } });
  return { server, clock };
}

function questionsTo(server: TestServer, address: string) {
  return mailsTo(server, address).filter(({ subject }) => subject.startsWith("confirm "));
}

function strangers(line: number, count: number): string {
  return Array.from({ length: count }, (_, nth) => `a${line}x${nth}@example.com`).join(" ");
}

test("commands in the name of an owner: ten questions in a day, whatever they are about", async (t) => {
  const { server } = await plainList(t);
  for (const command of ["del", "add", "invite"]) {
    const lines = Array.from({ length: 5 }, (_, line) => `${command} team ${strangers(line, 9)}`);
    await write(server, { from: MIA, text: lines.join("\n") });
  }
  assert.equal(questionsTo(server, MIA).length, 10);
});

test("one mail may ask for fifty things, unless it is signed", async (t) => {
  const { server, olga, order, addresses } = await commandingTeam(t);
  await write(server, { from: EVE, text: `del ${strangers(0, 40)}\ndel ${strangers(1, 20)}\ninfo` });
  assert.ok(newestTo(server, EVE).text.includes(`One mail may ask for ${LIMITS.unprovenWishes} things.`));
  const before = (await addresses()).length;
  await order(olga, { text: `add team ${strangers(0, 40)}\nadd team ${strangers(1, 20)}` });
  assert.equal((await addresses()).length, before + 60);
});

test("owners are asked about ten newcomers in an hour, and once about the same; all wait", async (t) => {
  const { server } = await plainList(t, { subscribe_policy: "approve" });
  for (let nth = 0; nth < 12; nth += 1)
    for (const text of ["subscribe", "subscribe"]) await write(server, { from: `a${nth}@example.com`, text });
  const asked = mailsTo(server, MIA).filter(({ text }) => text.includes("asked Team for this"));
  assert.equal(asked.length, 10);
  assert.equal((await server.call(requestList, { list: TEAM })).length, 12);
});

test("what waits keeps its number, and the answer to the first question counts", async (t) => {
  const { server } = await plainList(t, { subscribe_policy: "approve" });
  await write(server, { from: ZOE, text: "subscribe" });
  const question = newestTo(server, MIA);
  const [waiting] = await server.call(requestList, { list: TEAM });
  await write(server, { from: EVE, text: `subscribe address=${ZOE}` });
  await write(server, { from: ZOE, text: "subscribe team Somebody Else" });
  assert.equal(newestTo(server, MIA).replyTo, question.replyTo, "nobody is asked about it again");
  assert.deepEqual(await server.call(requestList, { list: TEAM }), [waiting]);
  assert.ok(waiting);
  await write(server, { from: MIA, to: question.replyTo, text: "accept" });
  await assert.rejects(server.call(requestAccept, { id: waiting.id }), /waits/);
  const members = (await server.call(memberList, { list: TEAM })).map(({ address }) => address);
  assert.ok(members.includes(ZOE));
});

test("a question about one message that waits takes no other's place", async (t) => {
  const { server } = await plainList(t, { default_member_action: "hold" });
  for (const text of ["teeth", "tails"]) await write(server, { from: ANNA, to: TEAM, text });
  const [first, second] = await server.call(heldList, {});
  await write(server, { from: MIA, text: "modindex team" });
  await write(server, { from: MIA, text: `reject team ${first?.id}\ndistribute team ${second?.id}` });
  for (const { replyTo } of questionsTo(server, MIA)) await write(server, { from: MIA, to: replyTo });
  assert.deepEqual(await server.call(heldList, {}), []);
});

const MX = "mx.example.org";
const TRUSTING = [`trusted_authserv_ids = ["${MX}"]`, "[[listeners]]", "trusted = true"];
const LISTS = ["team", "chess", "choir", "cooks", "crews", "clubs"];

/** Somebody writes in Zoe's name, and in their own about her, to many lists; on some she is a member. */
async function flooded(t: TestContext) {
  const { server, clock } = await plainList(t, { subscribe_policy: "confirm" }, TRUSTING);
  for (const list of LISTS.slice(1)) await server.call(listCreate, { address: `${list}@example.org` });
  for (const list of ["crews", "clubs"])
    await server.call(memberAdd, { list: `${list}@example.org`, member: { address: ZOE } });
  for (const list of LISTS) {
    await write(server, { from: ZOE, to: `${list}-join@example.org` });
    await write(server, { from: EVE, to: `${list}-request@example.org`, text: `subscribe address=${ZOE}` });
    await write(server, { from: ZOE, to: `${list}-sendkey@example.org` });
  }
  return { server, clock };
}

async function isOnTeam(server: TestServer): Promise<boolean> {
  return (await server.call(memberList, { list: TEAM })).some(({ address }) => address === ZOE);
}

test("one question about joining in a day, on however many lists and whoever wants it; its answer counts", async (t) => {
  const { server, clock } = await flooded(t);
  assert.equal(questionsTo(server, ZOE).length, 1);
  const others = mailsTo(server, ZOE).filter(({ subject }) => !subject.startsWith("confirm "));
  assert.ok(others.length <= 10, `${others.length} answers`);
  assert.equal(others.filter(({ text }) => text.includes("has no keys")).length, 1);
  assert.ok(others.some(({ text }) => text.replaceAll(/\s+/g, " ").includes("ask the list's owners")));
  clock.advance(HOUR_MS);
  await write(server, { from: ZOE, text: "subscribe" });
  assert.match(newestTo(server, ZOE).text, /answer that mail[^]*team-owner@example\.org/);
  assert.equal(questionsTo(server, ZOE).length, 1);
  await write(server, { from: ZOE, to: questionTo(server, ZOE).replyTo });
  assert.ok(await isOnTeam(server));
});

test("who is vouched for is asked three times in a day, whatever others wanted", async (t) => {
  const { server } = await flooded(t);
  const more = [`Authentication-Results: ${MX}; dkim=pass header.d=example.com`];
  for (const list of LISTS) await write(server, { from: ZOE, to: `${list}-join@example.org`, more });
  assert.equal(questionsTo(server, ZOE).length, 4);
});
