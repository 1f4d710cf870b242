/** A protected From and another one outside: whoever a program shows, the post counts as not signed (S5). */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Bytes } from "#base";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  openFor,
  postFrom,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";

it("refuses a From that differs inside and outside, with every kind of header protection", async () => {
  const [list, alice, mallory] = await Promise.all(
    ["team", "alice", "mallory"].map((name) => correspondent(name)),
  );
  assert.ok(list && alice && mallory);
  const inside = (type: string): Bytes =>
    entity("hello\n", [
      ["From", "Alice <alice@example.org>"],
      ["Subject", "inside"],
      ["Content-Type", `text/plain; ${type}`],
    ]);
  const wrapped = Buffer.concat([
    entity("", [["Content-Type", "message/rfc822; forwarded=no"]]),
    inside("charset=utf-8"),
  ]);
  async function why(outside: Correspondent, content: Bytes): Promise<string> {
    const result = await openFor(postFrom(outside, content), [list!], [alice!, mallory!]);
    assert.ok(result.ok);
    const author = judgeAuthor(result.value, [bindingOf(alice!), bindingOf(mallory!)]);
    return author.authentic ? author.address : author.why;
  }
  for (const content of [inside("hp=cipher"), inside('protected-headers="v1"'), wrapped]) {
    for (const post of [await sealed(list, content, alice), await signed(alice, content)]) {
      assert.equal(await why(alice, post), alice.address);
      assert.equal(await why(mallory, post), "from-mismatch");
    }
    // Mallory signs, outside her own name, inside Alice's: nobody's post either.
    assert.equal(await why(mallory, await signed(mallory, content)), "from-mismatch");
  }
});
