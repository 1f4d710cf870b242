/** A list of lists: what is about a membership goes to the people behind it, and posts go to the list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listCreate, listReview, memberAdd, memberRemind, memberShow, memberUnsubscribe } from "#operations";
import { mailsTo, newestTo, questionTo, write } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const ALL = "all@example.org";
const [CITY, CITY_OWNER] = ["city@lists.example.net", "city-owner@lists.example.net"] as const;

test("questions, welcome, reminder and goodbye go to the owners of a member; a post goes to the member", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const settings = { umbrella_list: "yes", generic_nonmember_action: "accept" };
  await server.call(listCreate, { address: ALL, name: "All", owners: ["mia@example.net"], settings });
  await write(server, { from: CITY, to: "all-join@example.org" });
  assert.equal(mailsTo(server, CITY).length, 0);
  const { replyTo, subject } = questionTo(server, CITY_OWNER);
  await write(server, { from: CITY_OWNER, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
  const { entries } = await server.call(listReview, { list: ALL, all: true });
  assert.deepEqual(entries.map(({ address }) => address).slice(1), [CITY]);
  await server.call(memberAdd, { list: ALL, member: { address: "ben@example.net" }, welcome: true });
  await server.call(memberRemind, { list: ALL });
  await write(server, { from: "ben@example.net", to: ALL, subject: "To everybody", text: "Hello" });
  assert.deepEqual(
    mailsTo(server, CITY).map((mail) => mail.subject),
    ["[All] To everybody"],
  );
  await server.call(memberUnsubscribe, { list: ALL, address: CITY });
  await server.drain();
  const about = mailsTo(server, CITY_OWNER).map((mail) => mail.subject);
  for (const one of ["Welcome to All", "You are on All", "You left All"]) assert.ok(about.includes(one), one);
  assert.match(newestTo(server, CITY_OWNER).text, /^city@lists\.example\.net is not on All/);
});

test("owners and moderators are people: they are reminded, and leave, by the address that they have", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const MIA = "mia@example.net";
  await server.call(listCreate, { address: ALL, name: "All", settings: { umbrella_list: "yes" } });
  for (const [address, owner] of [
    ["ann@example.net", true],
    [MIA, true],
    ["ben@example.net", false],
  ] as const)
    await server.call(memberAdd, { list: ALL, member: { address, owner, moderator: !owner }, welcome: true });
  await server.call(memberAdd, { list: ALL, member: { address: CITY } });
  assert.equal((await server.call(memberShow, { list: ALL, member: CITY })).reachedAt, CITY_OWNER);
  assert.equal((await server.call(memberShow, { list: ALL, member: MIA })).reachedAt, MIA);
  await server.call(memberRemind, { list: ALL });
  await server.drain();
  for (const who of [MIA, "ben@example.net"]) {
    const subjects = mailsTo(server, who).map(({ subject }) => subject);
    for (const one of ["Welcome to All", "You are on All"])
      assert.ok(subjects.includes(one), `${who}: ${one}`);
  }
  await write(server, { from: MIA, to: "all-leave@example.org" });
  const { replyTo, subject } = questionTo(server, MIA);
  await write(server, { from: MIA, to: replyTo, subject: `Re: ${subject}`, text: "yes" });
  assert.match(newestTo(server, MIA).text, /does not get the posts of all@example\.org any more/);
  assert.equal(server.mailbox("mia-owner@example.net").length, 0);
});
