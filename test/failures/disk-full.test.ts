/** No room in the database while mail comes in, is sealed or goes out: it waits, and nothing is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listList } from "#operations";
import { forEachDatabase } from "../support/database.ts";
import { fillDisk, limitPages } from "../support/full-disk.ts";
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
const LARGE = 300_000;
/** Enough for a message of that size as it came in, not for its body going out as well. */
const PAGES_FOR_INBOX = 110;

forEachDatabase((database) => {
  test("while receiving: 452, and the client's next try is taken", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    const makeRoom = await fillDisk(server.db, "receiving");
    const [refused] = await server.send(plainPost("one", LARGE));
    assert.equal(refused?.code, 452);
    assert.match(refused?.text ?? "", /full/);
    assert.equal((await server.call(listList, {})).length, 1, "the server answers");
    await makeRoom();
    const [taken] = await server.send(plainPost("one", LARGE));
    assert.equal(taken?.code, 250);
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
  });

  test("while sealing: what was taken waits, and goes out when there is room", async (t) => {
    const clock = new LateClock();
    const logger = eventLog();
    const server = await newServer(t, { database, clock, logger });
    await plainTeam(server);
    const full =
      database === "sqlite" ? limitPages(server.db, PAGES_FOR_INBOX) : fillDisk(server.db, "sealing");
    const makeRoom = await full;
    const [taken] = await server.send(plainPost("one", LARGE));
    assert.equal(taken?.code, 250);
    await until("sealing failed", () => logger.events.includes("inbox.not-processed"));
    assert.equal((await queueOf(server)).waiting, 0);
    await makeRoom();
    clock.pass(2 * MINUTE);
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [1, 1, 1]);
    assert.deepEqual((await queueOf(server)).aside, [], "the post is not to blame");
  });

  test("while marking what the relay said: written when there is room, and nobody gets it twice", async (t) => {
    const clock = new LateClock();
    const logger = eventLog();
    const server = await newServer(t, { database, clock, logger });
    const members = [...MEMBERS, ...Array.from({ length: 300 }, (_, nth) => `m${nth}@example.net`)];
    await plainTeam(server, members);
    server.sink.behaviour.answer = (line) => answerTo(line, database === "sqlite");
    const answered = Promise.withResolvers<void>();
    server.sink.behaviour.waitFor = answered.promise;
    await server.send(plainPost("one"));
    await until("the relay has the post", () => server.sink.lines.includes("DATA"));
    const makeRoom = await fillDisk(server.db, "marking");
    answered.resolve();
    await until("marking failed", () => logger.events.includes("delivery.not-recorded"));
    await makeRoom();
    delete server.sink.behaviour.answer;
    await server.drain();
    clock.pass(10 * MINUTE);
    await server.drain();
    assert.deepEqual(
      copiesOf(server, "one", members),
      Array.from(members, () => 1),
    );
    assert.equal((await queueOf(server)).waiting, 0);
  });
});

/** Long answers that put most members off make their rows grow: that takes room in SQLite's file. */
function answerTo(line: string, long: boolean): string | undefined {
  return long && line.startsWith("RCPT TO:<m") ? `450 4.2.0 ${"not now ".repeat(50)}` : undefined;
}
