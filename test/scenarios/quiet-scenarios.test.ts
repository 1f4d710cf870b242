/** What `quiet` and `notify` behind a scenario's action do to commands by mail. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { listCreate, listScenarioSet, memberAdd, memberList } from "#operations";
import { mailsTo, newestTo, questionTo, TEAM, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [MIA, MAX, ANNA, ZOE] = ["mia@example.net", "max@example.net", "anna@example.net", "zoe@example.com"];

async function aList(t: TestContext, settings: Readonly<Record<string, string>>): Promise<TestServer> {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA, MAX], settings });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA } });
  return server;
}

async function isOn(server: TestServer, who: string | undefined): Promise<boolean> {
  return (await server.call(memberList, { list: TEAM })).some(({ address }) => address === who);
}

test("quiet: they join, and read neither an answer nor a welcome", async (t) => {
  const server = await aList(t, { subscribe: "open_quiet" });
  await write(server, { from: ZOE, text: "subscribe" });
  assert.equal(await isOn(server, ZOE), true);
  assert.equal(mailsTo(server, ZOE).length, 0);
});

test("quiet: of several commands only what is told is answered, at the site's address as well", async (t) => {
  const server = await aList(t, { info: "What it is for." });
  const text = "true() smtp,dkim,md5,smime,pgp -> reject(reason='review_owner'),quiet\n";
  await server.call(listScenarioSet, { list: TEAM, function: "review", text, name: "unseen" });
  await write(server, { from: ZOE, text: "review" });
  await write(server, { from: ZOE, to: "conclave@example.org", text: "review team" });
  assert.equal(mailsTo(server, ZOE).length, 0);
  await write(server, { from: ZOE, text: "review\ninfo" });
  assert.match(newestTo(server, ZOE).text, /^INFO /);
  assert.doesNotMatch(newestTo(server, ZOE).text, /REVIEW/);
});

test("notify: the owners hear who came and who left, whatever admin_notify_mchanges says", async (t) => {
  const server = await aList(t, { subscribe: "open_notify", unsubscribe: "open_notify" });
  await write(server, { from: ZOE, text: "subscribe" });
  for (const owner of [MIA, MAX]) {
    assert.match(newestTo(server, owner).subject, /zoe@example\.com joined/);
    assert.match(newestTo(server, owner).text, /A scenario of the list says that you hear of this/);
  }
  await write(server, { from: ZOE, text: "signoff" });
  assert.match(newestTo(server, MAX).subject, /zoe@example\.com left/);
});

test("notify: whom one owner adds or removes by mail the others hear of, and who did it does not", async (t) => {
  const server = await aList(t, { add: "owner_notify", del: "owner_notify" });
  await write(server, { from: MIA, text: `add team ${ZOE}` });
  await write(server, { from: MIA, to: questionTo(server, MIA).replyTo });
  assert.equal(await isOn(server, ZOE), true);
  assert.match(newestTo(server, MAX).text, /zoe@example\.com is on Team now: mia@example\.net added them/);
  await write(server, { from: MIA, text: `del team ${ANNA}` });
  await write(server, { from: MIA, to: questionTo(server, MIA).replyTo });
  assert.equal(await isOn(server, ANNA), false);
  assert.match(newestTo(server, MAX).subject, /anna@example\.net was removed/);
  assert.equal(
    mailsTo(server, MIA).some(({ subject }) => /was added|was removed/.test(subject)),
    false,
  );
});

test("QUIET in front of DEL: who is taken off reads nothing", async (t) => {
  const server = await aList(t, { send_goodbye_msg: "yes" });
  await write(server, { from: MIA, text: `quiet del team ${ANNA}` });
  await write(server, { from: MIA, to: questionTo(server, MIA).replyTo });
  assert.equal(await isOn(server, ANNA), false);
  assert.equal(mailsTo(server, ANNA).length, 0);
});
