/** S4: what a member signed orders something once, in its time, and a one-time key does so for one thing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY_MS, HOUR_MS } from "#base";
import { listCreate, memberAdd, siteCheck } from "#operations";
import { entity, NOW, signed } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { mailsTo, newestTo, questionTo, write } from "../support/lists/commanding.ts";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { join, movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const ZOE = "zoe@example.com";

forEachDatabase((database) => {
  test(`the same signed command does nothing again, by whichever address it comes (${database})`, async (t) => {
    const { olga, order, addresses, server } = await commandingTeam(t, {}, { database });
    const content = await signed(olga, entity(`add team ${ZOE}\n`));
    await order(olga, { content });
    await order(olga, { text: `del team ${ZOE}` });
    assert.ok(!(await addresses()).includes(ZOE));
    for (const to of ["team-request@example.org", "conclave@example.org", "sympa@example.org"])
      await order(olga, { content, to });
    assert.ok(!(await addresses()).includes(ZOE));
    await server.call(listCreate, {
      address: "other@example.org",
      name: "Other",
      settings: { gpg_post_sign: "yes" },
    });
    await join(server, olga, { owner: true, list: "other@example.org" as never });
    await order(olga, { content, to: "other-request@example.org" });
    assert.ok(!(await addresses()).includes(ZOE));
  });
});

test("what was signed too long ago, or in the future, orders nothing and says why", async (t) => {
  const { olga, order, addresses, said } = await commandingTeam(t);
  for (const days of [-8, 2]) {
    const at = new Date(NOW.getTime() + days * DAY_MS);
    await order(olga, { content: await signed(olga, entity(`add team ${ZOE}\n`), at) });
  }
  assert.ok(!(await addresses()).includes(ZOE));
  assert.match(await said(olga), /signed too long ago, in the future/);
});

async function asked(t: Parameters<typeof newServer>[0]) {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  for (const address of [TEAM, "other@example.org"])
    await server.call(listCreate, { address, name: "Team", settings: { subscribe_policy: "confirm" } });
  await write(server, { from: ZOE, text: "subscribe" });
  const isOn = async () =>
    (await server.db.read((tx) => tx.query.selectFrom("member").select("address").execute())).some(
      ({ address }) => address === ZOE,
    );
  return { server, clock, question: questionTo(server, ZOE), isOn };
}

test("a key is its own list's, whole, in its time, and stands nowhere in the database", async (t) => {
  const { server, clock, question, isOn } = await asked(t);
  const rows = await server.db.read(async (tx) => [
    ...(await tx.query.selectFrom("request").selectAll().execute()),
    ...(await tx.query.selectFrom("request_key").selectAll().execute()),
  ]);
  assert.ok(
    !JSON.stringify(rows, (_name, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
    ).includes(question.key),
  );
  await write(server, { from: ZOE, to: `other-confirm+${question.key}@example.org` });
  await write(server, { from: ZOE, to: "other-request@example.org", text: `confirm ${question.key}` });
  await write(server, { from: ZOE, text: `confirm ${question.key.slice(0, -1)}` });
  await write(server, { from: ZOE, to: `team-confirm+${question.key.slice(1)}@example.org` });
  assert.equal(await isOn(), false);
  clock.advance(3 * DAY_MS + 1);
  await write(server, { from: ZOE, to: question.replyTo });
  await write(server, { from: ZOE, text: `confirm ${question.key}` });
  assert.equal(await isOn(), false);
});

test("a request that was changed where it lies is not run by its key", async (t) => {
  const { server, question, isOn } = await asked(t);
  const evil = JSON.stringify({ list: TEAM, address: "eve@example.com", name: "", quiet: false });
  await server.db.transact((tx) => tx.query.updateTable("request").set({ input: evil }).execute());
  await write(server, { from: ZOE, to: question.replyTo });
  assert.equal(await isOn(), false);
  const members = await server.db.read((tx) => tx.query.selectFrom("member").select("address").execute());
  assert.deepEqual(members, []);
});

test("an owner's key is no answer of the person's, nor theirs an owner's", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const mia = "mia@example.net";
  await server.call(listCreate, {
    address: TEAM,
    name: "Team",
    owners: [mia],
    settings: { subscribe_policy: "approve" },
  });
  await write(server, { from: ZOE, text: "subscribe" });
  const key = /team-confirm\+([0-9a-f]{32})@/.exec(newestTo(server, mia).replyTo)?.[1];
  clock.advance(HOUR_MS);
  await write(server, { from: ZOE, text: `confirm ${key}` });
  assert.match(newestTo(server, ZOE).text, /The code is not known here/);
  await write(server, { from: ZOE, to: `team-confirm+${key}@example.org`, text: "accept" });
  const members = await server.db.read((tx) => tx.query.selectFrom("member").select("address").execute());
  assert.deepEqual(members, [{ address: mia }]);
});

test("strangers are answered small and once an hour, and never in a circle", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: TEAM, name: "Team" });
  await server.call(memberAdd, { list: TEAM, member: { address: "anna@example.net" } });
  for (let nth = 0; nth < 3; nth += 1) await write(server, { from: ZOE, text: `help\ninfo\n${nth}` });
  assert.equal(mailsTo(server, ZOE).length, 1);
  const answer = server.mailbox(ZOE)[0];
  assert.equal(answer?.from, "");
  assert.match(Buffer.from(answer?.data ?? []).toString("latin1"), /^Auto-Submitted: auto-replied\r$/m);
  const automatic: readonly (readonly string[])[] = [
    ["Auto-Submitted: auto-replied"],
    ["Precedence: bulk"],
    ["List-Id: <other.example.com>"],
    ["X-BeenThere: team@example.org"],
  ];
  clock.advance(HOUR_MS);
  for (const more of automatic)
    for (const to of ["team-request@example.org", "team-join@example.org", "conclave@example.org"])
      await write(server, { from: "robot@example.com", to, text: "help", more });
  await write(server, { from: "robot@example.com", envelope: "", to: "conclave@example.org", text: "help" });
  assert.equal(mailsTo(server, "robot@example.com").length, 0);
  const found = (await server.call(siteCheck, {})).find(({ about }) => about === "commands");
  assert.match(found?.text ?? "", /in a week: 5 automatic$/);
  clock.advance(8 * DAY_MS);
  assert.ok(!(await server.call(siteCheck, {})).some(({ about }) => about === "commands"));
});

test("nothing of the mail's own words comes back", async (t) => {
  const { server } = await asked(t);
  const words = "Buy cheap pills at http://evil.example";
  await write(server, { from: "victim@example.net", text: `${words}\nsubscribe ${words}\ninfo ${words}` });
  const sent = server.mailbox("victim@example.net").map(({ data }) => Buffer.from(data).toString("latin1"));
  assert.ok(sent.length > 0);
  assert.doesNotMatch(sent.join(""), /pills|evil/);
});
