/** The relay is down, slow, in a mood, or refuses somebody: nothing is lost, and nobody pays for another. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachDatabase } from "../support/database.ts";
import {
  copiesOf,
  eventLog,
  LateClock,
  MEMBERS,
  plainPost,
  plainTeam,
  queueOf,
  until,
} from "../support/lists/plain-team.ts";
import { newServer } from "../support/server.ts";

const MINUTE = 60_000;

forEachDatabase((database) => {
  test("down, then up: what was taken meanwhile arrives once", async (t) => {
    const logger = eventLog();
    const server = await newServer(t, { database, logger });
    await plainTeam(server);
    await server.sink.down();
    const results = [await server.send(plainPost("one")), await server.send(plainPost("two"))].flat();
    assert.deepEqual(
      results.map(({ code }) => code),
      [250, 250],
    );
    await until("the relay was missed", () => logger.events.includes("delivery.relay-unreachable"));
    const { troubled } = await queueOf(server);
    assert.deepEqual(troubled, [], "no attempt is counted while there is no relay");
    await server.sink.up();
    await server.drain();
    for (const id of ["one", "two"]) assert.deepEqual(copiesOf(server, id), [1, 1, 1], id);
    assert.equal((await queueOf(server)).waiting, 0);
  });

  test("refusing one member for good: it is recorded and shown, the others get it", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    server.sink.behaviour.answer = (line) =>
      line.startsWith("RCPT TO:<ben@") ? "550 5.1.1 No such user here" : undefined;
    await server.post(plainPost("one"));
    assert.deepEqual(copiesOf(server, "one"), [1, 0, 1]);
    const { troubled, waiting } = await queueOf(server);
    assert.equal(waiting, 0);
    assert.deepEqual(
      troubled.map(({ to, state, reply }) => [to, state, reply]),
      [["ben@example.net", "failed", "5.1.1 550 No such user here"]],
    );
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [1, 0, 1], "and is not tried again");
  });

  test("answering 4xx to all, then recovering: each gets it once, and nothing before it is due", async (t) => {
    const clock = new LateClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
    await server.post(plainPost("one"));
    const { troubled } = await queueOf(server);
    assert.deepEqual(
      troubled.map(({ state, attempts, reply }) => [state, attempts, reply]),
      Array.from(MEMBERS, () => ["ready", 1, "4.3.2 451 Not now"]),
    );
    delete server.sink.behaviour.answer;
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [0, 0, 0], "not due yet");
    clock.pass(2 * MINUTE);
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
  });

  test("dropping after the final dot: tried again, at most one copy too many", async (t) => {
    const clock = new LateClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    let drops = 1;
    server.sink.behaviour.finish = () => (drops-- > 0 ? "drop" : undefined);
    await server.post(plainPost("one"));
    clock.pass(MINUTE);
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [2, 2, 2], "the one without an answer and the one with");
    assert.equal((await queueOf(server)).waiting, 0);
  });
});

test("dropping before the final dot's content is asked for: nobody gets two", async (t) => {
  const clock = new LateClock();
  const server = await newServer(t, { clock });
  await plainTeam(server);
  let drops = 2;
  server.sink.behaviour.answer = (line) => (line === "DATA" && drops-- > 0 ? "drop" : undefined);
  await server.post(plainPost("one"));
  for (let nth = 0; nth < 3; nth++) {
    clock.pass(10 * MINUTE);
    await server.drain();
  }
  assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
});

test("slow: the door answers at once, and every post arrives once", async (t) => {
  const server = await newServer(t);
  await plainTeam(server);
  const held = Promise.withResolvers<void>();
  server.sink.behaviour.waitFor = held.promise;
  try {
    for (const id of ["one", "two", "three"]) {
      const [result] = await server.send(plainPost(id));
      assert.equal(result?.code, 250);
    }
    await until("the relay has a post in hand", () => server.sink.lines.includes("DATA"));
    assert.equal(server.sink.taken, 0, "three posts were taken before the relay took one");
  } finally {
    held.resolve();
  }
  await server.drain();
  for (const id of ["one", "two", "three"]) assert.deepEqual(copiesOf(server, id), [1, 1, 1]);
});

test("refusing a member for five days: given up, with what it said", async (t) => {
  const clock = new LateClock();
  const server = await newServer(t, { clock });
  await plainTeam(server);
  server.sink.behaviour.answer = (line) =>
    line.startsWith("RCPT TO:<ben@") ? "452 4.2.2 Mailbox full" : undefined;
  await server.post(plainPost("one"));
  for (let hours = 0; hours < 5 * 24 + 6; hours += 6) {
    clock.pass(6 * 60 * MINUTE);
    await server.drain();
  }
  assert.deepEqual(copiesOf(server, "one"), [1, 0, 1]);
  const [line] = (await queueOf(server)).troubled;
  assert.equal(line?.state, "failed");
  assert.equal(line.reply, "4.2.2 452 Mailbox full");
});
