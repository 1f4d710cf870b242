/**
 * S7: vacation programs, good and bad ones, and mail servers that return everything, at every address of a list: nobody is
 * answered for ever, nothing of it reaches the members, and no bounce makes another (RFC 3834 §2 and §4, RFC 5230 §4.6,
 * RFC 5321 §4.5.5).
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { heldList, listConfigure, listCreate, memberAdd } from "#operations";
import { addressIn, type Responder, worldBehind, written } from "../support/programs/mail-returns.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const MIA = "mia@example.net";
const VERA = "vera@example.net";
const VITO = "vito@example.net";
const ADDRESSES = [TEAM, "team-owner@example.org", "team-confirm@example.org", "team-sendkey@example.org"];

async function team(t: TestContext, settings: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const server = await newServer(t);
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA] });
  await server.call(listConfigure, { list: TEAM, settings: { reply_goes_to_list: "list", ...settings } });
  for (const address of [VERA, VITO]) await server.call(memberAdd, { list: TEAM, member: { address } });
  return server;
}

let answers = 0;

function away(from: string, to: string, more: Readonly<Record<string, string>> = {}) {
  answers += 1;
  const ids = { Subject: "Away", "Message-ID": `<${answers}@example.net>` };
  return { from, to, message: written({ From: from, To: to, ...ids, ...more }) };
}

const MARKED = { "Auto-Submitted": "auto-replied" };

/** As RFC 5230 wants it: to the return path, not to lists, not to programs. */
const polite =
  (who: string): Responder =>
  (mail) =>
    mail.from === "" || addressIn(mail, "List-Id") !== "" ? null : away(who, mail.from, MARKED);

/** To the return path of whatever comes. */
const eager =
  (who: string): Responder =>
  (mail) =>
    mail.from === "" ? null : away(who, mail.from, MARKED);

/** To where a person would answer, whatever comes. */
const rude =
  (who: string): Responder =>
  (mail) =>
    away(who, addressIn(mail, "Reply-To") || addressIn(mail, "From"), MARKED);

for (const [words, program, toOwners] of [
  ["polite", polite, 0],
  ["eager", eager, 0],
  ["rude", rude, 1],
] as const) {
  test(`${words} vacation programs of members and owners`, async (t) => {
    const server = await team(t);
    const settle = worldBehind(server, { [VERA]: program(VERA), [VITO]: program(VITO), [MIA]: program(MIA) });
    const post = written({ From: VERA, To: TEAM, Subject: "hello", "Message-ID": "<p@x>" }, "hello\r\n");
    await server.post({ from: VERA, to: TEAM, message: post });
    assert.equal(await settle(), 1, "the post");
    await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
    const second = written({ From: VERA, To: TEAM, Subject: "again", "Message-ID": "<q@x>" }, "hello\r\n");
    await server.post({ from: VERA, to: TEAM, message: second });
    assert.equal(await settle(), 3 + toOwners, "two notices, and what was written to the owners");
    const told = (await server.call(heldList, {})).map(({ kind, code }) => `${kind} ${code}`);
    assert.ok(told.every((one) => /^(?:refused (?:automatic|bounce)|held member-moderated)$/.test(one)));
  });
}

test("a program's answer, or a report, written to any address of the list comes to no member and is not answered", async (t) => {
  const server = await team(t);
  const report = { "Content-Type": "multipart/report; report-type=delivery-status; boundary=b" };
  for (const to of ADDRESSES) {
    for (const more of [MARKED, { "Auto-Submitted": "Auto-Replied (vacation)" }, report])
      await server.send(away(VERA, to, more));
  }
  await server.drain();
  assert.deepEqual(
    server.sink.messages.filter(({ recipients }) => !recipients.includes(MIA)),
    [],
  );
  await server.send(away(VERA, TEAM, { "Auto-Submitted": "auto-generated" }));
  await server.drain();
  assert.equal(server.mailbox(VITO).length, 1, "what a program writes by itself is a post");
});

test("a mail server that returns every copy, its own returns too, ends after one round", async (t) => {
  const server = await team(t);
  const post = written({ From: VERA, To: TEAM, Subject: "hello" }, "hello\r\n");
  const returned: Responder = (mail) => ({
    from: "",
    to: mail.from || addressIn(mail, "From"),
    message: written(
      { From: "MAILER-DAEMON@example.net", Subject: "Undelivered", "Content-Type": "multipart/report" },
      mail.data.toString("latin1"),
    ),
  });
  const settle = worldBehind(server, { [VERA]: returned, [VITO]: returned, [MIA]: returned });
  await server.post({ from: VERA, to: TEAM, message: post });
  assert.equal(await settle(), 1);
  const held = await server.call(heldList, {});
  assert.deepEqual(new Set(held.map(({ kind, code }) => `${kind} ${code}`)), new Set(["refused bounce"]));
  for (const to of ["team-bounces@example.org", "team-bounces+x.y@example.org", ...ADDRESSES]) {
    const bounce = written({ From: "MAILER-DAEMON@example.net", Subject: "Undelivered" });
    await server.send({ from: "", to, message: bounce });
  }
  await settle();
  for (const { recipients } of server.sink.messages.slice(1)) assert.deepEqual(recipients, [MIA]);
});
