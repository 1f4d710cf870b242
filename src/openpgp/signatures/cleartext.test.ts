import assert from "node:assert/strict";
import { test } from "node:test";
import { fromUtf8, LIMITS, utf8 } from "#base";
import { readCleartext } from "./cleartext.ts";

const SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n";

function framed(text: string, headers = "Hash: SHA512\n"): string {
  return `-----BEGIN PGP SIGNED MESSAGE-----\n${headers}\n${text}\n${SIGNATURE}`;
}

function contentOf(source: string): string | null {
  const cleartext = readCleartext(utf8(source));
  return cleartext.ok ? fromUtf8(cleartext.value.content) : null;
}

test("dashes are unescaped, white space at line ends goes, lines end in CRLF, the last one does not", () => {
  assert.equal(
    contentOf(framed("one  \n- -----two\n- - three\t\n\nfour\n")),
    "one\r\n-----two\r\n- three\r\n\r\nfour\r\n",
  );
  assert.equal(contentOf(framed("one")), "one");
});

test("CRLF and LF give the same text", () => {
  assert.equal(contentOf(framed("a\nb").replaceAll("\n", "\r\n")), contentOf(framed("a\nb")));
});

for (const [what, source] of [
  ["a header other than Hash", framed("text", "Hash: SHA512\nComment: Pay Mallory\n")],
  ["text where headers are", framed("text", "Pay Mallory\n")],
  ["a line beginning with a bare dash", framed("-text")],
  ["no signature", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\ntext\n"],
  ["no blank line above the text", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n"],
] as const) {
  test(`a frame with ${what} is malformed`, () => {
    assert.deepEqual(readCleartext(utf8(source)), { ok: false, error: "malformed" });
  });
}

test("text behind the signature was added on the way", () => {
  const outcome = readCleartext(utf8(`${framed("text")}A footer.\n`));
  assert.deepEqual(outcome, { ok: false, error: "changed-on-the-way" });
});

test("a text at the limit is read, one octet more is too large (S10)", () => {
  const frame = framed("").length;
  const atLimit = framed(
    "x\n"
      .repeat((LIMITS.cleartextBytes - frame) / 2)
      .slice(0, -1)
      .padStart(LIMITS.cleartextBytes - frame, "y"),
  );
  assert.equal(atLimit.length, LIMITS.cleartextBytes);
  assert.equal(readCleartext(utf8(atLimit)).ok, true);
  assert.deepEqual(readCleartext(utf8(`${atLimit}\n`)), { ok: false, error: "too-large" });
});
