/**
 * S7: lists that are members or owners of each other or of themselves, in any company of settings: what comes back is
 * noticed by X-BeenThere and List-Id, and each reader gets a post once from each list (RFC 5321 §6.3; the mail loops of RFC
 * 3834 §3).
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type EmailAddress, LIMITS } from "#base";
import { heldList, keyGenerate, listConfigure, listCreate, memberAdd, memberSet } from "#operations";
import { worldBehind, written } from "../support/programs/mail-returns.ts";
import { newServer, type TestServer } from "../support/server.ts";

const RED = "red@example.org" as EmailAddress;
const BLUE = "blue@example.org" as EmailAddress;
const ANNA = "anna@example.net";

async function twoLists(
  t: TestContext,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const server = await newServer(t);
  for (const list of [RED, BLUE]) {
    const signs = settings["gpg_distrib_sign"] === "yes";
    await server.call(listCreate, { address: list, name: list, keys: signs });
    if (signs) await server.call(keyGenerate, { list }).catch(() => null);
    // What one list passes on names that list in To.
    const open = { generic_nonmember_action: "accept", require_explicit_destination: "no" };
    await server.call(listConfigure, { list, settings: { ...open, ...settings } });
    await server.call(memberAdd, { list, member: { address: ANNA } });
  }
  return server;
}

/** With a copy also of what names it in To, so that it comes back. */
async function joins(server: TestServer, list: string, address: string): Promise<void> {
  await server.call(memberAdd, { list, member: { address } });
  await server.call(memberSet, { list, address, options: { noDupes: false } });
}

const post = (to: string, more: Readonly<Record<string, string>> = {}) => ({
  from: ANNA,
  to,
  message: written({ From: ANNA, To: to, Subject: "hello", ...more }, "hello\r\n"),
});

async function decided(server: TestServer): Promise<readonly string[]> {
  const held = await server.call(heldList, {});
  return held.map(({ kind, code }) => `${kind} ${code}`);
}

for (const [words, settings] of [
  ["that pass mail on as it comes", {}],
  ["that answer to the list", { reply_goes_to_list: "list" }],
  ["that sign", { gpg_distrib_sign: "yes" }],
] as const) {
  test(`two lists ${words} are members of each other: each distributes once`, async (t) => {
    const server = await twoLists(t, settings);
    await joins(server, RED, BLUE);
    await joins(server, BLUE, RED);
    const settle = worldBehind(server);
    await server.post(post(RED, { "Message-ID": "<1@laptop.example>" }));
    await settle();
    assert.equal(server.mailbox(ANNA).length, 2);
    await server.post(post(BLUE));
    await settle();
    assert.equal(server.mailbox(ANNA).length, 4, "without a Message-ID too");
    assert.deepEqual(await decided(server), ["refused loop", "refused loop"]);
  });
}

test("anonymous lists tell nobody which way a post came, and end it all the same", async (t) => {
  const server = await twoLists(t, { anonymous_list: "yes" });
  await server.call(memberAdd, { list: RED, member: { address: BLUE } });
  await server.call(memberAdd, { list: BLUE, member: { address: RED } });
  await server.post(post(RED, { "X-BeenThere": "berlin@example.com" }));
  const sent = await worldBehind(server)(4 * LIMITS.listsOnTheWay);
  assert.ok(sent <= 2 * LIMITS.listsOnTheWay, `${sent} messages`);
  for (const { from, data } of server.sink.messages) {
    const lists = [...data.toString().matchAll(/^X-BeenThere: (.*)\r$/gm)].map(([, list]) => list);
    assert.deepEqual([...new Set(lists)], [from.replace("-bounces", "")]);
  }
});

test("a list that is its own member, and one that is its own owner", async (t) => {
  const server = await twoLists(t);
  const settle = worldBehind(server);
  await joins(server, RED, RED);
  await server.post(post(RED));
  await settle();
  assert.equal(server.mailbox(ANNA).length, 1);
  const owner = "red-owner@example.org";
  await server.call(memberAdd, { list: RED, member: { address: owner, owner: true, receives: false } });
  await server.post(post(owner));
  await settle();
  assert.equal(server.mailbox(owner).length, 1);
  assert.deepEqual(await decided(server), ["refused loop", "refused loop"]);
});

test("two lists whose owners are the owners of the other", async (t) => {
  const server = await twoLists(t);
  for (const [list, owner] of [
    [RED, "blue-owner@example.org"],
    [BLUE, "red-owner@example.org"],
  ] as const)
    await server.call(memberAdd, { list, member: { address: owner, owner: true, receives: false } });
  await server.post(post("red-owner@example.org"));
  assert.ok((await worldBehind(server)()) <= 2);
  assert.deepEqual(await decided(server), ["refused loop"]);
});

test("a notice to owners who are a list is no post that is answered or held again and again", async (t) => {
  const server = await twoLists(t, { generic_nonmember_action: "hold" });
  await server.call(memberAdd, { list: RED, member: { address: BLUE, owner: true } });
  await server.call(memberAdd, { list: BLUE, member: { address: RED, owner: true } });
  const eve = "eve@example.com";
  const message = written({ From: eve, To: RED, Subject: "x" });
  await server.post({ from: eve, to: RED, message });
  const sent = await worldBehind(server)();
  assert.ok(sent < 10, `${sent} messages`);
  assert.equal(server.mailbox(eve).length, 1);
});

test("a way of more lists than anybody writes to ends; the fields of other programs stay", async (t) => {
  const server = await twoLists(t);
  const way = (lists: number) =>
    Array.from({ length: lists }, (_, nth) => `X-BeenThere: l${nth}@example.com\r\n`).join("");
  for (const lists of [LIMITS.listsOnTheWay, LIMITS.listsOnTheWay + 1]) {
    const message = Buffer.from(`${way(lists)}From: ${ANNA}\r\nSubject: x\r\n\r\nx\r\n`);
    await server.post({ from: ANNA, to: RED, message });
  }
  const [copy, ...more] = server.mailbox(ANNA);
  assert.equal(more.length, 0);
  assert.match(
    copy?.data.toString() ?? "",
    /^X-BeenThere: red@example\.org\r\nX-BeenThere: l0@example\.com\r$/m,
  );
});
