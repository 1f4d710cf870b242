/** What a member could not get because no key of theirs worked comes, sealed, when one does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyUnbind, memberRemove } from "#operations";
import { correspondent, openFor } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import {
  alicePosts,
  bindKey,
  blobs,
  DAY_MS,
  keptRows,
  keylessDora,
  noticesTo,
  outerField,
  textOf,
} from "../support/lists/kept-posts.ts";
import {
  CAROL,
  everythingSent,
  MIA,
  movableClock,
  sealedTeam,
  TEAM,
  type Team,
} from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

forEachDatabase((database) => {
  test("kept as it arrived, told once a day, and there as soon as the key is bound", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    const dora = await keylessDora(server);
    await alicePosts(server, team, "apple");
    await alicePosts(server, team, "banana");
    clock.advance(DAY_MS);
    await alicePosts(server, team, "cherry");
    const notices = noticesTo(server, dora.address);
    assert.equal(notices.length, 2, "one each day");
    assert.match(notices[0] ?? "", /1 message is kept for you until 2026-12-05/);
    assert.match(notices[1] ?? "", /3 messages are kept for you, the oldest until 2026-12-05/);
    assert.deepEqual(await keptRows(server), { posts: 3, members: 9 }, "Carol and Mia wait as well");
    await bindKey(server, dora);
    const copies = server.mailbox(dora.address).slice(2);
    assert.deepEqual(await textsFor(server, dora, team), ["apple", "banana", "cherry"], "in order");
    assert.equal(copies.length, 3);
    assert.ok(copies.every(({ from }) => from.startsWith("team-bounces+")));
    for (const name of ["Message-ID", "Subject", "References"]) {
      const [hers, others] = [dora, team.bob].map(({ address }) =>
        outerField(server, address, name).slice(-3),
      );
      assert.deepEqual(hers, others, `${name} is that of the other copies`);
    }
    for (const { address } of [team.alice, team.bob])
      assert.equal(server.mailbox(address).length, 3, "nobody gets one twice");
    assert.deepEqual(await keptRows(server), { posts: 3, members: 6 }, "kept on for the others");
    assert.doesNotMatch(everythingSent(server), /apple|banana|cherry/);
  });

  test("a copy whose key is taken off on its way is kept, the member told, and it comes for the new key", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await sealedTeam(server);
    for (const address of [CAROL, MIA]) await server.call(memberRemove, { list: TEAM, address });
    server.sink.behaviour.answer = (line) => (line.startsWith("RCPT") ? "451 4.3.2 Not now" : undefined);
    await alicePosts(server, team, "apple");
    assert.deepEqual(await keptRows(server), { posts: 1, members: 0 }, "until its copies are delivered");
    const { alice } = team;
    const unbind = { list: TEAM, member: alice.address, fingerprint: alice.secret.fingerprint };
    await server.call(keyUnbind, unbind);
    delete server.sink.behaviour.answer;
    clock.advance(120_000);
    await server.drain();
    await server.drain();
    assert.equal(server.mailbox(team.bob.address).length, 1);
    assert.equal(server.mailbox(alice.address).length, 1);
    assert.match(noticesTo(server, alice.address)[0] ?? "", /we have no key of yours/);
    const renewed = await correspondent("alice");
    await bindKey(server, renewed);
    assert.deepEqual(await textsFor(server, renewed, { ...team, alice: renewed }), ["apple"]);
    assert.deepEqual(await keptRows(server), { posts: 0, members: 0 });
    assert.equal(await blobs(server), 0);
  });
});

/** What somebody reads of all that came sealed for them, oldest first. */
async function textsFor(server: TestServer, reader: Team["alice"], team: Team): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { data } of server.mailbox(reader.address)) {
    const opened = await openFor(data, [reader], [team.openpgp, team.smime]);
    if (!opened.ok || opened.value.wasEncrypted === null) continue;
    assert.equal(opened.value.signatures[0]?.verdict, "valid");
    texts.push(/apple|banana|cherry/.exec(textOf(opened.value.content))?.[0] ?? "something else");
  }
  return texts;
}
