/**
 * S7: nothing that arrived ends in silence. Strangers cannot use up the owners' notices, and what no notice
 * told stands in the summary of the day.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, silentLogger, systemRandom, utf8, view } from "#base";
import { listConfigure, listCreate, memberAdd, PLAIN_SCENARIO_SITE } from "#operations";
import { createKeyring, type PipelineSite, sendOwnerSummaries } from "#pipeline";
import { eraseExpired, insertKeyOffer, listByAddress, memberByAddress } from "#store";
import { createCryptWork } from "#threads";
import { correspondent, entity, sealed } from "../support/programs/correspondents.ts";
import {
  everythingSent,
  join,
  letter,
  MIA,
  type MovableClock,
  movableClock,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { fingerprint } from "../support/stored.ts";

const HOUR_MS = 3_600_000;
const PLAIN = "plain@example.org" as EmailAddress;

function pipelineOf(server: TestServer, clock: MovableClock): PipelineSite {
  return {
    db: server.db,
    crypt: createCryptWork(),
    keyring: createKeyring(server.db, utf8("a secret of the test")),
    imageKey: utf8("another"),
    authservIds: [],
    dmarcPolicy: async () => null,
    scenarios: PLAIN_SCENARIO_SITE,
    clock,
    random: systemRandom,
    logger: silentLogger,
    returnPath: () => "",
    bouncedMember: () => null,
    wakeErrands: () => {},
    template: async () => null,
    wakeDelivery: () => {},
  };
}

test("owners are told apart from the answers that strangers get, and hear how many more wait", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
  const write = (n: number) =>
    server.post({
      from: `eve${n}@example.com`,
      to: PLAIN,
      message: letter({ address: `eve${n}@example.com` }, entity("x"), { id: `${n}`, to: PLAIN }),
    });
  for (let n = 0; n < 12; n += 1) await write(n);
  assert.equal(server.mailbox(MIA).length, 10, "ten in an hour");
  const answered = server.sink.messages.filter(({ recipients }) => recipients[0]?.startsWith("eve"));
  assert.equal(answered.length, 12, "the owner's notices are not counted as answers of the list");
  clock.advance(HOUR_MS);
  await write(12);
  assert.match(textOf(server.mailbox(MIA).at(-1)?.data), /Waiting besides this one: 12\./);
});

test("an owner whose address asks the list itself is told all the same", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
  await server.call(listConfigure, { list: PLAIN, settings: { default_member_action: "hold" } });
  for (let n = 0; n < 11; n += 1)
    await server.post({
      from: MIA,
      to: PLAIN,
      message: letter({ address: "eve@example.com" }, entity("x"), { id: `${n}`, to: PLAIN }),
    });
  const notices = server.mailbox(MIA).filter(({ data }) => /message \d+ waits for you/.test(textOf(data)));
  assert.equal(notices.length, 10);
});

test("once a day the owners hear what was refused and what waits, sealed where they have a key", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const team = await sealedTeam(server);
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  const mo = "mo@example.org";
  await server.call(memberAdd, { list: TEAM, member: { address: mo, moderator: true, receives: false } });
  const site = pipelineOf(server, clock);
  const summarise = async () => {
    await sendOwnerSummaries(site);
    await server.drain();
  };
  await summarise();
  assert.equal(server.sink.messages.length, 0, "nothing lies there");
  const eve = { address: "eve@example.com" };
  for (const id of ["1", "2"])
    await server.post({ from: eve.address, to: TEAM, message: letter(eve, entity("SECRETWORD"), { id }) });
  assert.equal(server.sink.messages.length, 0, "a refusal is told to nobody at once");
  const unsigned = letter(eve, await sealed(team.openpgp, entity("SECRETWORD")), { id: "3" });
  await server.post({ from: eve.address, to: TEAM, message: unsigned });
  const before = server.mailbox(MIA).length;
  await summarise();
  const bodies = await countBodies(server);
  await summarise();
  assert.equal(server.mailbox(MIA).length, before + 1, "once");
  assert.equal(await countBodies(server), bodies, "nothing is stored for nobody");
  const summary = textOf(server.mailbox(MIA).at(-1)?.data);
  assert.match(summary, /not sent on: 2, since 2026-11-21, because it was not sealed to the list/);
  assert.match(summary, /waiting for you: 1, since 2026-11-21, because it carries no signature/);
  assert.match(summary, /conclave held list team@example\.org/);
  assert.match(summary, /signed, to team-request@example\.org, one a line: MODINDEX/);
  assert.match(summary, /^ {2}3, since 2026-11-21, \d kB, from eve@example\.com: /m);
  assert.doesNotMatch(summary, /^ {2}[12], since/m, "what was refused waits for nobody");
  assert.match(textOf(server.mailbox(mo).at(-1)?.data), /not sent on: 2/, "moderators decide too");
  assert.equal(textOf((await readNewest(server, olga, team))?.content).includes("not sent on: 2"), true);
  clock.advance(24 * HOUR_MS);
  await summarise();
  assert.equal(server.mailbox(MIA).length, before + 2, "and again the next day");
  assert.match(textOf(server.mailbox(MIA).at(-1)?.data), /not sent on: 2/);
  clock.advance(25 * HOUR_MS);
  await summarise();
  const later = textOf(server.mailbox(MIA).at(-1)?.data);
  assert.match(later, /waiting for you: 1/, "what waits is told of every day");
  assert.match(summary, /`conclave held ask` asks the sender to send it again/);
  assert.doesNotMatch(everythingSent(server), /SECRETWORD/);
});

test("what waits is named from outside, the oldest first, with what decides about it", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const mo = "mo@example.org";
  await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
  await server.call(memberAdd, { list: PLAIN, member: { address: mo, moderator: true, receives: false } });
  await server.call(listConfigure, { list: PLAIN, settings: { subscribe_policy: "approve" } });
  const write = (n: number, ...fields: string[]) => {
    const from = `eve${n}@example.com`;
    const header = [`From: Eve <${from}>`, `To: ${PLAIN}`, `Message-ID: <${n}@laptop.example>`, ...fields];
    return server.post({ from, to: PLAIN, message: utf8([...header, "", "SECRETWORD", ""].join("\r\n")) });
  };
  const summary = async (of: string) => {
    clock.advance(24 * HOUR_MS);
    await sendOwnerSummaries(pipelineOf(server, clock));
    await server.drain();
    return textOf(server.mailbox(of).at(-1)?.data);
  };
  await write(1, "Subject: =?utf-8?q?Cheap_=E2=80=AEwine?=");
  for (let n = 2; n <= 22; n += 1) await write(n);
  const asks = letter({ address: "zoe@example.com" }, entity("x"), { to: "plain-join@example.org" });
  await server.post({ from: "zoe@example.com", to: "plain-join@example.org", message: asks });
  const owner = await summary(MIA);
  assert.match(
    owner,
    /oldest first:\r\n {2}1, since 2026-11-21, 1 kB, from Eve <eve1@example\.com>: Cheap wine\r\n {6}DISTRIBUTE 1 by mail, or on the server: `conclave held accept 1`/,
  );
  assert.match(
    owner,
    /^ {2}20, since .* Eve <eve20@example\.com>: \(no Subject\)\r\n.*\r\n {2}and 2 more: `conclave held list/m,
  );
  assert.match(
    owner,
    /^ {2}1, since .*: zoe@example\.com asked for this: that zoe@example\.com joins\r\n {6}`conclave request accept 1`/m,
  );
  assert.doesNotMatch(owner, /SECRETWORD/);
  await server.call(listConfigure, { list: PLAIN, settings: { anonymous_list: "yes" } });
  const anonymous = await summary(mo);
  assert.match(anonymous, /^ {2}1, since 2026-11-21, 1 kB: Cheap wine\r\n {6}DISTRIBUTE 1 by mail/m);
  assert.doesNotMatch(anonymous, /eve1?@/);
});

test("the day before what waits is erased, the owners hear that it will be", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
  const eve = { address: "eve@example.com" };
  const summary = async () => {
    await sendOwnerSummaries(pipelineOf(server, clock));
    await server.drain();
    return textOf(server.mailbox(MIA).at(-1)?.data);
  };
  await server.post({ from: eve.address, to: PLAIN, message: letter(eve, entity("x"), { to: PLAIN }) });
  assert.doesNotMatch(await summary(), /erased by the end/);
  clock.advance(28 * 24 * HOUR_MS);
  assert.doesNotMatch(await summary(), /erased by the end/, "two days before");
  clock.advance(24 * HOUR_MS);
  assert.match(await summary(), /Of those that wait, erased by the end of 2026-12-21: 1\./);
});

test("what was refused, and nobody can decide about, is told for two days and no more", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await sealedTeam(server);
  const eve = { address: "eve@example.com" };
  await server.post({ from: eve.address, to: TEAM, message: letter(eve, entity("x"), { id: "1" }) });
  const told: number[] = [];
  for (let day = 0; day < 4; day += 1) {
    await sendOwnerSummaries(pipelineOf(server, clock));
    await server.drain();
    told.push(server.mailbox(MIA).length);
    clock.advance(24 * HOUR_MS);
  }
  assert.deepEqual(told, [1, 2, 3, 3]);
});

test("copies that came back are counted apart from posts", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  await server.call(listCreate, { address: PLAIN, name: "Plain", owners: [MIA] });
  const back = { address: "mailer-daemon@example.com" };
  const to = PLAIN.replace("@", "-bounces@");
  await server.post({ from: "", to, message: letter(back, entity("undelivered"), { to }) });
  await sendOwnerSummaries(pipelineOf(server, clock));
  await server.drain();
  assert.equal(server.mailbox(MIA).length, 0, "by themselves they tell nothing");
  const eve = { address: "eve@example.com" };
  await server.post({
    from: eve.address,
    to: PLAIN,
    message: letter(eve, entity("x"), { id: "2", to: PLAIN }),
  });
  await sendOwnerSummaries(pipelineOf(server, clock));
  await server.drain();
  const summary = textOf(server.mailbox(MIA).at(-1)?.data);
  assert.match(summary, /Copies of posts that came back undelivered: 1, since/);
  assert.doesNotMatch(summary, /because a copy came back/);
});

async function countBodies({ db }: TestServer): Promise<number> {
  const rows = await db.read((tx) => tx.query.selectFrom("body").select("id").execute());
  return rows.length;
}

function textOf(octets: Uint8Array | undefined): string {
  return view(octets ?? utf8(""))
    .toString("utf8")
    .replaceAll(/=\r\n/g, "");
}

test("what nobody decided about in its time is told once it is gone, and whose key made room for another", async (t) => {
  const clock = movableClock();
  const server = await newServer(t, { clock });
  const { alice, openpgp } = await sealedTeam(server);
  await server.call(listConfigure, { list: TEAM, settings: { max_days_to_hold: 3 } });
  const mo = "mo@example.org";
  await server.call(memberAdd, { list: TEAM, member: { address: mo, moderator: true, receives: false } });
  const eve = { address: "eve@example.com" };
  const unsigned = letter(eve, await sealed(openpgp, entity("SECRETWORD")), { id: "1" });
  await server.post({ from: eve.address, to: TEAM, message: unsigned });
  await server.post({ from: eve.address, to: TEAM, message: letter(eve, entity("x"), { id: "2" }) });
  for (const [digit, backed] of [
    ["1", false],
    ["2", true],
  ] as const)
    await offer(server, { member: alice.address, digit, backed, at: clock.now() });
  const summaries = async (day: number) => {
    clock.advance(day * 24 * HOUR_MS);
    await eraseExpired(server.db, clock.now());
    const before = [MIA, mo].map((one) => server.mailbox(one).length);
    await sendOwnerSummaries(pipelineOf(server, clock));
    await server.drain();
    return [MIA, mo].map((one, nth) =>
      server.mailbox(one).length > (before[nth] ?? 0) ? textOf(server.mailbox(one).at(-1)?.data) : "",
    );
  };
  const [owner = "", moderator = ""] = await summaries(4);
  for (const text of [owner, moderator])
    assert.match(text, /nobody decided about them in time \(max_days_to_hold\): 1, from: eve@example\.com\./);
  assert.match(owner, /gave their places to newer ones[^]*: 1\. Of: alice@example\.org\./);
  assert.doesNotMatch(moderator, /gave their places/, "keys are the owners'");
  assert.doesNotMatch((await summaries(1)).join(), /nobody decided|gave their places/);
});

/** Of which one may wait. */
async function offer(
  server: TestServer,
  { member: who, digit, ...facts }: { member: EmailAddress; digit: string; backed: boolean; at: Date },
): Promise<void> {
  await server.db.transact(async (tx) => {
    const list = (await listByAddress(tx, TEAM)) ?? assert.fail();
    const member = (await memberByAddress(tx, list.id, who)) ?? assert.fail();
    const key = { scheme: "openpgp", fingerprint: fingerprint(digit), publicKey: utf8(digit) } as const;
    const until = new Date(facts.at.getTime() + 30 * 24 * HOUR_MS);
    const row = { ...key, ...facts, listId: list.id, memberId: member.id, via: "signature", until } as const;
    assert.ok(await insertKeyOffer(tx, row, 1));
  });
}
