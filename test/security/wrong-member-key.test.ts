/** A member, with a good key of her own, in the name of another (S2). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
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

describe("a post in Alice's name", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let mallory: Correspondent;
  let smimeMallory: Correspondent;
  let impostor: Correspondent;
  const text = entity("hello\n");

  before(async () => {
    [list, alice, mallory, smimeMallory, impostor] = await Promise.all([
      correspondent("team"),
      correspondent("alice"),
      correspondent("mallory"),
      correspondent("mallory", "smime"),
      correspondent("alice"),
    ]);
  });

  async function why(content: Bytes, bound: readonly Correspondent[]): Promise<string> {
    const result = await openFor(postFrom(alice, content), [list], bound);
    assert.ok(result.ok);
    const author = judgeAuthor(result.value, bound.map(bindingOf));
    return author.authentic ? "authentic" : author.why;
  }

  it("is hers with her key", async () => {
    assert.equal(await why(await sealed(list, text, alice), [alice, mallory]), "authentic");
    assert.equal(await why(await signed(alice, text), [alice, mallory]), "authentic");
  });

  it("is not hers with another member's key, in either family", async () => {
    const bound = [alice, mallory, smimeMallory];
    assert.equal(await why(await sealed(list, text, mallory), bound), "address-not-in-key");
    assert.equal(await why(await signed(mallory, text), bound), "address-not-in-key");
    assert.equal(await why(await signed(smimeMallory, text), bound), "address-not-in-key");
  });

  it("is not hers with a key in her name that is bound to nobody", async () => {
    assert.equal(await why(await sealed(list, text, impostor), [alice, mallory]), "unknown-key");
  });

  it("is not hers with a key in her name that a member bound for herself", async () => {
    const result = await openFor(postFrom(alice, await signed(impostor, text)), [], [alice, impostor]);
    assert.ok(result.ok);
    const binding = { ...bindingOf(impostor), memberAddresses: [mallory.address] };
    const author = judgeAuthor(result.value, [bindingOf(alice), binding]);
    assert.equal(author.authentic ? "authentic" : author.why, "address-not-members");
  });

  it("is nobody's with Mallory's signature around Alice's", async () => {
    const both = await signed(mallory, await signed(alice, text));
    assert.equal(await why(both, [alice, mallory]), "several-signers");
    assert.equal(
      await why(await sealed(list, await signed(alice, text), mallory), [alice, mallory]),
      "several-signers",
    );
  });
});
