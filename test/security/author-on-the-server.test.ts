/** S2, S3, S5 on the whole server: who counts as the author, and under whose name a post goes out. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, utf8, view } from "#base";
import { heldAccept, heldList } from "#operations";
import { signedBySeveral } from "../support/crypto/cms-forge.ts";
import {
  type Correspondent,
  correspondent,
  entity,
  NOW,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";
import {
  CAROL,
  everythingSent,
  heldCodes,
  join,
  letter,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  const post = async (from: { readonly address: string }, content: Bytes, id = "1") =>
    server.post({ from: from.address, to: TEAM, message: letter(from, content, { id }) });
  const whyHeld = async () => {
    const held = await server.call(heldList, {});
    return held.map(({ code, detail }) => `${code}: ${detail}`);
  };
  return { server, team, alice: team.alice, bob: team.bob, post, whyHeld };
}

test("a member's signature under another member's From is held, and the other is not told", async (t) => {
  const { server, team, alice, bob, post, whyHeld } = await setUp(t);
  await post(bob, await sealed(team.openpgp, entity("x"), alice));
  assert.deepEqual(await whyHeld(), ["not-signed: address-not-in-key"]);
  assert.equal(server.mailbox(bob.address).length, 0);
});

for (const [words, clear] of [
  ["sealed copies", {}],
  [
    "clear copies",
    { gpg_distrib_encrypt: "yes", smime_distrib_encrypt: "yes", clear_after_decrypt: "confirmed" },
  ],
  [
    "clear and unsigned copies",
    {
      gpg_distrib_encrypt: "no",
      smime_distrib_encrypt: "no",
      gpg_distrib_sign: "no",
      smime_distrib_sign: "no",
      clear_after_decrypt: "confirmed",
    },
  ],
] as const) {
  test(`author_mismatch = show_member: ${words} carry the signer's address, never the From it came with`, async (t) => {
    const settings = { author_mismatch: "show_member", poster_name_outside: "yes", ...clear };
    const { server, team, alice, post } = await setUp(t, settings);
    const boss = { address: "boss@example.com" };
    const inner = protectedText(boss, "hello", {
      more: [
        ["Reply-To", boss.address],
        ["Sender", boss.address],
      ],
    });
    await post(boss, await sealed(team.openpgp, inner, alice));
    assert.deepEqual(await heldCodes(server), []);
    for (const reader of [team.bob, alice]) {
      const inside = await readNewest(server, reader, team);
      const all = JSON.stringify(inside?.headers ?? []) + textOf(inside?.content);
      assert.doesNotMatch(all, /boss@/);
      assert.match(all, /alice@example\.org/);
    }
    assert.doesNotMatch(everythingSent(server), /boss@/);
    if (words !== "sealed copies") assert.match(textOf(server.mailbox(CAROL)[0]?.data), /alice@example\.org/);
  });
}

test("two From outside are nobody's, also with show_member", async (t) => {
  const { team, alice, server, whyHeld } = await setUp(t, { author_mismatch: "show_member" });
  const content = await sealed(team.openpgp, entity("x"), alice);
  const message = letter(alice, content, { more: [["From", "boss@example.com"]] });
  await server.post({ from: alice.address, to: TEAM, message });
  assert.deepEqual(await whyHeld(), ["not-signed: several-from"]);
});

test("inner and outer From differ: not signed, whichever of them is the signer's", async (t) => {
  const { server, team, alice, bob, post, whyHeld } = await setUp(t);
  await post(bob, await sealed(team.openpgp, protectedText(alice, "x"), alice));
  await post(alice, await sealed(team.openpgp, protectedText(bob, "x"), alice), "2");
  assert.deepEqual(await whyHeld(), ["not-signed: from-mismatch", "not-signed: from-mismatch"]);
  assert.equal(server.sink.messages.filter((copy) => copy.from.startsWith("team-")).length, 0);
});

test("two members signed it: nobody's", async (t) => {
  const { server, team, alice, bob, post, whyHeld } = await setUp(t);
  const fred = await correspondent("fred", "smime");
  await join(server, fred);
  await post(alice, await sealed(team.openpgp, await signed(bob, entity("x")), alice));
  const both = [bob, fred].map(({ secret }) => ({ by: secret, content: entity("y"), at: NOW }));
  await post(bob, await sealed(team.openpgp, signedBySeveral(entity("y"), both)), "2");
  assert.deepEqual(await whyHeld(), ["not-signed: several-signers", "not-signed: several-signers"]);
});

test("a stranger's wrong signature beside a good one spoils nothing; a member's wrong one does", async (t) => {
  const { server, team, alice, bob, post, whyHeld } = await setUp(t);
  const [stranger, fred] = [await correspondent("stranger", "smime"), await correspondent("fred", "smime")];
  await join(server, fred);
  const content = entity("x");
  const good = { by: bob.secret, content, at: NOW };
  const beside = async (by: Correspondent, id: string) => {
    const bad = { by: by.secret, content: entity("something else"), at: NOW };
    await post(bob, await sealed(team.openpgp, signedBySeveral(content, [good, bad])), id);
  };
  await beside(stranger, "1");
  assert.equal(server.mailbox(alice.address).length, 1);
  const later = { ...good, at: new Date(NOW.getTime() + 1000) };
  const bad = { by: fred.secret, content: entity("something else"), at: NOW };
  await post(bob, await sealed(team.openpgp, signedBySeveral(content, [later, bad])), "2");
  assert.deepEqual(await whyHeld(), ["not-signed: bad-signature"]);
});

test("a signature without a time is held with its words, and goes out when accepted", async (t) => {
  const { server, team, alice, bob, post } = await setUp(t);
  const content = signedBySeveral(entity("x"), [{ by: bob.secret, content: entity("x"), at: null }]);
  await post(bob, await sealed(team.openpgp, content));
  const [held] = await server.call(heldList, {});
  assert.equal(held?.code, "no-signed-time");
  assert.match(held.why, /does not say when/);
  await server.call(heldAccept, { ids: [held.id] });
  await server.drain();
  assert.equal(server.mailbox(alice.address).length, 1);
});

function textOf(octets: Bytes | undefined): string {
  return view(octets ?? utf8(""))
    .toString("utf8")
    .replaceAll(/=\r\n/g, "");
}
