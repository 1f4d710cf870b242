/**
 * S15: a bounce says something of a member only under a fresh return path of ours: the tag is an HMAC over list, member and
 * week. One that is old, another list's, another member's or made up says nothing; and no bounce is ever let out.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { heldAccept, heldList, listCreate, memberAdd } from "#operations";
import { eraseExpired } from "#store";
import { entity } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { letter, MIA, movableClock } from "../support/lists/sealed-team.ts";
import { newServer } from "../support/server.ts";

const DAY_MS = 86_400_000;
const [ONE, TWO] = ["one@example.org", "two@example.org"] as const;
const BEN = "ben@example.net" as EmailAddress;
const ANN = "ann@example.net" as EmailAddress;

forEachDatabase((database) => {
  test("whose copy came back is known by a fresh tag of that list alone", async (t) => {
    const clock = movableClock();
    const server = await newServer(t, { database, clock });
    for (const address of [ONE, TWO]) {
      const settings = { generic_nonmember_action: "accept", gpg_distrib_sign: "yes" } as const;
      await server.call(listCreate, { address, name: "L", owners: [MIA], settings });
      for (const member of [BEN, ANN])
        await server.call(memberAdd, { list: address, member: { address: member } });
    }
    await server.post({
      from: MIA,
      to: ONE,
      message: letter({ address: MIA }, entity("x"), { to: ONE }),
    });
    const pathOf = (member: string) => server.mailbox(member).at(-1)?.from ?? "";
    const [bens, anns] = [pathOf(BEN), pathOf(ANN)];
    assert.match(bens, /^one-bounces\+\w+-\w+-\w+@example\.org$/);
    assert.notEqual(bens, anns);
    let count = 0;
    const said = async (to: string): Promise<string> => {
      const message = letter({ address: "mailer-daemon@example.net" }, entity(`failed ${++count}`), {
        id: `b${count}`,
        to: to,
      });
      await server.post({ from: "", to, message });
      return (await server.call(heldList, {})).at(-1)?.detail ?? "";
    };
    const ben = await said(bens);
    assert.match(ben, /^about member \d+$/);
    assert.notEqual(await said(anns), ben);
    const [, bensTag = ""] = /\+(.*)@/.exec(bens) ?? [];
    const [, annsTag = ""] = /\+(.*)@/.exec(anns) ?? [];
    const nobody = "about nobody known";
    assert.equal(await said(`two-bounces+${bensTag}@example.org`), nobody, "another list's");
    const mixed = [annsTag.split("-")[0], ...bensTag.split("-").slice(1)].join("-");
    assert.equal(await said(`one-bounces+${mixed}@example.org`), nobody, "another member's");
    assert.equal(await said("one-bounces@example.org"), nobody, "none");
    const ids = (await server.call(heldList, {})).map(({ id }) => id);
    await assert.rejects(server.call(heldAccept, { ids }), { code: "not-allowed" });
    clock.advance(15 * DAY_MS);
    await eraseExpired(server.db, clock.now());
    assert.deepEqual(await server.call(heldList, {}), [], "kept for two weeks");
    clock.advance(21 * DAY_MS);
    assert.equal(await said(bens), nobody, "stale");
  });
});
