/** Who leaves, or loses the key, while a copy waits for the relay does not get it any more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyUnbind, memberRemove } from "#operations";
import {
  letter,
  movableClock,
  sealedTeam,
  TEAM as SEALED,
  protectedText,
} from "../support/lists/sealed-team.ts";
import { sealed } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { copiesOf, plainPost, plainTeam, queueOf, TEAM } from "../support/lists/plain-team.ts";
import { newServer } from "../support/server.ts";

const LATER = "451 4.3.2 Not now";

forEachDatabase((database) => {
  test("a member who left: dropped, the others get theirs", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    await plainTeam(server);
    server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? LATER : undefined);
    await server.post(plainPost("one"));
    await server.call(memberRemove, { list: TEAM, address: "ben@example.net" });
    delete server.sink.behaviour.answer;
    clock.advance(120_000);
    await server.drain();
    assert.deepEqual(copiesOf(server, "one"), [1, 0, 1]);
    assert.equal((await queueOf(server)).waiting, 0);
  });

  test("a key that was taken off: what is sealed to it is dropped", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? LATER : undefined);
    const content = await sealed(team.openpgp, protectedText(team.alice, "At noon?\n"), team.alice);
    await server.post({ from: team.alice.address, to: SEALED, message: letter(team.alice, content) });
    await server.call(keyUnbind, {
      list: SEALED,
      member: team.bob.address,
      fingerprint: team.bob.secret.fingerprint,
    });
    delete server.sink.behaviour.answer;
    clock.advance(120_000);
    await server.drain();
    assert.equal(server.mailbox(team.alice.address).length, 1);
    assert.equal(server.mailbox(team.bob.address).length, 0, "sealed to a key that counts no more");
    assert.equal((await queueOf(server)).waiting, 0);
  });
});
