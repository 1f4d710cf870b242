/**
 * S8: a list that is not advertised is there for who is on it. To everybody else commands that name it are answered as if
 * there were none, whoever they write as: what comes of an unsigned mail goes to the address that it was written from.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listCreate, memberAdd, memberInvite } from "#operations";
import { mailsTo, newestTo, TEAM, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const SITE = "conclave@example.org";
const SECRET = "secret@example.org";
const [ANNA, EVE, MIA, ZOE] = ["anna@example.net", "eve@example.com", "mia@example.net", "zoe@example.com"];
const COMMANDS = [
  "INFO LIST",
  "SUBSCRIBE LIST Eve",
  "SIGNOFF LIST",
  `SIGNOFF LIST ${ANNA}`,
  "SET LIST NOMAIL",
  "REVIEW LIST",
  "STATS LIST",
  "INDEX LIST",
  "LAST LIST",
  "GET LIST 1",
  "VERIFY LIST",
  `ADD LIST ${ZOE}`,
  "ADD LIST",
  `DEL LIST ${ANNA}`,
  `INVITE LIST ${ZOE}`,
  "REMIND LIST",
  "MODINDEX LIST",
  "DISTRIBUTE LIST 1",
  "REJECT LIST 1",
  `AUTH ${"0".repeat(32)} SUBSCRIBE LIST`,
  `AUTH ${"0".repeat(32)} ADD LIST`,
];

/** What is said of them, without the names of list and writer, and without keys. */
async function answer(server: TestServer, to: string, list: string): Promise<string> {
  const from = `${list.split("@")[0]}.${to.split("@")[0]}@example.com`;
  await write(server, { from, to, text: COMMANDS.join("\n").replaceAll("LIST", list) });
  const told = mailsTo(server, from).map(({ text }) =>
    text.replaceAll(from, "WRITER").replaceAll(list, "LIST"),
  );
  return told.join("\n").replaceAll(/[0-9a-f]{32}/g, "KEY");
}

test("to strangers a hidden list is none, at the site's address and at that of another list", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  await server.call(listCreate, {
    address: SECRET,
    name: "Secret",
    owners: [MIA],
    settings: { advertised: "no" },
  });
  await server.call(memberAdd, { list: SECRET, member: { address: ANNA } });
  const before = server.mailbox(ANNA).length + server.mailbox(MIA).length;
  for (const to of [SITE, "team-request@example.org"])
    assert.equal(await answer(server, to, SECRET), await answer(server, to, "nosuch@example.org"));
  assert.equal(server.mailbox(ANNA).length + server.mailbox(MIA).length, before, "nor is anybody asked");
  await write(server, { from: EVE, to: SITE, text: "info team@example.org" });
  assert.match(newestTo(server, EVE).text, /Team <team@example\.org>/);
});

test("who is on it is answered, and who was invited comes in by the key", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, {
    address: SECRET,
    name: "Secret",
    owners: [MIA],
    settings: { advertised: "no" },
  });
  await server.call(memberAdd, { list: SECRET, member: { address: ANNA } });
  await write(server, { from: ANNA, to: SITE, text: "info secret" });
  assert.match(newestTo(server, ANNA).text, /Secret <secret@example\.org>/);
  await write(server, { from: EVE, envelope: ANNA, to: SITE, text: "info secret" });
  assert.doesNotMatch(newestTo(server, ANNA).text, /^Secret </m, "in another's name");
  await server.call(memberInvite, { list: SECRET, address: ZOE });
  await server.drain();
  const [, key = ""] = /confirm\+([0-9a-f]+)@/.exec(newestTo(server, ZOE).replyTo) ?? [];
  await write(server, { from: ZOE, to: SITE, text: `CONFIRM ${key}` });
  assert.match(newestTo(server, ZOE).text, /secret@example\.org/);
});
