/**
 * S5, S7, S12: line ends, control characters, terminal escapes and direction marks (CWE-93, CWE-117, CWE-150; CVE-2021-42574)
 * in everything that we write somewhere: names of lists and members, prefixes, moderators' reasons, user ids of keys, subjects
 * of certificates, envelope senders. They end as one line in mail, in the log and on a terminal, or they are refused.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { AppError, type Bytes, utf8 } from "#base";
import { printable, printableJson } from "#cli";
import { decodeBody, decodeWords, parseMessage } from "#mime";
import {
  heldList,
  heldReject,
  keyShow,
  listCreate,
  listHealth,
  listShow,
  memberList,
  memberAdd,
  memberShow,
  siteCheck,
} from "#operations";
import { entity, sealed } from "../support/programs/correspondents.ts";
import { certificate, ed25519Key } from "../support/crypto/openpgp-forge.ts";
import { makePerson } from "../support/crypto/pki.ts";
import { letter, movableClock, readNewest, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const EVIL = "x\r\nInjected: yes\r\n\r\nInjected: body\u0000\u001b[2Jy\u202etxt.\u2028Injected: z";

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  return { server, team: await sealedTeam(server, settings) };
}

/** "refused" if it was, else "taken". */
async function outcome(work: Promise<unknown>): Promise<"refused" | "taken"> {
  try {
    await work;
    return "taken";
  } catch (thrown) {
    assert.ok(thrown instanceof AppError, String(thrown));
    assert.doesNotMatch(printable(thrown.publicText), /[\p{Cc}\u202e]/u);
    return "refused";
  }
}

/** No field of its own, and no line that begins with it, in any message that left. */
function assertOneLine(messages: readonly { readonly data: Bytes }[]): void {
  for (const { data } of messages) {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    assert.equal(parsed.value.header.first("Injected"), undefined);
    for (const { value } of parsed.value.header.fields)
      assert.doesNotMatch(decodeWords(value), /[\p{Cc}]/u, "what a program shows of a field is one line");
    const open = [parsed.value];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const text = one.contentType.type === "text" ? Buffer.from(decodeBody(one)).toString() : "";
      assert.doesNotMatch(text, /^Injected|\u0000|\u001b/m);
      open.push(...one.children);
    }
  }
}

async function onePost(server: TestServer, list: string, from: string): Promise<void> {
  const message = letter({ address: from }, entity("hello"), { to: list, id: `to-${list}` });
  await server.post({ from, to: list, message });
}

test("names of lists and people, and prefixes of Subjects", async (t) => {
  const { server } = await setUp(t);
  const [list, anna] = ["plain@example.org", "anna@example.net"];
  const settings = { subject_prefix: `[${EVIL.slice(0, 40)}{name}] ` };
  await server.call(listCreate, { address: list, name: EVIL, owners: ["mia@example.net"], settings });
  await server.call(memberAdd, { list, member: { address: anna, name: EVIL } });
  const named = [
    await server.call(listShow, { list }),
    await server.call(memberShow, { list, member: anna }),
  ];
  for (const { name } of named) assert.doesNotMatch(name, /[\p{Cc}\u2028\u202e]/u);
  const shown = [...named, await server.call(memberList, { list })];
  for (const answer of shown) assert.doesNotMatch(printableJson(answer), /[\p{Cc}\u202e\u2028]/u);
  await onePost(server, list, anna);
  await onePost(server, list, "eve@example.com");
  assert.ok(server.mailbox(anna).length > 0 && server.mailbox("eve@example.com").length > 0);
  assertOneLine(server.sink.messages);
});

test("a moderator's reason, whoever reads it", async (t) => {
  const { server, team } = await setUp(t, { default_member_action: "hold" });
  const content = await sealed(team.openpgp, entity("x"), team.alice);
  await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
  const [held] = await server.call(heldList, {});
  await server.call(heldReject, { ids: [held?.id ?? 0], reason: EVIL });
  await server.drain();
  const told = await readNewest(server, team.alice, team);
  const text = Buffer.from(told?.content ?? "").toString();
  assert.match(text, /Injected: yes/, "the words are there");
  assert.doesNotMatch(text, /^Injected/m);
  assertOneLine(server.sink.messages);
});

test("user ids and certificates' subjects, in all that tells of keys", async (t) => {
  const { server } = await setUp(t);
  const primary = ed25519Key(new Date("2026-01-01T00:00:00Z"));
  const userIds = [{ text: utf8(`${EVIL} <eve@example.org>`) }, { text: utf8("eve@example.org") }];
  const key = certificate({ primary, userIds, at: new Date("2026-01-01T00:00:00Z") });
  const eve = { address: "eve@example.org", key: { file: fileInput(key) } };
  assert.equal(await outcome(server.call(memberAdd, { list: TEAM, member: eve })), "taken");
  const [subject] = makePerson({
    kind: "p256",
    address: `"${EVIL.replaceAll("\u0000", "")}"@example.org`,
  }).certificates;
  const max = { address: "max@example.org", key: { file: fileInput(subject ?? key) } };
  await outcome(server.call(memberAdd, { list: TEAM, member: max }));
  const wrong = { address: "other@example.org", key: { file: fileInput(key) } };
  assert.equal(await outcome(server.call(memberAdd, { list: TEAM, member: wrong })), "refused");
  const answers = [
    await server.call(memberShow, { list: TEAM, member: "eve@example.org" }),
    await server.call(keyShow, { list: TEAM }),
    await server.call(listShow, { list: TEAM }),
    await server.call(listHealth, { list: TEAM }),
    await server.call(siteCheck, {}),
  ];
  for (const answer of answers) assert.doesNotMatch(printableJson(answer), /[\p{Cc}\u202e\u2028]/u);
  assertOneLine(server.sink.messages);
});
