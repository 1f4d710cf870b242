/** S10: a directory that answers without end, with too much, or not at all; spoken by hand (RFC 4511). */
import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { test, type TestContext } from "node:test";
import { type Bytes, concatBytes, LIMITS, utf8 } from "#base";
import { searchDirectory } from "./index.ts";

const MB = 1024 * 1024;
const SEQUENCE = 0x30;
const SET = 0x31;
const ENTRY = 0x64;
const DONE = 0x65;

function ber(tag: number, ...content: readonly Bytes[]): Bytes {
  const body = concatBytes(...content);
  const length = Buffer.alloc(5);
  length.writeUInt8(0x84);
  length.writeUInt32BE(body.length, 1);
  return concatBytes(Uint8Array.of(tag), length, body);
}

const octets = (value: Bytes) => ber(0x04, value);
/** In answer to the first question that the library asks. */
const message = (operation: Bytes) => ber(SEQUENCE, ber(0x02, Uint8Array.of(2)), operation);
const entry = (value: Bytes) => {
  const attribute = ber(SEQUENCE, octets(utf8("mail")), ber(SET, octets(value)));
  return message(ber(ENTRY, octets(utf8("cn=x")), ber(SEQUENCE, attribute)));
};
const done = message(ber(DONE, ber(0x0a, Uint8Array.of(0)), octets(utf8("")), octets(utf8(""))));

/** Answers the first question of each connection. */
async function directory(t: TestContext, answer: (socket: Socket) => void) {
  const server = createServer((socket) => socket.on("error", () => {}).once("data", () => answer(socket)));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => server.close());
  const url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const search = { base: "dc=x", scope: "sub", filter: "(mail=*)", attributes: ["mail"] } as const;
  return searchDirectory({ url, startTls: false, ca: null, login: null }, search);
}

const TOO_LARGE = { ok: false, error: "too-large" };
const NO_ANSWER = { ok: false, error: "no-answer" };

test("values have a bound in octets, all together", async (t) => {
  const half = new Uint8Array(LIMITS.directoryBytes / 2);
  const within = await directory(t, (socket) => socket.write(concatBytes(entry(half), entry(half), done)));
  assert.equal(within.ok && within.value.length, 2);
  const more = concatBytes(entry(half), entry(half), entry(Uint8Array.of(1)), done);
  assert.deepEqual(await directory(t, (socket) => socket.write(more)), TOO_LARGE);
});

test("an answer without end, and an entry without end, are cut", async (t) => {
  const small = entry(new Uint8Array(1024));
  const piece = concatBytes(...Array.from({ length: 64 }, () => small));
  const huge = message(ber(ENTRY, new Uint8Array(200 * MB))).subarray(0, 1000);
  for (const [first, rest] of [
    [piece, piece],
    [huge, new Uint8Array(64 * 1024)],
  ] as const) {
    let sent = 0;
    const answer = (socket: Socket): void => {
      const go = (): void => {
        while (!socket.destroyed && sent < 200 * MB) {
          sent += rest.length;
          if (!socket.write(rest)) return;
        }
      };
      socket.on("drain", go).write(first);
      go();
    };
    assert.deepEqual(await directory(t, answer), NO_ANSWER);
    assert.ok(sent < 200 * MB, `${sent} octets`);
  }
});

test("who does not answer is waited for so long", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const silent = directory(t, () => {
    t.mock.timers.tick(LIMITS.directoryMs - 1);
    setImmediate(() => t.mock.timers.tick(1));
  });
  assert.deepEqual(await silent, NO_ANSWER);
});
