/** signed(encrypted(signed(…))): the outer signature is reported and proves nothing of the inside (S1). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, LIMITS } from "#base";
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

describe("several layers", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let mallory: Correspondent;
  const text = entity("hello\n");

  before(async () => {
    [list, alice, mallory] = await Promise.all([
      correspondent("team", "smime"),
      correspondent("alice", "smime"),
      correspondent("mallory"),
    ]);
  });

  async function judge(from: Correspondent, content: Bytes) {
    const result = await openFor(postFrom(from, content), [list], [alice, mallory]);
    assert.ok(result.ok);
    return { opened: result.value, author: judgeAuthor(result.value, [alice, mallory].map(bindingOf)) };
  }

  it("are opened, and the inner signature makes the author", async () => {
    const inner = await sealed(list, await signed(alice, text));
    const { opened, author } = await judge(alice, await signed(alice, inner));
    assert.deepEqual(
      opened.layers.map((layer) => layer.kind),
      ["signed", "encrypted", "signed"],
    );
    assert.deepEqual(
      opened.signatures.map((signature) => signature.covers),
      ["part", "whole"],
    );
    assert.equal(author.authentic, true);
  });

  it("do not make an author of the outer signer: a stolen ciphertext under the thief's signature", async () => {
    const stolen = await sealed(list, await signed(alice, text));
    const { author } = await judge(mallory, await signed(mallory, stolen));
    assert.equal(author.authentic, false);
    assert.equal(author.member, alice.member);
    const unsigned = await judge(mallory, await signed(mallory, await sealed(list, text)));
    assert.equal(unsigned.author.authentic ? null : unsigned.author.why, "not-whole");
  });

  it("keep the poster's own signed entity of the inside, byte for byte", async () => {
    const own = await signed(alice, text);
    const { opened } = await judge(alice, await signed(mallory, await sealed(list, own)));
    assert.deepEqual(Buffer.from(opened.posterSigned ?? []), Buffer.from(own));
    assert.deepEqual(Buffer.from(opened.content), Buffer.from(text));
  });

  it("are bounded", async () => {
    const wrapped = async (layers: number): Promise<string> => {
      let content = text;
      for (let layer = 0; layer < layers; layer += 1) content = await signed(alice, content);
      const result = await openFor(postFrom(alice, content), [list], [alice]);
      return result.ok ? "opened" : result.why;
    };
    assert.equal(await wrapped(LIMITS.cryptoLayers), "opened");
    assert.equal(await wrapped(LIMITS.cryptoLayers + 1), "too-deep");
  });
});
