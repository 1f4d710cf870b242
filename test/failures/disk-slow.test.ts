/** A disk that takes its time: what is confirmed to others is on it. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { flushesInHand } from "../support/flushes-in-hand.ts";
import { plainPost, plainTeam } from "../support/lists/plain-team.ts";
import { newServer } from "../support/server.ts";

test("a message is confirmed, and sent on, only when its commit is flushed", async (t) => {
  const server = await newServer(t, { database: "sqlite" });
  await plainTeam(server);
  await server.drain();
  const flushes = flushesInHand(t);
  const sending = server.send(plainPost("one"));
  await Promise.race([flushes.asked, sending]);
  assert.equal(await Promise.race([sending, sleep(100, "not yet")]), "not yet");
  assert.equal(server.sink.messages.length, 0);
  flushes.restore();
  assert.equal((await sending)[0]?.code, 250);
  await server.drain();
  assert.notEqual(server.sink.messages.length, 0);
});
