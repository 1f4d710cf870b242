/** Members whose OpenPGP keys are of version 6 or post-quantum, on one list with others (RFC 9580, RFC 9980). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Bytes, type EmailAddress, fromUtf8, utf8 } from "#base";
import { open, unlockSecrets } from "#openpgp";
import { keyExport, listCreate, memberAdd } from "#operations";
import {
  type ListPublicKeys,
  makePerson,
  type Person,
  readListKeys,
  recipientOf,
  writeSealed,
} from "../../src/main/demo/people.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org" as EmailAddress;
const NEW = "pqc-test-key@example.com" as EmailAddress;
const MARKER = "heliotrope";
const corpus = (file: string): Bytes =>
  readFileSync(join(import.meta.dirname, "../corpus/openpgp-pqc", file));

async function sealedTeam(server: TestServer, key: Bytes): Promise<{ alice: Person; keys: ListPublicKeys }> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"], sealed: true });
  const alice = await makePerson("Alice", "openpgp");
  for (const [address, file] of [
    [alice.address, utf8(alice.publicFile)],
    [NEW, key],
  ] as const)
    await server.call(memberAdd, { list: TEAM, member: { address, key: { file: fileInput(file) } } });
  const exported = await server.call(keyExport, { list: TEAM });
  const text = (scheme: string): string => exported.find((one) => one.scheme === scheme)?.text ?? "";
  return { alice, keys: await readListKeys(text("openpgp"), text("smime")) };
}

/** The armoured message in a copy. */
function armourIn(copy: Bytes): Bytes {
  const text = fromUtf8(copy);
  const [start, end] = [text.indexOf("-----BEGIN PGP MESSAGE"), text.indexOf("-----END PGP MESSAGE-----")];
  assert.ok(start >= 0 && end > start);
  return utf8(`${text.slice(start, end)}-----END PGP MESSAGE-----\r\n`);
}

for (const [what, name] of [
  ["version 4 with an ML-KEM-768 subkey", "v4-eddsa"],
  ["version 6 with ML-KEM-768", "v6-eddsa"],
  ["version 6 with ML-DSA-87 and ML-KEM-1024", "v6-mldsa-87"],
] as const) {
  test(`a member with a key of ${what} reads a post, signed by the list`, async (t) => {
    const server = await newServer(t, { database: "sqlite" });
    const { alice, keys } = await sealedTeam(server, corpus(`${name}-sample-pk.asc`));
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
    const [copy] = server.mailbox(NEW);
    assert.ok(copy);
    const secrets = await unlockSecrets(corpus(`${name}-sample-sk.asc`), null);
    assert.ok(secrets.ok);
    const signers = async (): Promise<(typeof keys.openpgp)[]> => [keys.openpgp];
    const opened = await open({
      ciphertext: armourIn(copy.data),
      secrets: secrets.value,
      at: new Date(),
      signers,
    });
    assert.ok(opened.opened);
    assert.match(fromUtf8(opened.content), new RegExp(MARKER));
    assert.deepEqual(
      opened.signatures.map(({ verdict }) => verdict),
      ["valid"],
    );
  });
}
