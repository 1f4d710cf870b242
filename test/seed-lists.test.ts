/** The example lists that the project grew from, told on the whole server ("Secure List Server", 2009). */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { utf8 } from "#base";
import { parseMessage } from "#mime";
import { heldList, keyGenerate, listCreate, memberAdd } from "#operations";
import {
  type Correspondent,
  correspondent,
  entity,
  openFor,
  sealed,
  signed,
} from "./support/correspondents.ts";
import { join, letter, listAsCorrespondents, movableClock, TEAM } from "./support/sealed-team.ts";
import { newServer, type TestServer } from "./support/server.ts";

const PLAIN = "paul@example.org";
const MARKER = "Heliotrop";

interface Scene {
  readonly server: TestServer;
  readonly alice: Correspondent;
  readonly bob: Correspondent;
}

/** Alice has an OpenPGP key, Bob a certificate, Paul nothing. */
async function listWith(t: TestContext, settings: Readonly<Record<string, string>>): Promise<Scene> {
  const server = await newServer(t, { clock: movableClock() });
  await server.call(listCreate, { address: TEAM, name: "Team", settings });
  const [alice, bob] = [await correspondent("alice", "openpgp"), await correspondent("bob", "smime")];
  for (const person of [alice, bob]) await join(server, person);
  await server.call(memberAdd, { list: TEAM, member: { address: PLAIN } });
  return { server, alice, bob };
}

function newest(server: TestServer, address: string) {
  const copy = server.mailbox(address).at(-1);
  assert.ok(copy, `${address} got nothing`);
  const parsed = parseMessage(copy.data);
  assert.ok(parsed.ok);
  return { entity: parsed.value, text: copy.data.toString() };
}

async function post(server: TestServer, from: Correspondent | string, content: Uint8Array, id = "1") {
  const address = typeof from === "string" ? from : from.address;
  await server.post({ from: address, to: TEAM, message: letter({ address }, content, { id }) });
}

test("Mailman vanilla: no keys, no settings: a post goes to everybody as it came", async (t) => {
  const { server, alice, bob } = await listWith(t, {});
  await post(server, PLAIN, entity(`${MARKER}\n`));
  for (const address of [alice.address, bob.address, PLAIN]) {
    const { entity: copy, text } = newest(server, address);
    assert.match(text, /Heliotrop\r\n$/);
    assert.equal(copy.header.first("subject")?.value, "[Team] outside");
    assert.equal(copy.header.first("from")?.value, PLAIN);
  }
});

test("SLS light: who has an OpenPGP key gets it sealed, the others in clear and marked; no list key", async (t) => {
  const { server, alice, bob } = await listWith(t, { gpg_distrib_encrypt: "yes" });
  await post(server, PLAIN, entity(`${MARKER}\n`));
  const sealedCopy = newest(server, alice.address);
  assert.equal(sealedCopy.entity.contentType.essence, "multipart/encrypted");
  assert.ok(!sealedCopy.text.includes(MARKER));
  const opened = await openFor(utf8(sealedCopy.text), [alice], []);
  assert.ok(opened.ok && Buffer.from(opened.value.content).includes(MARKER));
  for (const address of [bob.address, PLAIN]) {
    const { text } = newest(server, address);
    assert.match(text, /Heliotrop/);
    assert.match(text, /This copy left the list in clear/);
  }
});

test("anti-spam: only posts that a member signed in S/MIME go out; no list key", async (t) => {
  const { server, alice, bob } = await listWith(t, { smime_post_sign: "force" });
  await post(server, PLAIN, entity("spam\n"), "spam");
  await post(server, bob.address, entity("spam in Bob's name\n"), "forged");
  await post(server, alice, await signed(alice, entity("signed in the other family\n")), "pgp");
  assert.equal(server.mailbox(PLAIN).length, 0);
  const kept = await server.call(heldList, {});
  assert.deepEqual(
    kept.map(({ kind, code }) => [kind, code]),
    Array.from({ length: 3 }, () => ["refused", "not-signed"]),
  );
  await post(server, bob, await signed(bob, entity(`${MARKER}\n`)), "good");
  for (const address of [alice.address, bob.address, PLAIN]) {
    assert.match(newest(server, address).text, /Heliotrop/);
  }
});

test("dissidents: an outsider writes sealed to the list; it goes on in clear once that is confirmed", async (t) => {
  const unconfirmed = { smime_post_encrypt: "yes", generic_nonmember_action: "accept" };
  await assert.rejects(listWith(t, unconfirmed), /clear_after_decrypt = "confirmed"/);
  const { server, alice } = await listWith(t, { ...unconfirmed, clear_after_decrypt: "confirmed" });
  await server.call(keyGenerate, { list: TEAM });
  const { smime: list } = await listAsCorrespondents(server, TEAM);
  await post(server, "anonymous@example.com", await sealed(list, entity(`${MARKER}\n`)), "1");
  const { text, entity: copy } = newest(server, alice.address);
  assert.match(text, /Heliotrop/);
  assert.match(text, /This post came sealed/);
  assert.equal(copy.header.first("x-mailman-sls-decrypted")?.value, "Yes");
  await post(server, "anonymous@example.com", entity("in clear\n"), "2");
  assert.match(newest(server, PLAIN).text, /in clear/, "yes, not force: clear posts are taken too");
});

test("full: sealed and signed in, sealed and signed out, in one family; nothing else goes through", async (t) => {
  const { server, alice, bob } = await listWith(t, {
    gpg_post_encrypt: "force",
    gpg_post_sign: "force",
    gpg_distrib_encrypt: "force",
    gpg_distrib_sign: "yes",
  });
  await server.call(keyGenerate, { list: TEAM });
  const { openpgp: list, smime } = await listAsCorrespondents(server, TEAM);
  const content = entity(`${MARKER}\n`);
  await post(server, alice, content, "clear");
  await post(server, alice, await signed(alice, content), "signed");
  await post(server, alice, await sealed(list, content), "sealed");
  await post(server, bob, await sealed(smime, await signed(bob, content)), "other-family");
  const kept = (await server.call(heldList, {})).map(({ code }) => code);
  assert.equal(kept.length, 4);
  assert.equal(server.sink.messages.filter(({ data }) => data.includes("sealed post")).length, 0);
  await post(server, alice, await sealed(list, content, alice), "good");
  const opened = await openFor(utf8(newest(server, alice.address).text), [alice], [list]);
  assert.ok(opened.ok && Buffer.from(opened.value.content).includes(MARKER));
  assert.deepEqual(
    opened.value.signatures.map(({ verdict }) => verdict),
    ["valid"],
  );
  for (const address of [bob.address, PLAIN]) {
    assert.match(newest(server, address).text, /A message is waiting for you/, address);
  }
  assert.ok(!server.sink.messages.some(({ data }) => data.includes(MARKER)));
});
