/** A member whose certificates are ML-KEM and ML-DSA reads a sealed list and writes to it, among people of today. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, fromLatin1, type ListSecret, type MemberId, utf8 } from "#base";
import { keyBind, memberAdd } from "#operations";
import { armourCertificate } from "#smime";
import { type Correspondent, openFor, sealed, signed } from "../support/programs/correspondents.ts";
import { makeAuthority, makePerson, type TestKeyKind } from "../support/crypto/pki.ts";
import { fileInput, newServer } from "../support/server.ts";
import {
  everythingSent,
  heldCodes,
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

const DORA = "dora@example.org" as EmailAddress;
const CA = makeAuthority("Quantum CA", null, { kind: "ml-dsa-87" });

function withKey(kind: TestKeyKind): Correspondent {
  const secret: ListSecret = makePerson({ kind, address: DORA }, CA);
  const [publicKey = utf8("")] = secret.certificates;
  return { member: asId<MemberId>(0), address: DORA, secret, publicKey };
}

const keyFile = ({ publicKey }: Correspondent) => ({ file: fileInput(utf8(armourCertificate(publicKey))) });

for (const [kem, dsa] of [
  ["ml-kem-512", "ml-dsa-44"],
  ["ml-kem-768", "ml-dsa-65"],
  ["ml-kem-1024", "ml-dsa-87"],
] as const) {
  test(`a member with ${kem} and ${dsa} reads, and what they sign goes to everybody`, async (t) => {
    const server = await newServer(t, { clock: movableClock() });
    const team = await sealedTeam(server);
    const [reading, writing] = [withKey(kem), withKey(dsa)];
    await server.call(memberAdd, { list: TEAM, member: { address: DORA, key: keyFile(reading) } });
    await server.call(keyBind, { list: TEAM, member: DORA, key: keyFile(writing) });

    const text = protectedText(team.alice, "Behind the old mill, at six.\n", { subject: "the plan" });
    const fromAlice = await sealed(team.openpgp, text, team.alice);
    await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, fromAlice) });
    const received = await readNewest(server, reading, team);
    assert.ok(received);
    assert.match(fromLatin1(received.content), /old mill/);
    assert.equal(received.signatures[0]?.verdict, "valid");
    assert.equal(received.layers[0]?.kind, "encrypted");

    const answer = await signed(
      writing,
      protectedText(writing, "At seven, rather.\n", { subject: "the plan" }),
    );
    const toList = await sealed(team.smime, answer);
    await server.post({ from: DORA, to: TEAM, message: letter(writing, toList, { id: "2" }) });
    assert.deepEqual(await heldCodes(server), []);
    for (const reader of [team.alice, team.bob, reading]) {
      const copy = await readNewest(server, reader, team);
      assert.match(fromLatin1(copy?.content ?? utf8("")), /At seven/, reader.address);
    }
    assert.doesNotMatch(everythingSent(server), /old mill|At seven|the plan/);
  });
}

test("an answer under somebody else's ML-DSA key, or a changed one, goes to nobody", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const [reading, writing, stranger] = [withKey("ml-kem-768"), withKey("ml-dsa-65"), withKey("ml-dsa-65")];
  await server.call(memberAdd, { list: TEAM, member: { address: DORA, key: keyFile(reading) } });
  await server.call(keyBind, { list: TEAM, member: DORA, key: keyFile(writing) });
  const text = protectedText(writing, "At seven, rather.\n");
  const forged = await sealed(team.smime, await signed(stranger, text));
  await server.post({ from: DORA, to: TEAM, message: letter(writing, forged) });
  const honest = Buffer.from(await signed(writing, text)).toString("latin1");
  const bent = Buffer.from(honest.replace("At seven", "At eight"), "latin1");
  await server.post({
    from: DORA,
    to: TEAM,
    message: letter(writing, await sealed(team.smime, bent), { id: "2" }),
  });
  assert.equal(server.mailbox(team.bob.address).length, 0);
  assert.equal((await heldCodes(server)).length, 2);
});

test("what is sealed to an ML-KEM certificate opens with no other key of the same kind", async () => {
  const [dora, other] = [withKey("ml-kem-768"), withKey("ml-kem-768")];
  const content = await sealed(dora, protectedText(dora, "hello\n"));
  const mine = await openFor(letter(dora, content), [dora], []);
  assert.ok(mine.ok);
  const theirs = await openFor(letter(dora, content), [other], []);
  assert.equal(!theirs.ok && theirs.why, "no-key");
});
