/**
 * A genuine mail of Alice's, taken apart and put together again with another's words in it or around it (Müller et al.,
 * "Johnny, you are fired!", USENIX Security 2019, §4.3): nothing of that is hers (S1, S2).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attackedList, signatureLineOf, textOf, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { mail, sealed, signed } from "../support/programs/correspondents.ts";
import { EVIL, GENUINE, PUT_TOGETHER } from "../support/put-together.ts";
import { letter, TEAM } from "../support/lists/sealed-team.ts";

for (const who of ["alice", "bob"] as const) {
  test(`of what ${who} signed nothing is theirs when it is put together anew`, async (t) => {
    const list = await attackedList(t, UNSIGNED_TOO);
    const { address } = list[who];
    const hers = await signed(list[who], GENUINE);
    for (const [what, make] of Object.entries(PUT_TOGETHER)) {
      const content = make(hers, [["From", address]]);
      const open = await list.inspect(mail([["From", address]], content));
      assert.equal(open.author.authentic, false, `${what}, in clear`);
      const { report, copy } = await list.post(address, await sealed(list.team.openpgp, content));
      assert.equal(report.author.authentic, false, what);
      if (copy !== null) assert.match(signatureLineOf(copy) ?? "", /^Signature: none that counts/, what);
    }
    const { report, copy } = await list.post(address, await sealed(list.team.openpgp, hers));
    assert.equal(report.author.authentic, true, "the mail that it is");
    assert.equal(signatureLineOf(copy), `Signature: valid, by ${address}`);
  });

  test(`in Mallory's own signed mail, what ${who} signed makes nobody but her its author`, async (t) => {
    const list = await attackedList(t);
    const hers = await signed(list[who], GENUINE);
    const { mallory, team } = list;
    for (const [what, make] of Object.entries(PUT_TOGETHER)) {
      const content = await sealed(team.openpgp, make(hers, [["From", list[who].address]]), mallory);
      const asHer = await list.post(list[who].address, content);
      assert.deepEqual([asHer.report.author.authentic, asHer.copy], [false, null], what);
      assert.match(asHer.waits ?? "", /^(?:held not-signed|refused)/, what);
    }
  });
}

test("an attack that is posted as it is comes to nobody", async (t) => {
  const { team, alice, receive } = await attackedList(t);
  const message = letter(alice, await sealed(team.openpgp, EVIL), { to: TEAM });
  const { copy, waits } = await receive(message);
  assert.deepEqual([copy, waits, textOf(copy)], [null, "held not-signed: no-signature", ""]);
});
