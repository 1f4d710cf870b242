/** S4 when the same comes many times in the same moment: rows are decided side by side, and one counts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { listCreate, memberAdd } from "#operations";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { newServer } from "../support/server.ts";
import { heldCodes, letter, movableClock, sealedTeam, TEAM } from "../support/lists/sealed-team.ts";

const TIMES = 8;

forEachDatabase((database) => {
  test("one signed text in many envelopes at once is distributed once", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await sealedTeam(server);
    const { alice, bob } = team;
    const content = await signed(alice, entity("once"));
    const messages = await Promise.all(
      Array.from({ length: TIMES }, async (_, n) =>
        letter(alice, await sealed(team.openpgp, content), { id: n < 4 ? "same" : `other${n}` }),
      ),
    );
    await Promise.all(messages.map((message) => server.send({ from: alice.address, to: TEAM, message })));
    await server.drain();
    assert.equal(server.mailbox(bob.address).length, 1);
    assert.ok((await heldCodes(server)).every((code) => code === "held replayed"));
  });

  test("one post of a list without keys that an MTA hands over many times is distributed once", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const list = "plain@example.org" as EmailAddress;
    const anna = { address: "anna@example.net" };
    await server.call(listCreate, { address: list, name: "Plain" });
    await server.call(memberAdd, { list, member: { address: anna.address } });
    const message = letter(anna, entity("once"), { to: list });
    const handOver = () => server.send({ from: anna.address, to: list, message });
    await Promise.all(Array.from({ length: TIMES }, handOver));
    await server.drain();
    assert.equal(server.mailbox(anna.address).length, 1);
  });
});
