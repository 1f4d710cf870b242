import assert from "node:assert/strict";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { AppError, err, LIMITS, ok, OPERATOR, silentLogger, systemClock, systemRandom } from "#base";
import { openDatabase } from "#store";
import { type AnyOperation, OPERATIONS, PLAIN_SCENARIO_SITE } from "#operations";
import { temporaryFolder, testMasterKey } from "../../test/support/database.ts";
import { callControl, connectControl } from "./control-client.ts";
import { linesOf } from "./control-protocol.ts";
import { startControlServer } from "./control-server.ts";

const slow = Promise.withResolvers<void>();

/** An operation that shows what a door must pass on. */
function tricky(name: string, invoke: AnyOperation["invoke"]): AnyOperation {
  const [any] = OPERATIONS;
  assert.ok(any);
  return { ...any, name, invoke };
}

const TRICKY: readonly AnyOperation[] = [
  tricky("test.count", async ({ progress }, raw) => {
    for (let done = 1; done <= 3; done++) progress(done, 3);
    return ok({ counted: raw });
  }),
  tricky("test.refuse", async () => {
    const cause = new Error("inner");
    return err(new AppError({ code: "not-allowed", publicText: "No.", detail: "because", cause }));
  }),
  tricky("test.slow", async () => {
    await slow.promise;
    return ok("done");
  }),
];

async function startServer(t: TestContext) {
  const folder = temporaryFolder(t);
  const services = { clock: systemClock, random: systemRandom, logger: silentLogger };
  const url = `sqlite:${join(folder, "conclave.db")}`;
  const db = await openDatabase({ url, masterKey: testMasterKey, ...services });
  const path = join(folder, "control.sock");
  const context = { db, ...services, scenarios: PLAIN_SCENARIO_SITE, actor: OPERATOR, wake: () => {} };
  // What a killed server leaves behind.
  writeFileSync(path, "");
  const server = await startControlServer({ path, operations: [...OPERATIONS, ...TRICKY], context });
  const close = async () => {
    await server.close();
    await db.close();
  };
  return { path, close };
}

async function call(path: string, operation: string, input: unknown = {}) {
  const socket = await connectControl(path);
  assert.ok(socket);
  const progress: number[] = [];
  const outcome = await callControl(socket, { operation, input }, (done) => progress.push(done));
  return { outcome, progress };
}

test("operations run over the socket, with their progress and their refusals", async (t) => {
  const { path, close } = await startServer(t);
  t.after(close);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const made = await call(path, "list.create", { address: "team@example.org" });
  assert.ok(made.outcome.ok);
  const counted = await call(path, "test.count", [1, { b: "\n" }]);
  assert.deepEqual(counted, { outcome: ok({ counted: [1, { b: "\n" }] }), progress: [1, 2, 3] });
  const { outcome } = await call(path, "test.refuse");
  assert.ok(!outcome.ok);
  assert.deepEqual(
    [outcome.error.code, outcome.error.publicText, outcome.error.detail],
    ["not-allowed", "No.", "because"],
  );
});

test("a wrong input is refused by the server, whoever sends it", async (t) => {
  const { path, close } = await startServer(t);
  t.after(close);
  const { outcome } = await call(path, "list.create", { address: "nonsense", and: "more" });
  assert.ok(!outcome.ok && outcome.error.code === "bad-input");
});

test("unknown operations, and lines that are no requests, are answered", async (t) => {
  const { path, close } = await startServer(t);
  t.after(close);
  const { outcome } = await call(path, "list.explode");
  assert.ok(!outcome.ok);
  assert.match(outcome.error.publicText, /does not know “list\.explode”/);
  for (const line of ["hello\n", "null\n", "[]\n", '{"operation":7}\n']) {
    const socket = connect(path);
    socket.write(line);
    const answer = await text(socket);
    assert.match(answer, /"ok":false.*"code":"bad-input"/, line);
  }
});

test("nobody listens: null, so that the caller does it alone", async (t) => {
  const folder = temporaryFolder(t);
  assert.equal(await connectControl(join(folder, "control.sock")), null);
  const { path, close } = await startServer(t);
  await close();
  assert.equal(existsSync(path), false);
  assert.equal(await connectControl(path), null);
});

test("closing waits for what runs and lets go of those who only listen", async (t) => {
  const { path, close } = await startServer(t);
  const idle = await connectControl(path);
  assert.ok(idle);
  const running = call(path, "test.slow");
  await call(path, "test.count");
  const closed = close();
  slow.resolve();
  assert.deepEqual((await running).outcome, ok("done"));
  await closed;
});

test("a client that goes away in the middle harms nobody", async (t) => {
  const { path, close } = await startServer(t);
  t.after(close);
  const socket = connect(path);
  socket.write('{"operation":"test.count","inp');
  await new Promise((resolve) => socket.end(() => resolve(null)));
  const { outcome } = await call(path, "list.list");
  assert.ok(outcome.ok);
});

test("a request is kept up to a bound and not further", async () => {
  const chunks = ["ab\ncd", "ef\n", "g".repeat(11)].map((text) => Buffer.from(text));
  const lines = linesOf(Readable.from(chunks), 10);
  assert.deepEqual([(await lines.next()).value, (await lines.next()).value], ["ab", "cdef"]);
  await assert.rejects(lines.next(), (error: AppError) => error.code === "too-large");
});

test("a request has a bound where none is told", async () => {
  let read = 0;
  const piece = Buffer.alloc(1024 * 1024, "x");
  async function* endless() {
    for (;;) {
      read += piece.length;
      yield piece;
    }
  }
  await assert.rejects(linesOf(Readable.from(endless())).next(), { code: "too-large" });
  assert.ok(read > LIMITS.controlRequestBytes && read <= LIMITS.controlRequestBytes + 32 * piece.length);
});

test("a path that no socket address can hold is refused with words", async () => {
  const path = `/tmp/${"x".repeat(120)}/control.sock`;
  const options = { path, operations: [], context: null as never };
  await assert.rejects(startControlServer(options), /too long for a socket/);
});
