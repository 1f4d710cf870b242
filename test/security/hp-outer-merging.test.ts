/** Outer header fields beside protected ones: nothing of them is merged in (S5, RFC 9788 §4). */
import assert from "node:assert/strict";
import { it } from "node:test";
import {
  bindingOf,
  correspondent,
  entity,
  mail,
  openFor,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import { judgeAuthor } from "#protect";

it("uses only what is inside, and takes nothing from HP-Outer, Bcc or gossip", async () => {
  const [list, alice] = await Promise.all([correspondent("team"), correspondent("alice")]);
  const inside = entity("hello\n", [
    ["From", "alice@example.org"],
    ["To", "team@example.org"],
    ["Subject", "inside"],
    ["Bcc", "secret@example.org"],
    ["Autocrypt-Gossip", "addr=bob@example.org; keydata=AAAA"],
    ["HP-Outer", "Subject: outside"],
    ["HP-Outer", "X-Approved: yes"],
    ["Content-Type", 'text/plain; hp="cipher"'],
  ]);
  const outer = [
    ["From", "alice@example.org"],
    ["Subject", "outside"],
    ["Reply-To", "mallory@example.org"],
    ["Cc", "mallory@example.org"],
    ["References", "<mallory@example.org>"],
    ["X-Approved", "yes"],
  ] as const;
  for (const post of [await sealed(list, inside, alice), await signed(alice, inside)]) {
    const result = await openFor(mail(outer, post), [list], [alice]);
    assert.ok(result.ok);
    assert.deepEqual(
      result.value.headers.map(({ name, value, from }) => `${from} ${name}: ${value}`),
      ["protected From: alice@example.org", "protected To: team@example.org", "protected Subject: inside"],
    );
    assert.equal(judgeAuthor(result.value, [bindingOf(alice)]).authentic, true);
    const content = Buffer.from(result.value.content).toString("latin1");
    assert.equal(content, "Content-Type: text/plain\r\n\r\nhello\r\n");
  }
});

it("believes no protected field that nobody signed or sealed", async () => {
  const [alice, mallory] = await Promise.all([correspondent("alice"), correspondent("mallory")]);
  const inside = entity("hello\n", [
    ["From", "alice@example.org"],
    ["Subject", "inside"],
    ["Content-Type", 'text/plain; hp="clear"'],
  ]);
  const outer = [
    ["From", "alice@example.org"],
    ["Subject", "outside"],
  ] as const;
  const result = await openFor(mail(outer, await signed(mallory, inside)), [], [alice]);
  assert.ok(result.ok);
  assert.equal(result.value.headers.find((field) => field.name === "Subject")?.value, "outside");
});
