/**
 * Most programs show the display name and not the address: Mallory calls herself by Alice's address (Müller et al.,
 * "Johnny, you are fired!", USENIX Security 2019, §4.4). The list never says such a name after her (S2).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type AttackedList, attackedList, textOf, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { type Correspondent, sealed } from "../support/programs/correspondents.ts";
import { CAROL, protectedText } from "../support/lists/sealed-team.ts";

const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;

/** Names in front of her own address. */
const NAMES: readonly string[] = [
  '"alice@example.org"',
  '"Alice <alice@example.org>"',
  encoded("alice@example.org"),
  encoded("alice\uff20example.org"),
  encoded("alice\ufe6bexample.org"),
  encoded("alice\u200b@\u202eexample.org"),
  `"${encoded("alice@example.org")}"`,
  '"mallory@example.org, alice@example.org"',
];

const CLEAR_COPIES = {
  ...UNSIGNED_TOO,
  poster_name_outside: "yes",
  gpg_distrib_encrypt: "yes",
  smime_distrib_encrypt: "yes",
  clear_after_decrypt: "confirmed",
};

/** All that Bob and Carol, who gets it in clear, can read of the newest copy. */
async function shown(list: AttackedList, from: string, signWith?: Correspondent): Promise<string> {
  const inner = protectedText({ address: from }, "hello");
  const { report, copy } = await list.post(from, await sealed(list.team.openpgp, inner, signWith));
  if (signWith !== undefined) assert.equal(report.author.address, signWith.address);
  assert.ok(copy !== null, from);
  const clear = list.server.mailbox(CAROL).at(-1)?.data ?? Buffer.of();
  const outside = list.server.mailbox(list.bob.address).at(-1)?.data ?? Buffer.of();
  return JSON.stringify(copy.headers) + textOf(copy) + String(clear) + String(outside);
}

for (const isSigned of [true, false]) {
  test(`a name that reads as another's address is left away (${isSigned ? "" : "not "}signed)`, async (t) => {
    const list = await attackedList(t, CLEAR_COPIES);
    for (const name of NAMES) {
      const from = `${name} <${list.mallory.address}>`;
      const text = await shown(list, from, isSigned ? list.mallory : undefined);
      assert.doesNotMatch(text.normalize("NFKC"), /alice|YWxpY2/, from);
      assert.match(text, /mallory@example\.org/);
    }
    const comment = await shown(list, `mallory@example.org (alice@example.org)`, list.mallory);
    assert.doesNotMatch(comment, /alice/);
  });
}

test("other names stay, one's own address too", async (t) => {
  const list = await attackedList(t, CLEAR_COPIES);
  const text = await shown(list, `"Mallory, the first" <${list.mallory.address}>`, list.mallory);
  assert.match(text, /From: Mallory, the first <mallory@example\.org>/);
  assert.match(text, /Mallory, the first via Team/);
  const own = await shown(list, `"Mallory@Example.org" <${list.mallory.address}>`, list.mallory);
  assert.match(own, /From: Mallory@Example\.org <mallory@example\.org>/);
});

test("a name that was changed outside is not signed by the list in place of the protected one", async (t) => {
  const list = await attackedList(t, CLEAR_COPIES);
  const inner = protectedText({ address: `Alice <${list.alice.address}>` }, "hello");
  const content = await sealed(list.team.openpgp, inner, list.alice);
  const { copy } = await list.post(`"The Chair" <${list.alice.address}>`, content);
  const from = copy?.headers.find(({ name }) => name === "From");
  assert.equal(from?.value, "Alice via Team <team@example.org>");
  assert.doesNotMatch(textOf(copy), /The Chair/);
});
