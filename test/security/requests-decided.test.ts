/**
 * S2: an owner's answer to what somebody asked for. On a list with keys it counts signed alone, by the owner who was asked,
 * and names the request where no signature covers the address; an owner of before decides nothing.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, listCreate, memberAdd, memberAppoint, memberList, requestList } from "#operations";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { newestTo, questionTo, TEAM, write } from "../support/lists/commanding.ts";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { letter, protectedText } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const MIA = "mia@example.net";
const ZOE = "zoe@example.com";

test("on a list with keys only what the owner signed decides, and it says which request", async (t) => {
  const { server, team, olga, order, said, addresses } = await commandingTeam(t, {
    subscribe_policy: "both",
  });
  await write(server, { from: ZOE, text: "subscribe team" });
  await write(server, { from: ZOE, to: questionTo(server, ZOE).replyTo });
  const to = /^Reply-To: (team-confirm\+\S+)$/m.exec(await said(olga))?.[1] ?? "";
  const [waiting] = await server.call(requestList, { list: TEAM });
  assert.ok(waiting);
  const accept = `accept ${waiting.id}\n`;
  await order(olga, { to, content: entity(accept) });
  assert.match(await said(olga), /wants your answer signed/);
  await order(team.alice, { to, text: accept, envelope: olga.address });
  await order(olga, { to, text: "accept" });
  assert.match(await said(olga), /Write “accept \d+” or “reject \d+” as the first line/);
  await order(olga, { to, text: `accept ${waiting.id + 1}` });
  assert.equal((await server.call(requestList, { list: TEAM })).length, 1);
  await order(olga, { to, content: await signed(olga, protectedText(olga, "accept\n", { to })) });
  assert.ok((await addresses()).includes(ZOE), "the signed To says which");
});

test("unsigned words moderate nothing on a list with keys, confirmed or not", async (t) => {
  const { server, team, olga, order, said } = await commandingTeam(t, { default_member_action: "hold" });
  const post = await sealed(team.openpgp, protectedText(team.alice, "hi\n"), team.alice);
  await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, post) });
  const before = await server.call(heldList, {});
  assert.equal(before.length, 1);
  await order(olga, { content: entity(`modindex\ndistribute ${before[0]?.id}\nreject ${before[0]?.id}\n`) });
  assert.deepEqual(await server.call(heldList, {}), before);
  assert.doesNotMatch(await said(olga), /CONFIRM [0-9a-f]{32}/);
  assert.match(
    await said(olga),
    /DISTRIBUTE team@example\.org\n {2}Nothing was done\. The list wants it signed/,
  );
});

test("who is no owner any more decides nothing by the key of before, where a scenario asks owners", async (t) => {
  const server = await newServer(t);
  await server.call(listCreate, {
    address: TEAM,
    name: "Team",
    owners: [MIA, "nils@example.net"],
    settings: { subscribe: "owner" },
  });
  await write(server, { from: ZOE, text: "subscribe" });
  const { replyTo } = newestTo(server, MIA);
  await server.call(memberAppoint, { list: TEAM, address: MIA, moderator: true, owner: false });
  await write(server, { from: MIA, to: replyTo, text: "accept" });
  assert.equal((await server.call(requestList, { list: TEAM })).length, 1);
  const members = await server.call(memberList, { list: TEAM });
  assert.ok(!members.some(({ address }) => address === ZOE));
});

const MO = "mo@example.org";

test("on a list without keys moderators are asked who joins, as in Mailman; on one with keys owners alone", async (t) => {
  const server = await newServer(t);
  const moderated = async (list: string, more: Readonly<Record<string, string>> = {}) => {
    const settings = { subscribe_policy: "approve", ...more };
    await server.call(listCreate, { address: list, owners: [MIA], settings });
    await server.call(memberAdd, { list, member: { address: MO, moderator: true }, welcome: false });
  };
  await moderated(TEAM);
  await write(server, { from: ZOE, text: "subscribe" });
  const { replyTo } = newestTo(server, MO);
  await write(server, { from: MO, to: replyTo, text: "accept" });
  const members = await server.call(memberList, { list: TEAM });
  assert.ok(members.some(({ address }) => address === ZOE));
  const told = server.mailbox(MO).length;
  await moderated("once@example.org", { admin_immed_notify: "no" });
  await write(server, { from: ZOE, to: "once-request@example.org", text: "subscribe" });
  await moderated("keys@example.org", { gpg_distrib_encrypt: "yes" });
  await write(server, { from: ZOE, to: "keys-request@example.org", text: "subscribe" });
  await write(server, { from: ZOE, to: questionTo(server, ZOE).replyTo });
  assert.equal((await server.call(requestList, {})).length, 2);
  assert.equal(server.mailbox(MO).length, told);
  assert.match(newestTo(server, MIA).text, /asked Keys for this/);
});
