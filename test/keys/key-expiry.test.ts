/** `chk_cert_expiration`: members and owners hear of keys that expire, once at each stage, and nobody else does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, systemRandom, utf8 } from "#base";
import { armourKey, generateListKey as generateOpenpgpKey } from "#openpgp";
import { keyBind, listConfigure, listCreate, listShow, memberAdd } from "#operations";
import { armourCertificate, generateListKey as generateCertificate } from "#smime";
import { listByAddress, listKeys, memberKeyPage, renewMemberKey } from "#store";
import { NOW } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { runTask } from "../support/run-task.ts";
import { CAROL, MIA, type MovableClock, movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const DAY_MS = 86_400_000;
const TASK = "chk_cert_expiration";
const DAVE = "dave@example.net" as EmailAddress;
const BORN = new Date("2026-01-01T00:00:00Z");

const inDays = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

async function openpgpKey(address: EmailAddress, days: number): Promise<string> {
  const { publicKey } = await generateOpenpgpKey({ address, at: BORN, expiresAt: inDays(days) });
  return fileInput(utf8(armourKey(publicKey)));
}

async function certificate(address: EmailAddress, days: number): Promise<string> {
  const input = { address, commonName: "x", at: BORN, expiresAt: inDays(days), random: systemRandom };
  const { secret } = await generateCertificate(input);
  return fileInput(utf8(armourCertificate(secret.certificates[0] ?? utf8(""))));
}

/** Carol's OpenPGP key is good for 40 days, Dave's certificate for 10. */
async function team(server: TestServer): Promise<void> {
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], sealed: true });
  const keys = [
    [CAROL, await openpgpKey(CAROL, 40)],
    [DAVE, await certificate(DAVE, 10)],
  ] as const;
  for (const [address, file] of keys)
    await server.call(memberAdd, { list: TEAM, member: { address, key: { file } } });
}

/** How many notices each of Carol, Dave and Mia has after a run. */
async function counts(server: TestServer, clock: MovableClock): Promise<readonly number[]> {
  await runTask(server, clock, TASK);
  return [CAROL, DAVE, MIA].map((address) => server.mailbox(address).length);
}

function newest(server: TestServer, address: EmailAddress): string {
  return server.mailbox(address).at(-1)?.data.toString().replaceAll("=\r\n", "") ?? "";
}

forEachDatabase((database) => {
  test("each stage of a key is told once, to its member and to the owners", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    await team(server);
    assert.deepEqual(await counts(server, clock), [0, 1, 1], "Dave's is within 14 days");
    assert.deepEqual(await counts(server, clock), [0, 1, 1], "the same day");
    clock.advance(5 * DAY_MS);
    assert.deepEqual(await counts(server, clock), [0, 1, 1], "Carol's 35, Dave's 5");
    clock.advance(5.5 * DAY_MS);
    assert.deepEqual(await counts(server, clock), [1, 2, 2], "Carol's within 30; Dave's has expired");
    assert.match(newest(server, DAVE), /Your key has expired[\s\S]*Certificate (?:[0-9A-F]{4} ?)+/);
    const owners = newest(server, MIA);
    assert.match(owners, /carol@example\.net: OpenPGP key [0-9A-F ]+: expires on 2026-12-31/);
    assert.match(owners, /dave@example\.net: Certificate [0-9A-F ]+: expired on 2026-12-01/);
    clock.advance(17 * DAY_MS);
    assert.deepEqual(await counts(server, clock), [2, 2, 3], "14");
    clock.advance(10 * DAY_MS);
    assert.deepEqual(await counts(server, clock), [3, 2, 4], "3");
    clock.advance(10 * DAY_MS);
    assert.deepEqual(await counts(server, clock), [4, 2, 5], "expired");
    clock.advance(90 * DAY_MS);
    assert.deepEqual(await counts(server, clock), [4, 2, 5], "and no more");
  });
});

test("a member hears of nobody else, sealed to the key while it is good", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await team(server);
  clock.advance(20 * DAY_MS);
  await runTask(server, clock, TASK);
  const sealed = newest(server, CAROL);
  assert.match(sealed, /multipart\/encrypted/);
  const expired = newest(server, DAVE);
  assert.match(expired, /Auto-Submitted: auto-generated/);
  assert.match(expired, /multipart\/signed|pkcs7/, "an expired key: in clear, signed by the list");
  assert.equal(server.mailbox(DAVE).at(-1)?.from, "", "null return path");
  assert.ok(!expired.includes(CAROL) && !sealed.includes(DAVE));
});

test("a renewed key is told anew; one that was replaced is not told", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await team(server);
  await server.call(keyBind, {
    list: TEAM,
    member: DAVE,
    key: { file: await certificate(DAVE, 300) },
    replace: true,
  });
  clock.advance(20 * DAY_MS);
  assert.deepEqual(await counts(server, clock), [1, 0, 1]);
  await renewCarols(server, 100);
  assert.deepEqual(await counts(server, clock), [1, 0, 1]);
  clock.advance(60 * DAY_MS);
  assert.deepEqual(await counts(server, clock), [2, 0, 2], "30 days before the new date");
});

async function renewCarols(server: TestServer, days: number): Promise<void> {
  await server.db.transact(async (tx) => {
    const list = await listByAddress(tx, TEAM);
    const keys = list === null ? [] : await memberKeyPage(tx, { listId: list.id, limit: 10 });
    const key = keys.find(({ scheme }) => scheme === "openpgp");
    if (key === undefined || key.recipient === null) throw new Error("Carol has no key");
    const until = inDays(days);
    const description = { ...key.description, expiresAt: until };
    await renewMemberKey(tx, key.id, {
      ...key,
      description,
      recipient: { ...key.recipient, usableUntil: until },
    });
  });
}

test("the owners hear of the list's own keys, which no member does", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: [MIA], sealed: true });
  await server.call(memberAdd, { list: TEAM, member: { address: CAROL } });
  const list = await server.db.read((tx) => listByAddress(tx, TEAM));
  const own = list === null ? [] : await server.db.read((tx) => listKeys(tx, list.id));
  const until = own.map(({ expiresAt }) => expiresAt?.getTime() ?? 0).sort((a, b) => a - b)[0] ?? 0;
  clock.advance(until - NOW.getTime() - 13 * DAY_MS);
  await runTask(server, clock, TASK);
  const told = newest(server, MIA);
  assert.match(told, /The list itself: (?:OpenPGP key|Certificate) [0-9A-F ]+: expires on \d{4}-\d\d-\d\d/);
  assert.match(told, /conclave key rotate team@example\.org --scheme (?:openpgp|smime)/);
  assert.equal(server.mailbox(CAROL).length, 0);
});

test("the list's own days count; with none, and on lists without keys, nobody is told", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await team(server);
  await server.call(listConfigure, { list: TEAM, settings: { expiry_warning_days: "5" } });
  assert.deepEqual(await counts(server, clock), [0, 0, 0]);
  clock.advance(6 * DAY_MS);
  assert.deepEqual(await counts(server, clock), [0, 1, 1]);
  await server.call(listConfigure, { list: TEAM, settings: { expiry_warning_days: "" } });
  clock.advance(60 * DAY_MS);
  assert.deepEqual(await counts(server, clock), [0, 1, 1]);
  const wrong = server.call(listConfigure, { list: TEAM, settings: { expiry_warning_days: "soon" } });
  await assert.rejects(wrong, /numbers of days/);
  assert.ok(await server.call(listShow, { list: TEAM }));
});
