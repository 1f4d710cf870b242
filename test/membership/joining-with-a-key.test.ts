/** A list that wants a key of who joins: it comes by mail, and its owner shows that it is theirs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, utf8, view } from "#base";
import { armourKey } from "#openpgp";
import {
  listConfigure,
  listCreate,
  listReview,
  memberAdd,
  memberJoinWithKey,
  memberRemove,
  memberShow,
  memberSubscribe,
  requestList,
} from "#operations";
import {
  type Correspondent,
  correspondent,
  entity,
  mixed,
  NOW,
  openFor,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import { forEachDatabase, type DatabaseName } from "../support/database.ts";
import { assertGolden, normalised } from "../support/golden.ts";
import {
  letter,
  MIA,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { makePerson } from "../support/crypto/pki.ts";
import { runTask } from "../support/run-task.ts";
import { SEALS, SIGNS, writer } from "../support/lists/certified-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

interface Story {
  readonly server: TestServer;
  readonly team: Team;
  readonly frida: Correspondent;
}

const DAY_MS = 86_400_000;
let sent = 0;

async function aStory(
  t: Parameters<typeof newServer>[0],
  database: DatabaseName,
  scheme: "openpgp" | "smime" = "openpgp",
) {
  const server = await newServer(t, { clock: movableClock(), database });
  const team = await sealedTeam(server, { subscribe_key: "require" });
  return { server, team, frida: await correspondent("frida", scheme) };
}

async function write(server: TestServer, by: Correspondent, to: string, content: Uint8Array): Promise<void> {
  const message = letter(by, content, { id: `j${++sent}`, to });
  await server.post({ from: by.address, to, message });
}

async function isMember({ server, frida }: Story): Promise<boolean> {
  const { entries } = await server.call(listReview, { list: TEAM, all: true });
  return entries.some(({ address }) => address === frida.address);
}

/** Where the newest question in clear is answered to. */
function replyTo(server: TestServer, { address }: Correspondent): string {
  const asked = server
    .mailbox(address)
    .flatMap(({ data }) => /^Reply-To: (.*-confirm\+.*)\r$/m.exec(view(data).toString())?.[1] ?? []);
  return asked.at(-1) ?? assert.fail(`${address} was asked nothing`);
}

/** The newest mail that came sealed to them and that is answered to an address that stands inside alone. */
async function challengeTo({ server, team }: Story, reader: Correspondent) {
  for (const { data } of server.mailbox(reader.address).toReversed()) {
    const opened = await openFor(data, [reader], [team.openpgp, team.smime]);
    if (!opened.ok) continue;
    const { headers, content } = opened.value;
    const to = headers.find(({ name }) => name.toLowerCase() === "reply-to")?.value ?? "";
    if (to.includes("-confirm+") && !view(data).includes(to)) return { data, to, content };
  }
  assert.fail("nothing was sealed to them");
}

/** All that came to somebody, as one text. */
function textTo(server: TestServer, { address }: Correspondent): string {
  return server
    .mailbox(address)
    .map(({ data }) => view(data).toString())
    .join("\n");
}

function withKey({ publicKey }: Correspondent): Uint8Array {
  const key = armourKey(publicKey).replaceAll(/\r?\n/g, "\r\n");
  return utf8(
    [
      `Content-Type: multipart/mixed; boundary="b"`,
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "Here it is.",
      "--b",
      "Content-Type: application/pgp-keys",
      "",
      key,
      "--b--",
      "",
    ].join("\r\n"),
  );
}

/** As far as the mail that is sealed to the key. */
async function challenged(story: Story): Promise<string> {
  const { server, frida } = story;
  await write(server, frida, "team-join@example.org", entity("\n"));
  await write(server, frida, replyTo(server, frida), entity("yes\n"));
  assert.equal(await isMember(story), false);
  await write(server, frida, replyTo(server, frida), withKey(frida));
  assert.equal(await isMember(story), false);
  return (await challengeTo(story, frida)).to;
}

forEachDatabase((database) => {
  test("the key comes attached, is asked to sign what only its owner reads, and is bound then", async (t) => {
    const story = await aStory(t, database);
    const { server, frida } = story;
    const to = await challenged(story);
    assert.match(to, /^team-confirm\+/);
    await write(server, frida, to, await signed(frida, entity("It is mine.\n")));
    const { keys } = await server.call(memberShow, { list: TEAM, member: frida.address });
    assert.deepEqual(
      keys.map(({ fingerprint }) => fingerprint),
      [frida.secret.fingerprint],
    );
    const texts: string[] = [];
    for (const { data } of server.mailbox(frida.address)) {
      const opened = await openFor(data, [frida], [story.team.openpgp, story.team.smime]);
      if (opened.ok) texts.push(fromUtf8(opened.value.content));
    }
    assert.ok(texts.some((text) => text.includes("You joined Team as frida@")));
  });
});

test("what they read", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida } = story;
  await challenged(story);
  const asked = server.mailbox(frida.address).find(({ data }) => view(data).includes("needs your key"));
  assertGolden("mail-join-key.txt", normalised(asked?.data ?? ""));
  const { content } = await challengeTo(story, frida);
  assertGolden("mail-join-challenge.txt", normalised(content));
});

test("a certificate comes with the signature of the answer", async (t) => {
  const story = await aStory(t, "sqlite", "smime");
  const { server, frida } = story;
  await write(server, frida, "team-join@example.org", entity("\n"));
  await write(server, frida, replyTo(server, frida), entity("yes\n"));
  await write(server, frida, replyTo(server, frida), await signed(frida, entity("mine\n")));
  const { to } = await challengeTo(story, frida);
  await write(server, frida, to, await signed(frida, entity("It is mine.\n")));
  const { keys } = await server.call(memberShow, { list: TEAM, member: frida.address });
  assert.deepEqual(
    keys.map(({ fingerprint }) => fingerprint),
    [frida.secret.fingerprint],
  );
});

test("two certificates that split the work are given together, and both are bound", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida } = story;
  const { address } = frida;
  const signs = makePerson({ kind: "rsa2048", address, usage: SIGNS });
  const seals = makePerson({ kind: "rsa2048", address, usage: SEALS });
  const certificates = [...signs.certificates, ...seals.certificates];
  const pair = writer({ ...signs, certificates }, address);
  await write(server, pair, "team-join@example.org", entity("\n"));
  await write(server, pair, replyTo(server, pair), entity("yes\n"));
  await write(server, pair, replyTo(server, pair), await signed(pair, entity("mine\n")));
  const { to } = await challengeTo(story, writer(seals, address));
  await write(server, pair, to, await signed(pair, entity("Both are mine.\n")));
  const { keys } = await server.call(memberShow, { list: TEAM, member: address });
  assert.deepEqual(
    new Map(keys.map(({ fingerprint, use }) => [fingerprint, use])),
    new Map([
      [signs.fingerprint, "sign"],
      [seals.fingerprint, "seal"],
    ]),
  );
});

test("ask: who joins is a member at once, and gives a key in the same way or not at all", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server, { subscribe_key: "ask" });
  const [frida, other, greta] = [
    await correspondent("frida"),
    await correspondent("frida"),
    await correspondent("greta"),
  ];
  const story = { server, team, frida };
  const keysOf = async ({ address }: Correspondent) =>
    (await server.call(memberShow, { list: TEAM, member: address })).keys.map(
      ({ fingerprint }) => fingerprint,
    );
  for (const who of [frida, greta]) {
    await write(server, who, "team-join@example.org", entity("\n"));
    await write(server, who, replyTo(server, who), entity("yes\n"));
  }
  assert.equal(await isMember(story), true);
  assert.match(textTo(server, greta), /are on Team\. It can seal its mail for you as soon as/);
  await write(server, frida, replyTo(server, frida), withKey(frida));
  const { to } = await challengeTo(story, frida);
  await write(server, frida, to, await signed(other, entity("not mine\n")));
  assert.deepEqual(await keysOf(frida), []);
  await write(server, frida, to, await signed(frida, entity("It is mine.\n")));
  assert.deepEqual(await keysOf(frida), [frida.secret.fingerprint]);
  const opened = await openFor(server.mailbox(frida.address).at(-1)?.data ?? utf8(""), [frida], []);
  assert.match(opened.ok ? fromUtf8(opened.value.content) : "", /knows your key/);
  assert.deepEqual(await keysOf(greta), []);

  for (const { address } of [frida, greta]) await server.call(memberRemove, { list: TEAM, address });
  clock.advance(DAY_MS);
  await runTask(server, clock, "owner_summary");
  const summary = server.mailbox(MIA).at(-1)?.data.toString().replaceAll("=\r\n", "") ?? "";
  assert.match(summary, /Left yesterday with a key: frida@example\.org\. Their address comes back only/);
  await server.call(memberAdd, { list: TEAM, member: { address: frida.address } });
  const input = { list: TEAM, address: frida.address, key: fileInput(utf8(armourKey(other.publicKey))) };
  await server.call(memberJoinWithKey, input);
  assert.deepEqual(await keysOf(frida), [], "who left with a key gets another by an owner (S9)");
  await server.drain();
  assert.match(server.mailbox(frida.address).at(-1)?.data.toString() ?? "", /was not taken/);
});

test("what is not signed with that key, or says it by a command, makes nobody a member, and the way stays open", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida, team } = story;
  const other = await correspondent("frida", "openpgp");
  const to = await challenged(story);
  await write(server, frida, to, entity("It is mine.\n"));
  await write(server, frida, to, await signed(other, entity("It is mine.\n")));
  const long = new Date(NOW.getTime() - 8 * DAY_MS);
  await write(server, frida, to, await signed(frida, entity("It is mine.\n"), long));
  await write(server, frida, to, mixed(await signed(frida, entity("A part is mine.\n")), entity("added\n")));
  assert.equal(await isMember(story), false);
  const again = await challengeTo(story, frida);
  assert.equal(again.to, to);
  assert.match(fromUtf8(again.content), /was not signed with it/);
  await write(server, frida, to, await sealed(team.openpgp, protectedText(frida, "mine\n", { to }), frida));
  assert.equal(await isMember(story), true);
});

test("at another list's address such an answer is nobody's", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida } = story;
  await server.call(listCreate, { address: "other@example.org", name: "Other" });
  await write(server, frida, "team-join@example.org", entity("\n"));
  await write(server, frida, replyTo(server, frida), entity("yes\n"));
  const before = server.mailbox(frida.address).length;
  const elsewhere = replyTo(server, frida).replace("team-", "other-");
  await write(server, frida, elsewhere, withKey(frida));
  assert.equal(server.mailbox(frida.address).length, before);
});

test("a command that brings such a key back does nothing, nor does who is banned since", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida } = story;
  const to = await challenged(story);
  const key = /\+([^@]+)@/.exec(to)?.[1] ?? "";
  await write(server, frida, "team-request@example.org", entity(`CONFIRM ${key}\n`));
  assert.equal(await isMember(story), false);
  await server.call(listConfigure, { list: TEAM, settings: { ban_list: frida.address } });
  await write(server, frida, to, await signed(frida, entity("It is mine.\n")));
  assert.equal(await isMember(story), false);
});

test("who reads the mailbox and has another's key gets no further than the mail that they cannot read", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida, team } = story;
  const thief = await correspondent("frida", "openpgp");
  await challenged(story);
  const { data, to } = await challengeTo(story, frida);
  assert.equal((await openFor(data, [thief], [team.openpgp, team.smime])).ok, false);
  assert.ok(!textTo(server, frida).includes(to), "in no clear line of any mail");
});

test("an answer without a key, or with one for another address, is asked again, at the same address", async (t) => {
  const story = await aStory(t, "sqlite");
  const { server, frida } = story;
  const greta = await correspondent("greta", "openpgp");
  await write(server, frida, "team-join@example.org", entity("\n"));
  await write(server, frida, replyTo(server, frida), entity("yes\n"));
  const to = replyTo(server, frida);
  let asked = 0;
  for (const content of [entity("Which key?\n"), withKey(greta)]) {
    await write(server, frida, to, content);
    asked++;
    assert.equal(textTo(server, frida).split("brought no key that can be used").length - 1, asked);
    assert.equal(replyTo(server, frida), to);
    assert.equal(replyTo(server, frida), to);
  }
});

test("who left with a key comes back with it, and with another only by an owner (S9)", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server, { subscribe_key: "require" });
  const [frida, other] = [await correspondent("frida"), await correspondent("frida")];
  const story = { server, team, frida };
  const joinWith = async (who: Correspondent) => {
    clock.advance(DAY_MS);
    const to = await challenged({ ...story, frida: who });
    await write(server, who, to, await signed(who, entity(`mine ${clock.now().toISOString()}\n`)));
  };
  await joinWith(frida);
  await server.call(memberRemove, { list: TEAM, address: frida.address });
  await joinWith(other);
  assert.equal(await isMember(story), false);
  const waiting = await server.call(requestList, { list: TEAM });
  assert.deepEqual(
    waiting.map(({ function: what, email }) => [what, email]),
    [["subscribe", frida.address]],
  );
  await joinWith(frida);
  const { keys, leftKeys } = await server.call(memberShow, { list: TEAM, member: frida.address });
  assert.deepEqual([keys.map(({ fingerprint }) => fingerprint), leftKeys], [[frida.secret.fingerprint], []]);
});

test("a list without keys asks for none, whatever it is set to; the operator adds people without", async (t) => {
  const plain = await newServer(t, { clock: movableClock() });
  const settings = { subscribe_key: "require" };
  await plain.call(listCreate, { address: TEAM, name: "Team", settings });
  const frida = await correspondent("frida");
  await write(plain, frida, "team-join@example.org", entity("\n"));
  await write(plain, frida, replyTo(plain, frida), entity("yes\n"));
  assert.equal((await plain.call(memberShow, { list: TEAM, member: frida.address })).keys.length, 0);
  const story = await aStory(t, "sqlite");
  await story.server.call(memberSubscribe, { list: TEAM, address: story.frida.address });
  assert.equal(await isMember(story), true);
});
