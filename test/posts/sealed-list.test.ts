/** The main job: a post goes in sealed and comes out sealed, for OpenPGP and S/MIME members of one list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, type EmailAddress, utf8 } from "#base";
import { heldList, keyExport, listConfigure, listCreate, memberAdd } from "#operations";
import {
  type ListPublicKeys,
  makePerson,
  type Person,
  readListKeys,
  readSealed,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import { decodeWords, parseMessage } from "#mime";
import { forEachDatabase } from "../support/database.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org" as EmailAddress;
const MARKER = "Krokodilsträne";

interface Team {
  readonly alice: Person;
  readonly bob: Person;
  readonly keys: ListPublicKeys;
}

async function sealedTeam(server: TestServer): Promise<Team> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"], sealed: true });
  const [alice, bob] = await Promise.all([makePerson("Alice", "openpgp"), makePerson("Bob", "smime")]);
  for (const { address, publicFile } of [alice, bob]) {
    await server.call(memberAdd, {
      list: TEAM,
      member: { address, key: { file: fileInput(utf8(publicFile)) } },
    });
  }
  await server.call(memberAdd, { list: TEAM, member: { address: "carol@example.net" } });
  const exported = await server.call(keyExport, { list: TEAM });
  const text = (scheme: string): string => exported.find((key) => key.scheme === scheme)?.text ?? "";
  return { alice, bob, keys: await readListKeys(text("openpgp"), text("smime")) };
}

async function write(
  team: Team,
  writer: Person,
  from: Person,
  changes: { id?: string; to?: EmailAddress; text?: string } = {},
): Promise<Bytes> {
  const letter = {
    from,
    to: changes.to ?? TEAM,
    subject: `Lunch ${MARKER}`,
    text: changes.text ?? `At noon? ${MARKER}\r\n`,
    inReplyTo: null,
    messageId: `<${changes.id ?? "1"}@laptop.example>`,
  };
  return writeSealed(writer, letter, await recipientOf(team.keys, writer.scheme));
}

forEachDatabase((database) => {
  test("Alice's OpenPGP post reaches Bob in S/MIME and Alice in OpenPGP; Carol gets a notice", async (t) => {
    const server = await newServer(t, { database });
    const team = await sealedTeam(server);
    await server.post({
      from: team.alice.address,
      to: TEAM,
      message: await write(team, team.alice, team.alice),
    });
    for (const reader of [team.alice, team.bob]) {
      const [copy, ...more] = server.mailbox(reader.address);
      assert.ok(copy !== undefined && more.length === 0, reader.name);
      await assertSealedCopy(copy.data, reader, team.keys);
      assert.match(copy.from, /^team-bounces\+[\w-]+@example\.org$/);
    }
    const [notice] = server.mailbox("carol@example.net");
    assert.match(notice?.data.toString() ?? "", /A message is waiting for you/);
    assert.equal(notice?.from, "");
    assert.ok(!everythingSent(server).includes(MARKER));
  });
});

test("Bob's S/MIME answer reaches Alice in OpenPGP", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  await server.post({ from: team.bob.address, to: TEAM, message: await write(team, team.bob, team.bob) });
  const [copy] = server.mailbox(team.alice.address);
  await assertSealedCopy(copy?.data ?? utf8(""), team.alice, team.keys);
});

test("an outsider who writes in Alice's name is held, and nobody gets it", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  const mallory = await makePerson("Mallory", "openpgp");
  await server.post({ from: mallory.address, to: TEAM, message: await write(team, mallory, team.alice) });
  const [held] = await server.call(heldList, {});
  assert.equal(held?.code, "not-signed");
  assert.equal(held?.detail, "unknown-key");
  assert.equal(server.mailbox(team.alice.address).length, 0);
  assert.equal(server.mailbox(team.bob.address).length, 0);
  assert.equal(server.mailbox(mallory.address).length, 0, "a forger is told nothing");
});

test("a member who writes in another member's name is held too", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  await server.post({ from: team.bob.address, to: TEAM, message: await write(team, team.bob, team.alice) });
  const [held] = await server.call(heldList, {});
  assert.equal(held?.code, "not-signed");
  assert.equal(server.mailbox(team.alice.address).length, 0);
});

test("a post in clear is refused, and its writer is not told: nobody vouches for the From", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  const message = utf8(`From: ${team.alice.address}\r\nTo: ${TEAM}\r\nSubject: x\r\n\r\n${MARKER}\r\n`);
  await server.post({ from: team.alice.address, to: TEAM, message });
  const [held] = await server.call(heldList, {});
  assert.equal(held?.kind, "refused");
  assert.equal(held?.code, "not-sealed");
  assert.deepEqual(server.sink.messages.length, 0);
});

test("a sealed post that begins with a password goes to nobody", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  for (const more of ["", "long\r\n".repeat(200_000)]) {
    const text = `Approved: open-sesame\r\n\r\nAt noon?\r\n${more}`;
    const message = await write(team, team.alice, team.alice, { text });
    await server.post({ from: team.alice.address, to: TEAM, message });
  }
  const held = await server.call(heldList, {});
  const [refused, other] = held.map(({ kind, code }) => `${kind} ${code}`);
  assert.deepEqual([refused, other], ["refused password-in-clear", "refused password-in-clear"]);
  assert.equal(server.mailbox(team.bob.address).length, 0);
});

test("the same post again is dropped without a word", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  const message = await write(team, team.alice, team.alice);
  await server.post({ from: team.alice.address, to: TEAM, message });
  await server.post({ from: team.alice.address, to: TEAM, message });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.deepEqual(await server.call(heldList, {}), []);
});

test("mail sealed to the owners reaches an owner with a key sealed", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  const olga = await makePerson("Olga", "smime");
  await server.call(memberAdd, {
    list: TEAM,
    member: { address: olga.address, owner: true, key: { file: fileInput(utf8(olga.publicFile)) } },
  });
  const owner = "team-owner@example.org" as EmailAddress;
  const stranger = await makePerson("Stranger", "openpgp");
  await server.post({
    from: stranger.address,
    to: owner,
    message: await write(team, stranger, stranger, { to: owner }),
  });
  const [copy] = server.mailbox(olga.address);
  const opened = await readSealed(olga, copy?.data ?? utf8(""), team.keys);
  assert.ok(
    Buffer.from(opened?.content ?? "")
      .toString()
      .includes("At noon?"),
  );
  assert.equal(server.mailbox("mia@example.net").length, 0, "an owner without a key gets nothing in clear");
  assert.ok(!everythingSent(server).includes(MARKER));
});

test("sendkey answers with the list's key and certificate", async (t) => {
  const server = await newServer(t);
  await sealedTeam(server);
  const message = utf8("From: eve@example.com\r\nTo: team-sendkey@example.org\r\nSubject: key\r\n\r\n\r\n");
  await server.post({ from: "eve@example.com", to: "team-sendkey@example.org", message });
  const [answer] = server.mailbox("eve@example.com");
  assert.match(answer?.data.toString() ?? "", /BEGIN PGP PUBLIC KEY BLOCK[\s\S]*BEGIN CERTIFICATE/);
  await server.post({ from: "eve@example.com", to: "team-sendkey@example.org", message });
  assert.equal(server.mailbox("eve@example.com").length, 1, "once per hour");
});

async function assertSealedCopy(copy: Bytes, reader: Person, keys: ListPublicKeys): Promise<void> {
  const outside = parseMessage(copy);
  assert.ok(outside.ok);
  assert.equal(outside.value.header.first("subject")?.value, "[Team] sealed post 1");
  assert.equal(outside.value.header.first("from")?.value, "Team <team@example.org>");
  const opened = await readSealed(reader, copy, keys);
  assert.ok(opened !== null, "it opens with the reader's key");
  const [signature] = opened.signatures;
  assert.equal(signature?.verdict, "valid");
  assert.equal(signature?.signer, keys[reader.scheme].fingerprint);
  const subject = opened.headers.find((field) => field.name === "Subject");
  assert.equal(subject?.from, "protected");
  const text = Buffer.from(opened.content).toString();
  assert.match(text, /Signature: valid, by/);
  assert.match(text, /At noon\?/);
}

function everythingSent(server: TestServer): string {
  return Buffer.concat(server.sink.messages.map((message) => message.data)).toString();
}

test("an answer under the placeholder gets the thread's own Subject inside, and keeps its number", async (t) => {
  const server = await newServer(t);
  const team = await sealedTeam(server);
  await server.post({
    from: team.alice.address,
    to: TEAM,
    message: await write(team, team.alice, team.alice),
  });
  const letter = {
    from: team.bob,
    to: TEAM,
    subject: "Re: [Team] sealed post 1",
    text: "Yes.\r\n",
    inReplyTo: null,
    messageId: "<2@laptop.example>",
  };
  const message = await writeSealed(team.bob, letter, await recipientOf(team.keys, "smime"));
  await server.post({ from: team.bob.address, to: TEAM, message });
  const [, copy] = server.mailbox(team.alice.address);
  const opened = await readSealed(team.alice, copy?.data ?? utf8(""), team.keys);
  const subject = opened?.headers.find((field) => field.name === "Subject")?.value ?? "";
  assert.equal(decodeWords(subject), `Re: Lunch ${MARKER}`);
  const outside = parseMessage(copy?.data ?? utf8(""));
  assert.equal(outside.ok && outside.value.header.first("subject")?.value, "[Team] sealed post 1");
});

for (const [name, writer] of [
  ["Bob", "bob"],
  ["Alice", "alice"],
] as const) {
  test(`keep_poster_signature: ${name}'s own signature stays inside, or the block says that it could not`, async (t) => {
    const server = await newServer(t);
    const team = await sealedTeam(server);
    await server.call(listConfigure, { list: TEAM, settings: { keep_poster_signature: "yes" } });
    const message = await write(team, team[writer], team[writer]);
    await server.post({ from: team[writer].address, to: TEAM, message });
    const [copy] = server.mailbox(team.alice.address);
    const opened = await readSealed(team.alice, copy?.data ?? utf8(""), team.keys);
    const text = Buffer.from(opened?.content ?? "").toString();
    // Bob's S/MIME signature is a part of its own; Alice's is inside her OpenPGP message and cannot leave it.
    const kept = /multipart\/signed; protocol="application\/pkcs7-signature"/.test(text);
    assert.equal(kept, name === "Bob");
    assert.equal(text.includes("own signature could not be passed on"), name === "Alice");
  });
}
