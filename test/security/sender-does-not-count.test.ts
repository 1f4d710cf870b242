/** Sender, Reply-To, Return-Path and display names carry addresses too; only From's addr-spec counts (S2). */
import assert from "node:assert/strict";
import { it } from "node:test";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  correspondent,
  entity,
  mail,
  openFor,
  signed,
} from "../support/programs/correspondents.ts";

it("looks at From only", async () => {
  const [alice, mallory] = await Promise.all([correspondent("alice"), correspondent("mallory")]);
  const content = await signed(mallory, entity("hello\n"));
  const elsewhere = [
    ["Sender", "mallory@example.org"],
    ["Reply-To", "mallory@example.org"],
    ["Return-Path", "<mallory@example.org>"],
  ] as const;
  async function judge(from: string) {
    const result = await openFor(mail([["From", from], ...elsewhere], content), [], [alice, mallory]);
    assert.ok(result.ok);
    return judgeAuthor(result.value, [bindingOf(alice), bindingOf(mallory)]);
  }
  for (const from of ["alice@example.org", '"mallory@example.org" <alice@example.org>']) {
    const author = await judge(from);
    assert.equal(author.authentic, false);
    assert.equal(author.member, mallory.member);
  }
  const shown = await judge('"alice@example.org" <mallory@example.org>');
  assert.equal(shown.authentic && shown.address, "mallory@example.org");
});
