/**
 * Addresses that look like Alice's, or that some program takes for hers: Unicode TR 39 homographs, IDN, subaddressing,
 * quoting, source routes, dots. A rule compares what stands there (S2, RFC 5321 §2.3.11).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attackedList, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { entity, sealed, signed } from "../support/programs/correspondents.ts";
import { protectedText } from "../support/lists/sealed-team.ts";

/** None of them is Alice's. */
const NEAR: readonly string[] = [
  "alice+list@example.org",
  "alice.@example.org",
  "a.lice@example.org",
  '"alice"@example.org',
  '"alice "@example.org',
  "alice@example.org.",
  "alice@example.org.evil.example",
  "alice@sub.example.org",
  "alice@examp1e.org",
  "\u0430lice@example.org",
  "al\u0131ce@example.org",
  "\uff41lice@example.org",
  "alice@ex\u0430mple.org",
  "alice@xn--exmple-4nf.org",
  "alice@example\uff0eorg",
  "alice\u200b@example.org",
  "alice\u00ad@example.org",
  "<@example.org:alice@evil.example>",
  "<alice@example.org@evil.example>",
  "alice%example.org@evil.example",
  "example.org!alice@evil.example",
];

const SAME: readonly string[] = ["ALICE@example.org", "alice@EXAMPLE.ORG", "Alice <Alice@Example.Org>"];

const bare = (from: string): string => (from.includes("<") ? from : `<${from}>`);

test("an address that is only like Alice's is not hers, though she signed", async (t) => {
  const { team, alice, post } = await attackedList(t);
  for (const from of NEAR) {
    for (const text of [`x <${alice.address}>`, bare(from)]) {
      const inner = protectedText({ address: bare(from) }, "hello");
      const { report, copy, waits } = await post(
        text,
        await sealed(team.openpgp, await signed(alice, inner)),
      );
      assert.deepEqual([report.author.authentic, copy], [false, null], `${from}, ${text}`);
      assert.match(waits ?? "", /not-signed/);
    }
  }
});

test("it is nobody's but the stranger's, on a list that asks for no signatures", async (t) => {
  const { team, post } = await attackedList(t, UNSIGNED_TOO);
  for (const from of NEAR) {
    const { copy, waits } = await post(bare(from), await sealed(team.openpgp, entity("x")));
    assert.deepEqual([copy, waits], [null, "held nonmember: not a member"], from);
  }
});

test("letter case and the forms of one domain name make no other address", async (t) => {
  const { team, alice, post } = await attackedList(t);
  for (const [index, from] of SAME.entries()) {
    const inner = protectedText({ address: from }, `${index}`);
    const { report, copy } = await post(alice.address, await sealed(team.openpgp, inner, alice));
    assert.deepEqual([report.author.address, report.author.authentic], [alice.address, true], from);
    assert.ok(copy !== null, from);
  }
});
