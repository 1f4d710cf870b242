import assert from "node:assert/strict";
import { test } from "node:test";
import { rfcReferencesIn } from "./support/rfc-references.ts";

function cited(text: string): readonly string[] {
  return rfcReferencesIn({ path: "a.ts", text }).map(({ number, section }) => `${number} ${section}`.trim());
}

test("finds an RFC with and without its section", () => {
  assert.deepEqual(cited("RFC 5652 §6.2.1, and RFC 9580 §5. See RFC 5280."), [
    "5652 6.2.1",
    "9580 5",
    "5280",
  ]);
});

test("finds it whatever way it is written", () => {
  assert.deepEqual(cited("RFC5322 RFC-2045 RFCs 2369"), ["5322", "2045", "2369"]);
});

test("does not take the media type message/rfc822 for a citation", () => {
  assert.deepEqual(cited('const type = "message/rfc822";'), []);
});

test("knows the line", () => {
  assert.equal(rfcReferencesIn({ path: "a.ts", text: "\n\nRFC 5321" })[0]?.line, 3);
});
