/** Header protection, messages in messages and layers over layers, made so that a stranger's words look like Alice's (S2, S5). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, concatBytes, latin1 } from "#base";
import type { FieldList } from "#mime";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  mixed,
  openFor,
  postFrom,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";

const ALICE = ["From", "alice@example.org"] as const;
const MALLORY = ["From", "mallory@example.org"] as const;
const TEXT = entity("hello\n");

function guarded(fields: FieldList, parameter = 'hp="clear"'): Bytes {
  return entity("hello\n", [...fields, ["Content-Type", `text/plain; ${parameter}`]]);
}

function wrapped(message: Bytes): Bytes {
  return concatBytes(latin1("Content-Type: message/rfc822\r\n\r\n"), message);
}

describe("a post whose signature is not Alice's over the whole of it", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let mallory: Correspondent;

  before(async () => {
    [list, alice, mallory] = await Promise.all([
      correspondent("team"),
      correspondent("alice"),
      correspondent("mallory"),
    ]);
  });

  const authorOf = async (outside: Correspondent, content: Bytes): Promise<string> => {
    const opened = await openFor(postFrom(outside, content), [list], [alice, mallory]);
    if (!opened.ok) return opened.why;
    const author = judgeAuthor(opened.value, [bindingOf(alice), bindingOf(mallory)]);
    return author.authentic ? author.address : author.why;
  };

  it("is not hers by what Mallory protects", async () => {
    const both = guarded([MALLORY, ALICE], 'protected-headers="v1"');
    const merged = guarded([["HP-Outer", "From: alice@example.org"], MALLORY], 'hp="cipher"');
    assert.equal(await authorOf(alice, await signed(mallory, guarded([ALICE]))), "address-not-in-key");
    assert.equal(await authorOf(mallory, await signed(mallory, guarded([ALICE]))), "from-mismatch");
    assert.equal(await authorOf(alice, await signed(mallory, guarded([MALLORY]))), "from-mismatch");
    assert.equal(await authorOf(alice, await signed(mallory, guarded([["Subject", "x"]]))), "no-from");
    assert.equal(await authorOf(mallory, await signed(mallory, both)), "several-from");
    assert.equal(await authorOf(alice, await sealed(list, merged, mallory)), "from-mismatch");
    assert.equal(await authorOf(alice, await sealed(list, guarded([ALICE]))), "no-signature");
  });

  it("is not another's by fields that a part of it has", async () => {
    const hers = await signed(mallory, mixed(guarded([ALICE]), TEXT));
    assert.equal(await authorOf(mallory, hers), "mallory@example.org");
    const asAlice = await signed(mallory, mixed(guarded([MALLORY]), TEXT));
    assert.equal(await authorOf(alice, asAlice), "address-not-in-key");
  });

  it("is not hers because a message of hers is in it", async () => {
    const genuine = postFrom(alice, await signed(alice, TEXT));
    assert.equal(await authorOf(alice, wrapped(genuine)), "not-whole");
    assert.equal(await authorOf(alice, await sealed(list, wrapped(genuine))), "not-whole");
    assert.equal(await authorOf(alice, await signed(mallory, wrapped(genuine))), "address-not-in-key");
    const closed = postFrom(alice, await sealed(list, await signed(alice, TEXT)));
    assert.equal(await authorOf(alice, await sealed(list, wrapped(closed))), "no-signature");
  });

  it("is nobody's if both signed it, in whatever order", async () => {
    for (const [inner, outer] of [
      [alice, mallory],
      [mallory, alice],
    ] as const) {
      const twice = await signed(outer, await signed(inner, TEXT));
      const around = await sealed(list, await signed(inner, TEXT), outer);
      for (const content of [twice, around, await sealed(list, twice)]) {
        assert.equal(await authorOf(alice, content), "several-signers");
        assert.equal(await authorOf(mallory, content), "several-signers");
      }
    }
  });

  it("is not hers because she signed what is sealed", async () => {
    assert.equal(await authorOf(alice, await signed(alice, await sealed(list, TEXT))), "not-whole");
    const inner = await sealed(list, TEXT, mallory);
    assert.equal(await authorOf(alice, await signed(alice, inner)), "address-not-in-key");
  });
});
