/**
 * S9, S10: keys that were made large by others or on purpose: thousands of certifications by strangers ("certificate
 * flooding" of the SKS key servers, 2019; CVE-2019-13050), thousands of user ids and subkeys, megabytes, thousands of names.
 * What is small enough to be read works as if nothing had been added; the rest is refused with words, and nothing is bound.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { AppError, type Bytes, concatBytes, LIMITS, utf8 } from "#base";
import { keyBind, memberAdd, memberShow } from "#operations";
import { correspondent, entity, NOW, sealed, signed } from "../support/programs/correspondents.ts";
import {
  boundSubkey,
  certificate,
  certificationData,
  cv25519Key,
  ed25519Key,
  FLAGS,
  packet,
  signature,
} from "../support/crypto/openpgp-forge.ts";
import { makeAuthority, makePerson } from "../support/crypto/pki.ts";
import {
  heldCodes,
  join,
  letter,
  movableClock,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const VICTOR = "victor@example.org";
const ID = { text: utf8(`Victor <${VICTOR}>`) };

async function setUp(t: TestContext) {
  const server = await newServer(t, { clock: movableClock() });
  return { server, team: await sealedTeam(server) };
}

async function refusal(server: TestServer, file: Bytes): Promise<string> {
  const member = { address: VICTOR, key: { file: fileInput(file) } };
  const thrown: unknown = await server
    .call(memberAdd, { list: TEAM, member })
    .catch((error: unknown) => error);
  assert.ok(thrown instanceof AppError, "refused");
  await assert.rejects(server.call(memberShow, { list: TEAM, member: VICTOR }), "nothing is half done");
  return thrown.publicText;
}

/** Certifications of the first user id by a stranger, as many as one wants. */
function flooded(key: Bytes, count: number): Bytes {
  const [primaryEnd = 0, userIdEnd = 0] = packetEnds(key);
  const eve = ed25519Key(MADE);
  const over = certificationData(ed25519Key(MADE), ID.text);
  const one = signature({ by: eve, type: 0x10, over, at: NOW });
  const flood = Buffer.alloc(count * one.length, one);
  assert.ok(primaryEnd < userIdEnd);
  return concatBytes(key.subarray(0, userIdEnd), flood, key.subarray(userIdEnd));
}

/** Where packets of the new form with lengths of one or two octets end. */
function packetEnds(key: Bytes): readonly number[] {
  const ends: number[] = [];
  for (let at = 0; at < key.length; at = ends.at(-1) ?? key.length) {
    const [, first = 0, second = 0] = key.subarray(at);
    ends.push(first < 192 ? at + 2 + first : at + 3 + ((first - 192) << 8) + second + 192);
  }
  return ends;
}

test("a flooded key works as before: its owner reads and writes, and a flooded renewal adds nothing", async (t) => {
  const { server, team } = await setUp(t);
  const victor = await correspondent("victor");
  const publicKey = flooded(victor.publicKey, 20_000);
  assert.ok(publicKey.length > 2_000_000 && publicKey.length < LIMITS.keyFileBytes);
  await join(server, { ...victor, publicKey });
  const content = await sealed(team.openpgp, await signed(victor, entity("from Victor\n")));
  await server.post({ from: victor.address, to: TEAM, message: letter(victor, content) });
  assert.deepEqual(await heldCodes(server), []);
  const copy = await readNewest(server, victor, team);
  assert.match(Buffer.from(copy?.content ?? "").toString(), /from Victor/);

  const before = await storedSize(server, team.alice.secret.fingerprint);
  const file = fileInput(flooded(team.alice.publicKey, 20_000));
  await server.call(keyBind, { list: TEAM, member: team.alice.address, key: { file } });
  assert.equal(await storedSize(server, team.alice.secret.fingerprint), before);
});

async function storedSize(server: TestServer, fingerprint: string): Promise<number> {
  const rows = await server.db.read((tx) => tx.query.selectFrom("member_key").selectAll().execute());
  const row = rows.find((one) => one.fingerprint === fingerprint);
  assert.ok(row !== undefined);
  return JSON.stringify(row).length;
}

test("thousands of user ids or subkeys, and ten megabytes, are refused", async (t) => {
  const { server } = await setUp(t);
  const primary = ed25519Key(MADE);
  const many = LIMITS.partsPerKey + 1;
  const names = Array.from({ length: many }, (_, nth) => packet(13, utf8(`u${nth} <u${nth}@example.org>`)));
  const own = certificate({ primary, userIds: [ID], at: MADE });
  const subkey = boundSubkey({ primary, subkey: cv25519Key(MADE), at: MADE, flags: FLAGS.encrypt });
  for (const [what, file] of [
    ["user ids", concatBytes(own, ...names)],
    ["subkeys", concatBytes(own, Buffer.alloc(many * subkey.length, subkey))],
    ["octets", flooded((await correspondent("victor")).publicKey, 80_000)],
  ] as const)
    assert.match(await refusal(server, file), /larger|too large/, what);
});

test("a certificate beyond the limit is refused; one of thousands of names is its owner's alone", async (t) => {
  const { server, team } = await setUp(t);
  const authority = makeAuthority();
  const person = (count: number) =>
    makePerson(
      {
        kind: "p256",
        addresses: [VICTOR, ...Array.from({ length: count }, (_, nth) => `u${nth}@example.net`)],
      },
      authority,
    );
  const [large] = person(10_000).certificates;
  assert.ok(large !== undefined && large.length > LIMITS.certificateBytes);
  assert.match(await refusal(server, large), /larger|too large/);
  const names = person(4000);
  const [fits] = names.certificates;
  assert.ok(fits !== undefined && fits.length < LIMITS.certificateBytes);
  const victor = { ...(await correspondent("victor", "smime")), secret: names, publicKey: fits };
  await join(server, victor);
  const content = await sealed(team.smime, await signed(victor, entity("from Victor\n")));
  await server.post({ from: VICTOR, to: TEAM, message: letter(victor, content) });
  const inAnothers = letter(
    { address: "u7@example.net" },
    await sealed(team.smime, await signed(victor, entity("y\n"))),
    { id: "2" },
  );
  await server.post({ from: VICTOR, to: TEAM, message: inAnothers });
  assert.deepEqual(await heldCodes(server), ["held not-signed"]);
});
