import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, fromLatin1, LIMITS, utf8 } from "#base";
import { compressedEntity } from "../../../test/support/crypto/cms-compressed.ts";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  openFor,
  postFrom,
  sealedCms,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import { judgeAuthor } from "./judge-author.ts";

const TEXT = entity("hello\n");

describe("compressed mail (RFC 8551 §3.6)", () => {
  let list: Correspondent;
  let bob: Correspondent;

  before(async () => {
    [list, bob] = await Promise.all([correspondent("team", "smime"), correspondent("bob", "smime")]);
  });

  const open = (content: Bytes) => openFor(postFrom(bob, content), [list], [bob]);

  it("is read as what was compressed", async () => {
    const result = await open(compressedEntity(TEXT));
    assert.ok(result.ok);
    const { content, layers, signatures, problems } = result.value;
    assert.equal(fromLatin1(content), fromLatin1(TEXT));
    assert.deepEqual([layers, signatures, problems], [[], [], []]);
  });

  for (const [title, wrap] of [
    ["compressed, then signed", async () => signed(bob, compressedEntity(TEXT))],
    ["signed, then compressed", async () => compressedEntity(await signed(bob, TEXT))],
    [
      "compressed, signed and sealed",
      async () => sealedCms(list, await signed(bob, compressedEntity(TEXT)), "gcm"),
    ],
    [
      "signed, compressed and sealed",
      async () => sealedCms(list, compressedEntity(await signed(bob, TEXT)), "cbc"),
    ],
  ] as const) {
    it(`has its author when it was ${title}`, async () => {
      const result = await open(await wrap());
      assert.ok(result.ok, JSON.stringify(result));
      assert.equal(fromLatin1(result.value.content), fromLatin1(TEXT));
      assert.equal(judgeAuthor(result.value, [bindingOf(bob)]).authentic, true);
    });
  }

  it("stays closed when a ciphertext was compressed and sealed again", async () => {
    const result = await open(sealedCms(list, compressedEntity(sealedCms(list, TEXT, "gcm")), "gcm"));
    assert.ok(result.ok);
    assert.deepEqual(result.value.problems, ["not-whole"]);
  });

  it("is not taken apart twice, and not beyond the limit", async () => {
    const twice = await open(compressedEntity(compressedEntity(TEXT)));
    assert.equal(!twice.ok && twice.why, "too-large");
    const huge = Buffer.alloc(LIMITS.decompressedBytesSmall + 1);
    const bomb = await open(compressedEntity(huge));
    assert.equal(!bomb.ok && bomb.why, "too-large");
  });

  it("is passed on as it is when it cannot be read", async () => {
    const result = await open(compressedEntity(TEXT, utf8("no stream")));
    assert.ok(result.ok);
    assert.deepEqual(result.value.problems, ["malformed"]);
  });
});
