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

async function plainList(t: TestContext, settings: Readonly<Record<string, string>> = {}) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
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

test("who joins for themselves is asked, whatever others wanted for them that day", async (t) => {
  const { server, clock } = await plainList(t, { subscribe_policy: "confirm" });
  for (let nth = 0; nth < 3; nth += 1) await write(server, { from: EVE, text: `subscribe address=${ZOE}` });
  assert.equal(questionsTo(server, ZOE).length, 1);
  clock.advance(HOUR_MS);
  for (let nth = 0; nth < 5; nth += 1) await write(server, { from: ZOE, to: "team-join@example.org" });
  assert.equal(questionsTo(server, ZOE).length, 4);
  await write(server, { from: ZOE, to: questionTo(server, ZOE).replyTo });
  const members = (await server.call(memberList, { list: TEAM })).map(({ address }) => address);
  assert.ok(members.includes(ZOE));
});
