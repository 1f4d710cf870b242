/** What was signed and is only a part of a message is told, and counts for nothing: neither for nor against (S2, S3). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createCleartextMessage, readPrivateKey, sign } from "openpgp";
import { type Bytes, concatBytes, latin1, LIMITS, utf8 } from "#base";
import { composePart } from "#mime";
import { judgeAuthor, openPost } from "#protect";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  mixed,
  NOW,
  openRequest,
  postFrom,
  sealed,
  sealedArmour,
  signed,
} from "../support/programs/correspondents.ts";

describe("a signed part", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let bob: Correspondent;
  const text = entity("you are hired\n");
  const footer = entity("-- \nthe list\n");

  before(async () => {
    [list, alice, bob] = await Promise.all([
      correspondent("team"),
      correspondent("alice"),
      correspondent("bob", "smime"),
    ]);
  });

  async function judge(content: Bytes, verify = { openpgp: true, smime: true }) {
    const result = await openPost({ ...openRequest(postFrom(alice, content), [list], [alice, bob]), verify });
    assert.ok(result.ok);
    const author = judgeAuthor(result.value, [bindingOf(alice), bindingOf(bob)]);
    const found = result.value.signatures.map((one) => `${one.verdict} ${one.covers}`);
    return { opened: result.value, author, found };
  }

  const clearsigned = async (words: string): Promise<string> =>
    sign({
      message: await createCleartextMessage({ text: words }),
      signingKeys: await readPrivateKey({ binaryKey: alice.secret.secret }),
      date: NOW,
    });

  it("is verified beside a footer, in a forwarded message and at any depth, and makes no author", async () => {
    for (const own of [await signed(alice, text), await signed(bob, text)]) {
      const forwarded = composePart({
        fields: [["Content-Type", "message/rfc822"]],
        body: postFrom(alice, own),
      });
      for (const content of [mixed(own, footer), mixed(own), mixed(footer, mixed(footer, own)), forwarded]) {
        const { opened, author, found } = await judge(content);
        assert.deepEqual(found, ["valid part"]);
        assert.equal(author.authentic ? null : author.why, opened.problems[0]);
        assert.equal(author.member, null);
        assert.deepEqual([opened.wasSigned, opened.certificates, opened.posterSigned], [null, [], null]);
      }
    }
  });

  it("is told inside a sealed post, whose own signature counts", async () => {
    const content = mixed(footer, await signed(bob, text));
    const { opened, author, found } = await judge(await sealed(list, content, alice));
    assert.deepEqual(found, ["valid whole", "valid part"]);
    assert.equal(author.authentic, true);
    assert.deepEqual(opened.problems, []);
  });

  it("spoils nothing if it is bad", async () => {
    const broken = utf8(
      Buffer.from(await signed(alice, text))
        .toString()
        .replace("hired", "fired"),
    );
    const { author, found } = await judge(await signed(alice, mixed(footer, broken)));
    assert.deepEqual(found, ["valid whole", "invalid part"]);
    assert.equal(author.authentic, true);
    assert.deepEqual((await judge(mixed(footer, broken))).found, ["invalid part"]);
  });

  it("is found in a text that says more, each block for itself", async () => {
    const blocks = [await clearsigned("you are hired"), await clearsigned("as of today")];
    const words = latin1(`Johnny:\n${blocks.join("\nand\n")}\nPS: you are fired\n`);
    const content = composePart({ fields: [["Content-Type", "text/plain"]], body: words });
    const { opened, author, found } = await judge(content);
    assert.deepEqual(found, ["valid part", "valid part"]);
    assert.equal(author.authentic ? null : author.why, "not-whole");
    assert.deepEqual([opened.wasSigned, opened.problems], [null, ["changed-on-the-way"]]);
    assert.deepEqual((await judge(mixed(content, footer))).found, ["valid part", "valid part"]);
  });

  it("is found under a third part of its own multipart", async () => {
    const own = Buffer.from(await signed(alice, text)).toString();
    const boundary = /boundary="?([^";\r\n]+)/.exec(own)?.[1] ?? "";
    const third = utf8(own.replace(`--${boundary}--`, `--${boundary}\r\n\r\na banner\r\n--${boundary}--`));
    const { opened, author, found } = await judge(third);
    assert.deepEqual(found, ["valid part"]);
    assert.deepEqual([author.authentic, opened.wasSigned], [false, null]);
  });

  it("is not opened with a ciphertext beside it, and the ciphertext neither", async () => {
    const armour = await sealedArmour(list, text, alice);
    const both = concatBytes(latin1(await clearsigned("read this")), latin1("\n"), armour);
    const inText = composePart({ fields: [["Content-Type", "text/plain"]], body: both });
    for (const content of [inText, mixed(await signed(alice, text), await sealed(list, text, alice))]) {
      const { opened, author, found } = await judge(content);
      assert.deepEqual(found, ["valid part"]);
      assert.deepEqual([opened.sessionKeys, opened.wasEncrypted, author.authentic], [[], null, false]);
    }
  });

  it("is not verified where the list does not use its family", async () => {
    const content = mixed(footer, await signed(alice, text), await signed(bob, text));
    const { opened } = await judge(content, { openpgp: false, smime: true });
    assert.deepEqual(
      opened.signatures.map((one) => one.scheme),
      ["smime"],
    );
  });

  it("is looked for as far as the limit", async () => {
    const own = await signed(alice, text);
    const most = LIMITS.signaturesPerMessage;
    const parts = Array.from({ length: most + 3 }, () => own);
    assert.equal((await judge(mixed(...parts))).found.length, most);
    const block = await clearsigned("again");
    const texts = composePart({
      fields: [["Content-Type", "text/plain"]],
      body: latin1(`${block}\n`.repeat(most + 3)),
    });
    assert.equal((await judge(texts)).found.length, most);
  });
});
