/**
 * Commands that nobody signed, and whose sender a trusted mail server vouches for (method `dkim`): they change the writer's
 * own choices on a list without keys, and no more than an address does on a list with keys (S2, S15).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HOUR_MS } from "#base";
import { listCreate, memberAdd, memberList } from "#operations";
import { mailsTo, newestTo, TEAM, write } from "../support/lists/commanding.ts";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { entity } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const MX = "mx.example.org";
const TRUSTING = [`trusted_authserv_ids = ["${MX}"]`, "[[listeners]]", "trusted = true"];
const [ANNA, BEN, MIA, ZOE] = [
  "anna@example.net",
  "ben@example.net",
  "mia@example.net",
  "zoe@example.net",
] as const;
const VOUCHED = [`Authentication-Results: ${MX}; dkim=pass header.d=example.net`];
const OTHER = [`Authentication-Results: ${MX}; dkim=pass header.d=example.com`];

async function getsPosts(server: TestServer): Promise<readonly string[]> {
  const members = await server.call(memberList, { list: TEAM });
  return members.flatMap(({ address, delivery }) => (delivery === "on" ? [address] : []));
}

test("on a list without keys who is vouched for chooses for themselves, at the list's and the site's address", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock, site: TRUSTING });
  const settings = { subscribe_policy: "approve" };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  for (const address of [ANNA, BEN]) await server.call(memberAdd, { list: TEAM, member: { address } });
  const text = "verify team\nset team nomail";
  await write(server, { from: ANNA, text, more: VOUCHED, envelope: "bounces@relay.example" });
  const { text: said } = newestTo(server, ANNA);
  assert.match(
    said,
    /counts for team@example\.org as from anna@example\.net; our mail server vouches for that/,
  );
  assert.deepEqual(await getsPosts(server), [MIA, BEN]);
  assert.equal(server.mailbox("bounces@relay.example").length, 0);
  const site = { from: BEN, to: "conclave@example.org", envelope: "bounces@relay.example" };
  await write(server, { ...site, text: "which\nset team nomail", more: VOUCHED });
  assert.match(newestTo(server, BEN).text, /WHICH\n {2}team@example\.org/);
  assert.deepEqual(await getsPosts(server), [MIA]);
  clock.advance(HOUR_MS);
  for (const more of [[], OTHER]) await write(server, { from: ANNA, text: "set team mail", more });
  assert.deepEqual(await getsPosts(server), [MIA], "anybody can write an address");
  assert.equal(mailsTo(server, ANNA).filter(({ subject }) => subject.startsWith("confirm ")).length, 1);
  await write(server, { from: ZOE, text: "subscribe", more: VOUCHED });
  assert.match(newestTo(server, MIA).text, /Our mail server vouches for the address/);
});

test("on a list with keys they are asked, as if nobody vouched", async (t) => {
  const { server, team, order, said } = await commandingTeam(t, {}, { site: TRUSTING });
  const more = [["Authentication-Results", `${MX}; dkim=pass header.d=example.org`]] as const;
  await order(team.alice, { content: entity("set team nomail\n"), more });
  assert.match(await said(team.alice), /CONFIRM [0-9a-f]{32}/);
  assert.ok((await getsPosts(server)).includes(team.alice.address));
  await order(team.alice, { content: entity("review team\ndel team bob@example.org\n"), more });
  assert.doesNotMatch(await said(team.alice), /carol@example\.net/, "nor do they see who is on the list");
  const members = (await server.call(memberList, { list: TEAM })).map(({ address }) => address);
  assert.ok(members.includes(team.bob.address));
});
