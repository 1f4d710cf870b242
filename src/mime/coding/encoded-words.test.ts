import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { decodeWords } from "./decode-words.ts";
import { encodeWords } from "./encode-words.ts";
import { formatField } from "../compose/format-field.ts";

describe("decodeWords", () => {
  // RFC 2047 §8
  for (const [encoded, shown] of [
    ["=?US-ASCII?Q?Keith_Moore?=", "Keith Moore"],
    ["=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld Jørn Simonsen"],
    ["=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=", "If you can read this yo"],
    ["(=?ISO-8859-1?Q?a?= b)", "(a b)"],
    ["(=?ISO-8859-1?Q?a?=   =?ISO-8859-1?Q?b?=)", "(ab)"],
    ["(=?ISO-8859-1?Q?a_b?=)", "(a b)"],
    ["(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"],
    // RFC 2231 §5
    ["=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"],
    // as found in mail
    ["=?utf-8?Q?gr=C3?= =?utf-8?Q?=BCn?=", "grün"],
    ["=?utf-8?B?Z3LD?= =?UTF-8?b?vG4=?=", "grün"],
    ["Re: =?utf-8?q?two words?=", "Re: two words"],
    ["=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"],
    ["=?cp850?Q?=81?=", "ü"],
    ["=?unknown?Q?a?= =?unknown?B?Yg==?=", "=?unknown?Q?a?= =?unknown?B?Yg==?="],
    ["=?utf-8?X?a?= =?utf-8?Q?open", "=?utf-8?X?a?= =?utf-8?Q?open"],
    ["grün", "grün"],
  ] as const) {
    test(encoded, () => assert.equal(decodeWords(encoded), shown));
  }

  test("never gives a line end, NUL or another control character, however it is encoded", () => {
    assert.equal(decodeWords("=?utf-8?Q?a=0D=0ABcc:_x?="), "a  Bcc: x");
    assert.equal(decodeWords("=?utf-8?B?YQANCgtiwoXigKg=?="), "a    b  ");
    assert.equal(decodeWords("=?utf-16?B?DQAKAA==?="), "  ");
    assert.equal(decodeWords("a\r\nb\0c"), "a  b c");
    const word = fc
      .tuple(
        fc.constantFrom("utf-8", "utf-16le", "utf-7", "iso-2022-jp", "gb18030", "cp437"),
        fc.uint8Array(),
      )
      .map(([charset, octets]) => `=?${charset}?B?${Buffer.from(octets).toString("base64")}?=`);
    fc.assert(
      fc.property(word, (encoded) => assert.doesNotMatch(decodeWords(encoded), /[\p{Cc}\u2028\u2029]/u)),
    );
  });
});

describe("encodeWords", () => {
  test("leaves plain text as it is, and plain words around", () => {
    assert.equal(encodeWords("[Team] Re: hello,  you"), "[Team] Re: hello,  you");
    assert.equal(encodeWords("[Team] grün ist gut"), "[Team] =?utf-8?B?Z3LDvG4=?= ist gut");
  });

  test("hides what looks like an encoded word", () => {
    assert.equal(decodeWords(encodeWords("=?utf-8?Q?a?=")), "=?utf-8?Q?a?=");
  });

  test("leaves nothing that a line of 998 octets cannot hold", () => {
    for (const text of ["x".repeat(2000), `a${" ".repeat(2000)}b`, " ".repeat(2000), "ü".repeat(2000)]) {
      const field = formatField("Subject", encodeWords(text));
      assert.equal(
        decodeWords(
          Buffer.from(field)
            .toString("latin1")
            .replace(/\r\n(?= )/g, ""),
        ),
        `Subject: ${text}  `,
      );
    }
  });

  test("makes spaces of line ends", () => {
    assert.equal(encodeWords("a\r\nBcc: x"), "a Bcc: x");
  });

  test("any text comes back, in words of at most 75 characters that end at characters (RFC 2047 §2, §5)", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...Array.from("ab  =?_é日😀")) }),
    );
    fc.assert(
      fc.property(text, (text) => {
        const encoded = encodeWords(text);
        assert.equal(
          decodeWords(encoded),
          text.replace(/[\r\n\0]+/g, " ").replace(/[\p{Cc}\u2028\u2029]/gu, " "),
        );
        for (const word of encoded.match(/=\?utf-8\?[^ ]*/g) ?? []) {
          assert.ok(word.length <= 75, word);
          assert.ok(text.includes("\ufffd") || !decodeWords(word).includes("\ufffd"), word);
        }
      }),
      { numRuns: 500 },
    );
  });
});
