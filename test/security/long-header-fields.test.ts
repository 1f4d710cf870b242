/** A header field that no mail can carry is held with that reason; nothing is set aside in silence (S7). */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type EmailAddress, latin1 } from "#base";
import { listCreate, memberAdd, queueList } from "#operations";
import { correspondent, sealed } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";
import {
  heldCodes,
  join,
  letter,
  MIA,
  movableClock,
  OWNER,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

const PLAIN = "plain@example.org" as EmailAddress;
const LONG = "x".repeat(1500);

async function assertNothingAside(server: TestServer): Promise<void> {
  assert.deepEqual((await server.call(queueList, {})).aside, []);
}

async function sealedScene(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const write = async (to: string) => {
    const head = `Content-Type: text/plain; hp="cipher"\r\nFrom: ${team.alice.address}\r\nTo: ${to}`;
    const inner = latin1(`${head}\r\nSubject: ${LONG}\r\n\r\nhello\r\n`);
    const content = await sealed(team.openpgp, inner, team.alice);
    await server.post({ from: team.alice.address, to, message: letter(team.alice, content, { to }) });
  };
  return { server, write };
}

test("a list without keys: a Subject that fills the header is held, its owner's notice is short", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, {
    address: PLAIN,
    name: "Plain",
    owners: [MIA],
    settings: { subject_prefix: "[Plain] " },
  });
  await server.call(memberAdd, { list: PLAIN, member: { address: "zoe@example.net" } });
  const subject = Buffer.alloc(60_000, "é");
  const head = Buffer.from(`From: zoe@example.net\r\nTo: ${PLAIN}\r\nSubject: `);
  const message = Buffer.concat([head, subject, Buffer.from("\r\n\r\nx\r\n")]);
  await server.post({ from: "zoe@example.net", to: PLAIN, message });
  assert.deepEqual(await heldCodes(server), ["held header-too-long"]);
  const numbered = await server.db.read((tx) => tx.query.selectFrom("post").select("number").execute());
  assert.deepEqual(numbered, []);
  const [notice] = server.mailbox(MIA);
  assert.ok(notice !== undefined && notice.data.length < 3000, `${notice?.data.length}`);
  await assertNothingAside(server);
});

test("what is sealed anew carries a long Subject as encoded words, to members and to owners", async (t) => {
  const { server, write } = await sealedScene(t);
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  await write(TEAM);
  assert.equal(server.mailbox(olga.address).length, 1);
  await write(OWNER);
  assert.equal(server.mailbox(olga.address).length, 2);
  assert.deepEqual(await heldCodes(server), []);
  await assertNothingAside(server);
});
