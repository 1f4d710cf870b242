import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fromLatin1, latin1, toHex, utf8 } from "#base";
import { toCrlf } from "../line-ends.ts";
import { decodeQuotedPrintable, encodeQuotedPrintable } from "./quoted-printable.ts";

const decode = (text: string): string => fromLatin1(decodeQuotedPrintable(latin1(text)));
const escaped = (octet: string): string => `=${toHex(latin1(octet)).toUpperCase()}`;
const encode = (text: string): string => fromLatin1(encodeQuotedPrintable(utf8(text)));

test("reads what RFC 2045 §6.7 says, and what is found in mail", () => {
  assert.equal(decode("=3D=e9=FC"), "=éü");
  assert.equal(decode("a=\r\nb=\nc= \t\r\nd"), "abcd");
  assert.equal(decode("end="), "end");
  assert.equal(decode("padded \t\r\nline \nlast "), "padded\r\nline\nlast");
  assert.equal(decode("=XY=4=="), "=XY=4=");
});

test("writes lines of at most 76 columns that nothing on the way changes", () => {
  assert.equal(encode("grün = \r\nFrom me\r\n.\r\n"), "gr=C3=BCn =3D=20\r\n=46rom me\r\n=2E\r\n");
  const lines = encode("ü".repeat(100)).split("\r\n");
  assert.ok(lines.every((line) => line.length <= 76));
});

test("each octet is written once, and encoded only where it must be", () => {
  const encodeLine = (line: string): string =>
    line
      .replaceAll(/[^\t -<>-~]/g, escaped)
      .replace(/[ \t]$/, escaped)
      .replace(/^From /, "=46rom ")
      .replace(/^\.$/, "=2E");
  const unfolded = (text: string): string => text.replaceAll("=\r\n", "");
  const ends = fc.constantFrom(".", " ", "\t", "From ", "From  ", ".. ", "", "é", "F");
  const line = fc.oneof(ends, fc.string({ unit: "grapheme", maxLength: 90 }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const text = lines.join("\r\n").replaceAll(/\r(?!\n)|(?<!\r)\n/g, "");
      const expected = fromLatin1(utf8(text)).split("\r\n").map(encodeLine).join("\r\n");
      assert.equal(unfolded(encode(text)), expected);
    }),
  );
});

test("every text comes back", () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from("ab= \t.é日\r\nF")), maxLength: 500 });
  fc.assert(
    fc.property(text, (text) => {
      const canonical = toCrlf(utf8(text));
      const encoded = encodeQuotedPrintable(canonical);
      assert.deepEqual(Buffer.from(decodeQuotedPrintable(encoded)), Buffer.from(canonical));
      assert.ok(
        fromLatin1(encoded)
          .split("\r\n")
          .every((line) => /^[!-~ \t]{0,76}$/.test(line)),
      );
      assert.doesNotMatch(fromLatin1(encoded), /[ \t](?:\r\n|$)/);
    }),
  );
});
