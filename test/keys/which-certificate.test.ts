/** Which of several certificates of a member mail is sealed to: the one that they name when they sign (RFC 8551 §2.5.3). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListSecret } from "#base";
import { keyOfferList } from "#operations";
import { namingCertificate } from "../support/crypto/naming-certificate.ts";
import { makeAuthority, makePerson } from "../support/crypto/pki.ts";
import { forEachDatabase } from "../support/database.ts";
import { ANN, certifiedTeam, SEALS, SIGNS, writer } from "../support/lists/certified-team.ts";
import { letter, movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { openFor } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

/** Which of these opens the newest copy of hers. */
async function sealedTo(server: TestServer, secrets: readonly ListSecret[]): Promise<readonly number[]> {
  const copy = server.mailbox(ANN).at(-1);
  assert.ok(copy);
  const opened = await Promise.all(secrets.map((secret) => openFor(copy.data, [writer(secret)], [])));
  return opened.flatMap(({ ok }, i) => (ok ? [i] : []));
}

forEachDatabase((database) => {
  test("of two that come along with one for signing the named one is bound, and not the newer", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const team = await certifiedTeam(server);
    const signer = team.person({ usage: SIGNS });
    const named = team.person({ usage: SEALS, kind: "rsa2048", notBefore: new Date("2026-02-01") });
    const newer = team.person({ usage: SEALS, kind: "rsa2048", notBefore: new Date("2026-05-01") });
    await team.post(signer, { id: "1", beside: [named, newer] });
    assert.deepEqual(await sealedTo(server, [named, newer]), [0]);
    assert.equal((await team.keys()).length, 2);
  });

  test("of two that could both be sealed to it is the one that was named last", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await certifiedTeam(server);
    const [desk, card] = [team.person({ notBefore: new Date("2026-05-01") }), team.person()];
    const opened: (readonly number[])[] = [];
    for (const [nth, named] of [null, card, null, desk, card].entries()) {
      if (named === null) await team.post(desk, { id: `${nth}` });
      else {
        const message = letter({ address: ANN }, namingCertificate(desk, named, clock.now()), {
          id: `${nth}`,
        });
        await server.post({ from: ANN, to: TEAM, message });
      }
      opened.push(await sealedTo(server, [desk, card]));
      clock.advance(60_000);
    }
    // Whoever names their own, as our signatures do, has mail sealed to that.
    assert.deepEqual(opened, [[0], [1], [0], [0], [1]]);
    const bound = (await team.keys()).toSorted(([, one], [, other]) => Number(one) - Number(other));
    assert.deepEqual(bound, [
      [desk.fingerprint, false],
      [card.fingerprint, true],
    ]);
    assert.deepEqual(await server.call(keyOfferList, { list: TEAM }), []);
  });

  test("what the list's authority does not vouch for is not sealed to, whoever names it", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    const team = await certifiedTeam(server);
    const [desk, stranger] = [team.person(), makePerson({ kind: "p256", address: ANN }, makeAuthority())];
    const message = letter({ address: ANN }, namingCertificate(desk, stranger, clock.now()), { id: "1" });
    await server.post({ from: ANN, to: TEAM, message });
    assert.deepEqual(await sealedTo(server, [desk, stranger]), [0]);
  });
});
