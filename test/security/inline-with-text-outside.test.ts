/** "Johnny, you are fired": text around an inline signature or ciphertext looks as if it were part of it (S1). */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { createCleartextMessage, readPrivateKey, sign } from "openpgp";
import { type Bytes, latin1, view } from "#base";
import { composePart } from "#mime";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  NOW,
  openFor,
  postFrom,
  sealedArmour,
} from "../support/programs/correspondents.ts";

describe("inline OpenPGP", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let clearsigned: string;
  let armour: string;

  before(async () => {
    [list, alice] = await Promise.all([correspondent("team"), correspondent("alice")]);
    clearsigned = await sign({
      message: await createCleartextMessage({ text: "you are hired\n- Alice\n" }),
      signingKeys: await readPrivateKey({ binaryKey: alice.secret.secret }),
      date: NOW,
    });
    armour = view(await sealedArmour(list, latin1("you are hired\r\n"), alice)).toString("latin1");
  });

  const textPart = (text: string, type = "text/plain; charset=utf-8"): Bytes =>
    composePart({ fields: [["Content-Type", type]], body: latin1(text.replaceAll(/\r?\n/g, "\r\n")) });

  async function judge(content: Bytes) {
    const result = await openFor(postFrom(alice, content), [list], [alice]);
    assert.ok(result.ok);
    return { opened: result.value, author: judgeAuthor(result.value, [bindingOf(alice)]) };
  }

  it("is read if it is all there is, and only its own text goes on", async () => {
    for (const text of [clearsigned, `\n \n${clearsigned}\n\n`]) {
      const { opened, author } = await judge(textPart(text));
      assert.equal(author.authentic, true);
      const content = view(opened.content).toString("latin1");
      assert.match(content, /\r\n\r\nyou are hired\r?\n- Alice\r?\n?$/);
      assert.ok(!content.includes("-----"));
    }
    const { opened, author } = await judge(textPart(armour, "text/plain; charset=iso-8859-15"));
    assert.equal(author.authentic, true);
    assert.equal(opened.wasEncrypted, "openpgp");
    assert.match(
      view(opened.content).toString("latin1"),
      /charset=iso-8859-15[^]*\r\n\r\nyou are hired\r\n$/,
    );
  });

  it("is neither verified nor opened with a word before or after it, or twice", async () => {
    for (const block of [clearsigned, armour]) {
      for (const text of [
        `Johnny, you are fired\n${block}`,
        `${block}\nPS: you are fired`,
        `${block}\n${block}`,
        `${clearsigned}\n${armour}`,
      ]) {
        const { opened, author } = await judge(textPart(text));
        assert.equal(author.authentic, false);
        assert.deepEqual(opened.sessionKeys, []);
        assert.ok(opened.problems.includes("changed-on-the-way"), JSON.stringify(text.slice(0, 40)));
      }
    }
  });

  it("is not read where it does not begin a line", async () => {
    const { opened, author } = await judge(textPart(`x${clearsigned}`));
    assert.equal(author.authentic, false);
    assert.deepEqual(opened.layers, []);
  });

  it("is not looked for in HTML", async () => {
    const { opened, author } = await judge(textPart(clearsigned, "text/html"));
    assert.equal(author.authentic, false);
    assert.deepEqual(opened.layers, []);
  });
});
