/** A list without keys works like any list: a post by LMTP reaches every member by SMTP. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, utf8 } from "#base";
import { heldAccept, heldDiscard, heldList, listCreate, memberAdd, memberAppoint } from "#operations";
import { parseMessage } from "#mime";
import { forEachDatabase } from "../support/database.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";

async function plainList(server: TestServer): Promise<void> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  for (const name of ["anna", "ben", "cleo"]) {
    await server.call(memberAdd, { list: TEAM, member: { address: `${name}@example.net` } });
  }
}

function letter(from: string, more: readonly string[] = []): Uint8Array {
  const fields = [
    `From: ${from}`,
    `To: ${TEAM}`,
    "Subject: Lunch",
    "Message-ID: <1@laptop.example>",
    ...more,
  ];
  return utf8([...fields, "", "At noon?", ".", ""].join("\r\n"));
}

forEachDatabase((database) => {
  test("a member's post reaches every member, prefixed, with one set of list fields", async (t) => {
    const server = await newServer(t, { database });
    await plainList(server);
    const message = letter("Anna <anna@example.net>", ["List-Id: other <other.example.com>", "X-Mine: kept"]);
    await server.post({ from: "anna@example.net", to: TEAM, message });
    for (const name of ["anna", "ben", "cleo"]) {
      const [copy, ...more] = server.mailbox(`${name}@example.net`);
      assert.ok(copy && more.length === 0, name);
      const parsed = parseMessage(copy.data);
      assert.ok(parsed.ok);
      assert.equal(parsed.value.header.first("subject")?.value, "[Team] Lunch");
      assert.equal(parsed.value.header.first("from")?.value, "Anna <anna@example.net>");
      assert.deepEqual(
        parsed.value.header.all("list-id").map((field) => field.value),
        ["Team <team.example.org>"],
      );
      assert.equal(parsed.value.header.first("x-mine")?.value, "kept");
      assert.equal(copy.data.toString().split("\r\n\r\n")[1], "At noon?\r\n.\r\n");
      assert.equal(copy.from, "team-bounces@example.org");
    }
  });

  test("a stranger's post waits for an owner, who is told, and goes out when accepted", async (t) => {
    const server = await newServer(t, { database });
    await plainList(server);
    await server.post({ from: "eve@example.com", to: TEAM, message: letter("eve@example.com") });
    assert.equal(server.mailbox("anna@example.net").length, 0);
    assert.match(server.mailbox("mia@example.net")[0]?.data.toString() ?? "", /message \d+ waits for you/);
    assert.match(server.mailbox("eve@example.com")[0]?.data.toString() ?? "", /Your message to Team waits/);
    const [held] = await server.call(heldList, {});
    assert.equal(held?.code, "nonmember");
    await server.call(heldAccept, { ids: [held.id] });
    await server.drain();
    assert.equal(server.mailbox("anna@example.net").length, 1);
    assert.deepEqual(await server.call(heldList, {}), []);
  });

  test("a discarded post is gone", async (t) => {
    const server = await newServer(t, { database });
    await plainList(server);
    await server.post({ from: "eve@example.com", to: TEAM, message: letter("eve@example.com") });
    const [held] = await server.call(heldList, {});
    await server.call(heldDiscard, { ids: [held?.id ?? 0] });
    await server.drain();
    assert.equal(server.mailbox("anna@example.net").length, 0);
    assert.deepEqual(await server.call(heldList, {}), []);
  });
});

test("an unknown list is refused at RCPT, a known one beside it is not", async (t) => {
  const server = await newServer(t);
  await plainList(server);
  const message = letter("anna@example.net");
  const results = await server.send({
    from: "anna@example.net",
    to: [TEAM, "none@example.org", TEAM],
    message,
  });
  assert.deepEqual(
    results.map((result) => result.code),
    [250, 550, 250],
  );
  await server.drain();
  assert.equal(server.mailbox("ben@example.net").length, 1);
});

test("mail to the owners reaches them and the moderators as it is, in one transaction", async (t) => {
  const server = await newServer(t);
  await plainList(server);
  const ruth = "ruth@example.net";
  await server.call(memberAppoint, { list: TEAM, address: ruth, moderator: true });
  await server.post({
    from: "eve@example.com",
    to: "team-owner@example.org",
    message: letter("eve@example.com"),
  });
  const [copy, ...others] = server.sink.messages;
  assert.equal(others.length, 0);
  assert.deepEqual(copy?.recipients.toSorted(), ["mia@example.net", ruth]);
  assert.match(copy?.data.toString() ?? "", /At noon\?/);
});

test("a post that comes back to its list is dropped", async (t) => {
  const server = await newServer(t);
  await plainList(server);
  await server.post({ from: "anna@example.net", to: TEAM, message: letter("anna@example.net") });
  const [copy] = server.mailbox("ben@example.net");
  assert.ok(copy);
  await server.post({ from: "ben@example.net", to: TEAM, message: copy.data });
  assert.equal(server.mailbox("anna@example.net").length, 1);
});

test("a post that went through too many hops is dropped, one at the limit is not", async (t) => {
  const server = await newServer(t);
  await plainList(server);
  for (const hops of [LIMITS.receivedHops, LIMITS.receivedHops + 1]) {
    const trace = Array.from(
      { length: hops },
      (_, nth) => `Received: from h${nth}.example by h${nth + 1}.example`,
    );
    await server.post({ from: "anna@example.net", to: TEAM, message: letter("anna@example.net", trace) });
  }
  assert.equal(server.mailbox("ben@example.net").length, 1);
  const [held] = await server.call(heldList, {});
  assert.equal(held?.code, "loop");
});
