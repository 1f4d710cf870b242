/**
 * S2, S3, S13: commands that nobody signed, or somebody else, or that stand where no signature reaches. None of them does
 * anything to a member of a list with keys; at most that member is asked.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listCreate, memberList, requestList } from "#operations";
import {
  correspondent,
  entity,
  mixed,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { questionTo, write } from "../support/lists/commanding.ts";
import { join, letter, MIA, movableClock, protectedText, TEAM } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const REQUEST = "team-request@example.org";

test("a command in the Subject of mail whose signed text orders nothing is not signed", async (t) => {
  const { team, olga, order, addresses } = await commandingTeam(t);
  await order(team.alice, { text: "nothing here", subject: "signoff team" });
  await order(olga, { text: "nothing here", subject: "del team bob@example.org" });
  assert.ok((await addresses()).includes(team.alice.address));
  assert.ok((await addresses()).includes(team.bob.address));
});

test("nor is a Subject beside what came sealed read at all", async (t) => {
  const { team, olga, order, addresses, said } = await commandingTeam(t);
  const content = await sealed(team.openpgp, entity("nothing here\n"), olga);
  await order(olga, { content, subject: `del team ${team.bob.address}` });
  assert.ok((await addresses()).includes(team.bob.address));
  assert.doesNotMatch(await said(olga), /CONFIRM [0-9a-f]{32}/);
  assert.match(await said(olga), /has no command in its text/);
});

test("words beside a signed part run under no name", async (t) => {
  const { team, olga, order, addresses, said } = await commandingTeam(t);
  const part = await signed(olga, entity("info\n"));
  for (const parts of [
    [entity(`del team ${team.bob.address}\n`), part],
    [part, entity(`del team ${team.bob.address}\n`)],
  ])
    await order(olga, { content: mixed(...parts) });
  assert.ok((await addresses()).includes(team.bob.address));
  assert.match(await said(olga), /words beside a signed part/);
  // Cut off before the signature it is no other's words that are in the way.
  const whole = Buffer.from(await signed(olga, entity(`del team ${team.bob.address}\n`)));
  await order(olga, { content: whole.subarray(0, whole.indexOf(team.bob.address) + 20) });
  assert.ok((await addresses()).includes(team.bob.address));
  assert.match(await said(olga), /Your mail is not whole/);
  assert.doesNotMatch(await said(olga), /confirm [0-9a-f]{32}/);
});

test("another's signature under a member's From, and a member's under another From", async (t) => {
  const { team, olga, order, addresses, server } = await commandingTeam(t);
  const mallory = await correspondent("mallory");
  await join(server, mallory);
  const asOlga = { ...mallory, address: olga.address };
  await order(asOlga, { text: `del team ${team.bob.address}` });
  await order({ ...olga, address: mallory.address }, { text: `del team ${team.bob.address}` });
  await order(mallory, { text: `del team ${team.bob.address}\nsignoff team ${team.alice.address}` });
  const all = await addresses();
  assert.ok(all.includes(team.bob.address) && all.includes(team.alice.address));
});

test("a forged From asks its owner, and answers go nowhere else", async (t) => {
  const { team, server, addresses } = await commandingTeam(t);
  const eve = "eve@example.com";
  const message = letter(team.alice, entity("review\nsignoff\n"), { to: REQUEST });
  await server.post({ from: eve, to: REQUEST, message });
  assert.ok((await addresses()).includes(team.alice.address));
  assert.equal(server.mailbox(team.alice.address).length, 0);
  const told = server.mailbox(eve).map(({ data }) => Buffer.from(data).toString("latin1"));
  assert.equal(told.length, 1);
  assert.match(told.join(""), /sent for another address/);
  assert.doesNotMatch(told.join(""), /bob@|carol@/);
});

test("what anybody could have changed on the way orders nothing", async (t) => {
  const { team, order, addresses, said } = await commandingTeam(t);
  await order(team.bob, { content: sealedCms(team.smime, entity("signoff\n"), "cbc") });
  assert.ok((await addresses()).includes(team.bob.address));
  assert.match(await said(team.bob), /can be changed on the way/);
  assert.doesNotMatch(await said(team.bob), /CONFIRM/);
});

test("no signature counts at the addresses for joining and leaving", async (t) => {
  const { team, order, addresses, said } = await commandingTeam(t);
  for (const to of ["team-leave@example.org", "team-unsubscribe@example.org"])
    await order(team.alice, { to, text: "signoff team" });
  assert.ok((await addresses()).includes(team.alice.address));
  assert.match(await said(team.alice), /asked Team for this: that alice@example\.org leaves/);
  const stranger = await correspondent("stranger");
  for (const to of ["team-join@example.org", "team-subscribe@example.org"])
    await order(stranger, { to, text: "subscribe team" });
  assert.ok(!(await addresses()).includes(stranger.address));
});

test("quoted words are not the writer's, signed or not", async (t) => {
  const { team, order, addresses } = await commandingTeam(t);
  await order(team.alice, { text: "info\n> signoff team\n>signoff\n-- \nsignoff\n" });
  assert.ok((await addresses()).includes(team.alice.address));
});

test("what a member signed for the list's members is no command", async (t) => {
  const { team, order, addresses, said } = await commandingTeam(t);
  const post = protectedText(team.alice, "signoff\n", { to: TEAM });
  await order(team.alice, { content: await sealed(team.openpgp, post, team.alice) });
  await order(team.alice, { content: await signed(team.alice, post), id: "p2" });
  assert.ok((await addresses()).includes(team.alice.address));
  assert.match(await said(team.alice), /names another address that it is for/);
});

test("who confirms is who had the key, and not the owner in whose name it was asked for", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const settings = { subscribe_policy: "both" };
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], settings });
  const eve = "eve@example.com";
  await write(server, { from: MIA, text: `subscribe address=${eve}` });
  await write(server, { from: eve, to: questionTo(server, eve).replyTo, text: "yes" });
  const members = (await server.call(memberList, { list: TEAM })).map(({ address }) => address);
  assert.deepEqual(members, [MIA]);
  const waiting = await server.call(requestList, { list: TEAM });
  assert.deepEqual(
    waiting.map(({ email }) => email),
    [eve],
  );
});
