/**
 * What breaks a step three times is set aside with its reason, seen by operators, and nothing waits behind
 * it. Rows are broken for real: a damaged record, settings of another version, octets that mean no message (S7).
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, LIMITS, type Logger, utf8 } from "#base";
import { listCreate, memberAdd, queueList, queueRetry, siteCheck } from "#operations";
import { listByAddress, updateList } from "#store";
import { entity, mixed, sealed } from "../support/programs/correspondents.ts";
import { type DatabaseName, forEachDatabase } from "../support/database.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { heldCodes, letter, MIA, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";

const PLAIN = "plain@example.org" as EmailAddress;
const ANNA = "anna@example.net";
const RETRY_MS = 31_000;

async function setUp(t: TestContext, database: DatabaseName) {
  const clock = movableClock();
  const lines: string[] = [];
  const log = (event: string, fields?: object) => void lines.push(JSON.stringify({ event, ...fields }));
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const server = await newServer(t, { database, clock, logger });
  for (const list of [PLAIN, "other@example.org"]) {
    await server.call(listCreate, { address: list, name: "Plain", owners: [MIA] });
    await server.call(memberAdd, { list, member: { address: ANNA } });
  }
  const tryAgain = async () => {
    clock.advance(RETRY_MS);
    await server.drain();
  };
  return { server, tryAgain, lines };
}

function post(server: TestServer, to: string, id: string): Promise<void> {
  return server.post({
    from: ANNA,
    to,
    message: letter({ address: ANNA }, entity("SECRETBODY"), { id, to }),
  });
}

async function setUnknownSetting(server: TestServer, value: unknown): Promise<void> {
  await server.db.transact(async (tx) => {
    const list = await listByAddress(tx, PLAIN);
    if (list === null) throw new Error("no list");
    const { ["from_the_future"]: _gone, ...settings } = list.settings as Record<string, unknown>;
    const changed = value === null ? settings : { ...settings, from_the_future: value };
    await updateList(tx, list.id, { settings: changed });
  });
}

forEachDatabase((database) => {
  test("a row that cannot be worked on is tried three times, then set aside; mail behind it goes out", async (t) => {
    const { server, tryAgain, lines } = await setUp(t, database);
    await setUnknownSetting(server, "yes");
    await post(server, PLAIN, "broken");
    await post(server, "other@example.org", "fine");
    assert.equal(server.mailbox(ANNA).length, 1, "the other list's post did not wait");
    assert.deepEqual((await server.call(queueList, {})).aside, []);
    await tryAgain();
    await tryAgain();
    const { aside, counts } = await server.call(queueList, {});
    assert.deepEqual(
      aside.map(({ list, code }) => [list, code]),
      [[PLAIN, "bad-config"]],
    );
    assert.deepEqual(
      counts.filter(({ way }) => way === "in").map(({ state, count }) => [state, count]),
      [["aside", 1]],
    );
    const findings = await server.call(siteCheck, {});
    assert.ok(
      findings.some(
        ({ level, about, text }) => level === "fail" && about === "queue" && /1 message/.test(text),
      ),
    );
    assert.ok(lines.some((line) => line.includes("inbox.not-processed")));
    assert.ok(!lines.join().includes("SECRETBODY"));
    await tryAgain();
    assert.equal(server.mailbox(ANNA).length, 1, "aside stays aside");
    await setUnknownSetting(server, null);
    assert.deepEqual(await server.call(queueRetry, {}), { deliveries: 0, messages: 1, orders: 0 });
    await server.drain();
    assert.equal(server.mailbox(ANNA).length, 2, "nothing is lost");
    assert.deepEqual((await server.call(queueList, {})).aside, []);
  });
});

test("messages made to break a step are decided, each for itself, and a good one behind them goes out", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const { alice, bob } = team;
  const inside = (content: Bytes) => sealed(team.openpgp, content, alice);
  const hostile: readonly Bytes[] = [
    await inside(nested(LIMITS.mimeDepth + 5)),
    await inside(mixed(...Array.from({ length: LIMITS.mimeParts + 5 }, () => entity("x")))),
    await inside(fields(LIMITS.headerFields + 5)),
    await inside(utf8("")),
    await inside(utf8('Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\n----\r\n')),
    await inside(utf8("Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\n--x--\r\n")),
    await inside(
      Buffer.from(
        "Content-Type: text/plain; charset=utf-7; name*=%%\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff\x00==",
        "latin1",
      ),
    ),
    await sealed(team.openpgp, await sealed(team.openpgp, await sealed(team.openpgp, entity("x")))),
    utf8(
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x\r\n\r\n--x--\r\n',
    ),
    utf8(
      "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHA6CA\r\n",
    ),
  ];
  for (const [id, content] of hostile.entries())
    await server.send({ from: alice.address, to: TEAM, message: letter(alice, content, { id: `h${id}` }) });
  await server.drain();
  const good = letter(alice, await inside(entity("good")), { id: "good" });
  await server.post({ from: alice.address, to: TEAM, message: good });
  const { aside, counts } = await server.call(queueList, {});
  assert.deepEqual(aside, []);
  assert.deepEqual(
    counts.filter(({ way }) => way === "in"),
    [],
  );
  const copies = server.mailbox(bob.address).length;
  assert.ok(copies >= 1);
  assert.equal(
    (await heldCodes(server)).length + copies,
    hostile.length + 1,
    "each was held, refused or sent on",
  );
});

test("a header beyond every limit is kept closed and shown to nobody", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  await sealedTeam(server);
  const message = Buffer.concat([Buffer.from("From: eve@example.com\r\n"), fields(LIMITS.headerFields + 1)]);
  await server.post({ from: "eve@example.com", to: TEAM, message });
  assert.deepEqual(await heldCodes(server), ["refused malformed"]);
  assert.equal(server.sink.messages.length, 0);
});

function nested(depth: number): Bytes {
  return depth === 0 ? entity("deep") : mixed(nested(depth - 1));
}

function fields(count: number): Bytes {
  return utf8(`${"X-Field: y\r\n".repeat(count)}\r\nbody\r\n`);
}
