/** A list whose own OpenPGP key is of version 6 or post-quantum opens, seals, signs and moves (RFC 9580, RFC 9980). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as library from "openpgp";
import { type Bytes, type EmailAddress, fromUtf8, utf8 } from "#base";
import { keyExport, keyImport, listCreate, memberAdd } from "#operations";
import {
  makePerson,
  type Person,
  readListKeys,
  readSealed,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org" as EmailAddress;
const MARKER = "heliotrope";
const corpus = (name: string): Bytes =>
  readFileSync(join(import.meta.dirname, `../corpus/openpgp-pqc/${name}-sample-sk.asc`));

async function teamWithKey(server: TestServer, file: Bytes, passphrase: string | null): Promise<Person> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"], sealed: true });
  await server.call(keyImport, { list: TEAM, file: fileInput(file), passphrase, replace: true });
  const alice = await makePerson("Alice", "openpgp");
  const key = { file: fileInput(utf8(alice.publicFile)) };
  await server.call(memberAdd, { list: TEAM, member: { address: alice.address, key } });
  return alice;
}

/** Alice writes to the list's key; gives the list's public key and her copy. */
async function post(server: TestServer, alice: Person): Promise<{ listKey: string; copy: Bytes }> {
  const exported = await server.call(keyExport, { list: TEAM });
  const text = (scheme: string): string => exported.find((one) => one.scheme === scheme)?.text ?? "";
  const keys = await readListKeys(text("openpgp"), text("smime"));
  const letter = {
    from: alice,
    to: TEAM,
    subject: "Lunch",
    text: `At noon? ${MARKER}\r\n`,
    inReplyTo: null,
    messageId: "<1@laptop.example>",
  };
  const message = await writeSealed(alice, letter, await recipientOf(keys, "openpgp"));
  await server.post({ from: alice.address, to: TEAM, message });
  const [copy] = server.mailbox(alice.address);
  assert.ok(copy);
  const read = await readSealed(alice, copy.data, keys);
  assert.ok(read);
  assert.match(fromUtf8(read.content), new RegExp(MARKER));
  assert.deepEqual(
    read.signatures.map(({ verdict, signer }) => [verdict, signer]),
    [["valid", keys.openpgp.fingerprint]],
  );
  return { listKey: text("openpgp"), copy: copy.data };
}

async function readByLibrary(copy: Bytes, alice: Person, listKey: string): Promise<void> {
  const [armour = ""] = /-----BEGIN PGP MESSAGE[^]*END PGP MESSAGE-----/.exec(fromUtf8(copy)) ?? [];
  const opened = await library.decrypt({
    message: await library.readMessage({ armoredMessage: armour }),
    decryptionKeys: await library.readPrivateKey({ binaryKey: alice.secret.secret }),
    verificationKeys: await library.readKey({ armoredKey: listKey }),
  });
  assert.match(String(opened.data), new RegExp(MARKER));
  assert.equal(await opened.signatures[0]?.verified, true);
}

for (const type of ["curve25519", "curve448"] as const)
  test(`a list with a version 6 key of ${type} works, and OpenPGP.js verifies its copies`, async (t) => {
    const config = { ...library.config, v6Keys: true };
    const userIDs = [{ email: TEAM }];
    const made = await library.generateKey({ type, userIDs, passphrase: "geheim", format: "binary", config });
    const server = await newServer(t, { database: "sqlite" });
    const alice = await teamWithKey(server, made.privateKey, "geheim");
    const { listKey, copy } = await post(server, alice);
    await readByLibrary(copy, alice, listKey);
  });

for (const name of ["v6-eddsa", "v6-mldsa-87", "v6-slhdsa-128s"])
  test(`a list with the key ${name} of RFC 9980 works`, async (t) => {
    const server = await newServer(t, { database: "sqlite" });
    await post(server, await teamWithKey(server, corpus(name), null));
  });

for (const name of ["v4-eddsa", "v6-mldsa-65"])
  test(`a list with the key ${name} of RFC 9980 works, and goes on elsewhere with what it exported`, async (t) => {
    const server = await newServer(t, { database: "sqlite" });
    await post(server, await teamWithKey(server, corpus(name), null));
    const [exported] = await server.call(keyExport, { list: TEAM, scheme: "openpgp", passphrase: "geheim" });
    assert.ok(exported);
    const other = await newServer(t, { database: "sqlite" });
    await post(other, await teamWithKey(other, utf8(exported.text), "geheim"));
  });
