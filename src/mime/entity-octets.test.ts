import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { concatBytes, fromLatin1, latin1 } from "#base";
import { betweenBoundaries, contentOctets, headerOctets } from "./entity-octets.ts";
import { parseMessage } from "./parse/parse-message.ts";

function entityOf(text: string) {
  const parsed = parseMessage(latin1(text));
  assert.ok(parsed.ok);
  return parsed.value;
}

describe("an entity's octets", () => {
  it("has its content with the fields and line ends that it came with", () => {
    for (const end of ["\r\n", "\n"]) {
      const fields = `Content-Type: text/plain;${end}\tcharset=x${end}CONTENT-language:  de ${end}`;
      const message = entityOf(`Subject: s${end}${fields}X-Other: 1${end}${end}body \xff${end}`);
      assert.equal(fromLatin1(contentOctets(message)), `${fields}${end}body \xff${end}`);
    }
  });

  it("is the same again when its own parts are put between its boundaries", () => {
    const text =
      'Content-Type: multipart/mixed; boundary="b c"\r\n\r\n--b c\r\n\r\none\r\n--b c\r\nX: 1\r\n\r\n\r\n--b c--\r\n';
    const entity = entityOf(text);
    const parts = betweenBoundaries(
      entity,
      entity.children.map(({ raw }) => raw),
    );
    assert.equal(fromLatin1(concatBytes(headerOctets(entity), parts)), text);
  });
});
