import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Bytes, fromLatin1, latin1, systemRandom, utf8 } from "#base";
import { encodeBase64Lines } from "../coding/base64.ts";
import { composeMultipart, composePart, composeText } from "./compose.ts";
import { decodeBody, decodeText } from "../coding/decode-body.ts";
import type { Entity } from "../entity.ts";
import { toCrlf } from "../line-ends.ts";
import { parseMessage } from "../parse/parse-message.ts";

function parse(octets: Bytes): Entity {
  const message = parseMessage(octets);
  assert.ok(message.ok);
  return message.value;
}

const encodingOf = (text: string): string => parse(composeText(text)).transferEncoding;

test("a part is its fields, an empty line and its body", () => {
  const part = composePart({ fields: [["A", "b"]], body: latin1("body\n") });
  assert.equal(fromLatin1(part), "A: b\r\n\r\nbody\n");
});

describe("composeText", () => {
  test("takes the encoding that keeps the text readable and unchanged on the way", () => {
    assert.equal(encodingOf("Hello\n"), "7bit");
    assert.equal(encodingOf("Grüße aus der Stadt\n"), "quoted-printable");
    assert.equal(encodingOf("日本語"), "base64");
    for (const text of ["From me\n", "a\nFrom me\n", "a \nb", "a\t", ".\n", "a\n.", "a\0", "a".repeat(999)])
      assert.notEqual(encodingOf(text), "7bit", JSON.stringify(text));
  });

  test("puts other fields in front", () => {
    const part = parse(composeText("x", [["Content-Disposition", "inline"]]));
    assert.equal(part.header.fields[0]?.name, "Content-Disposition");
    assert.equal(part.contentType.parameters.get("charset"), "utf-8");
  });

  test("any text comes back with CRLF; lines are at most 998 octets of US-ASCII", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.string({ unit: fc.constantFrom(...Array.from("ab .\r\n\té日\0")), maxLength: 300 }),
    );
    fc.assert(
      fc.property(text, (text) => {
        const octets = composeText(text);
        assert.equal(Buffer.from(decodeBody(parse(octets))).toString(), fromUtf8Crlf(text));
        assert.ok(
          fromLatin1(octets)
            .split("\r\n")
            .every((line) => /^[\t\x20-\x7e]{0,998}$/.test(line)),
        );
      }),
    );
  });
});

describe("composeMultipart", () => {
  const parts = [composeText("one\n"), composeText("zwei: ü\n"), latin1("")];

  test("keeps its parts byte for byte", () => {
    const message = parse(
      composeMultipart({
        subtype: "signed",
        parameters: [["protocol", "application/pgp-signature"]],
        fields: [["Subject", "x"]],
        parts,
        preamble: "This is a signed\nmessage.",
        random: systemRandom,
      }),
    );
    assert.equal(message.contentType.essence, "multipart/signed");
    assert.equal(message.contentType.parameters.get("protocol"), "application/pgp-signature");
    assert.equal(fromLatin1(message.preamble), "This is a signed\r\nmessage.");
    assert.deepEqual(
      message.children.map((child) => fromLatin1(child.raw)),
      parts.map(fromLatin1),
    );
    assert.deepEqual(message.problems, []);
    assert.equal(message.lineEnding, "crlf");
  });

  test("can be a part of another", () => {
    const inner = composeMultipart({ subtype: "alternative", parts, random: systemRandom });
    const outer = parse(
      composeMultipart({ subtype: "mixed", parts: [inner, parts[0]!], random: systemRandom }),
    );
    assert.equal(fromLatin1(outer.children[0]!.raw), fromLatin1(inner));
    assert.equal(outer.children[0]!.children.length, 3);
  });
});

test("base64 has lines of 76 columns that end with CRLF (RFC 2045 §6.8)", () => {
  assert.equal(fromLatin1(encodeBase64Lines(latin1(""))), "");
  assert.equal(fromLatin1(encodeBase64Lines(latin1("abc"))), "YWJj\r\n");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => {
      const base64 = Buffer.from(octets).toString("base64");
      const lines = base64.match(/.{1,76}/g) ?? [];
      assert.equal(fromLatin1(encodeBase64Lines(octets)), lines.map((line) => `${line}\r\n`).join(""));
    }),
  );
});

describe("decoding", () => {
  const leaf = (encoding: string, charset: string, body: string): Entity =>
    parse(
      latin1(
        `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: ${encoding}\n\n${body}`,
      ),
    );

  test("undoes transfer encoding and charset", () => {
    assert.equal(decodeText(leaf("BASE64", "utf-8", "w7\nw=\n")), "ü");
    assert.equal(decodeText(leaf("quoted-printable", "iso-8859-15", "=A4")), "€");
    assert.equal(decodeText(leaf("8bit", "koi8-r", "\xc1")), "а");
    assert.equal(decodeText(leaf("base64", "iso-2022-jp", "GyRCRnxLXBsoQg==")), "日本");
    assert.equal(decodeText(leaf("7bit", "cp850", "\x81")), "ü");
  });

  test("is tolerant of what is found in mail", () => {
    assert.equal(decodeText(leaf("base64", "utf-8", "YQ==\nYg==\n")), "ab");
    assert.equal(decodeText(leaf("base64", "utf-8", "YQ==YWJjYQ=YWI\n")), "aabcaab");
    assert.equal(decodeText(leaf("base64", "utf-8", "Y*W!I=\n")), "ab");
    assert.equal(decodeText(leaf("8bit", "us-ascii", "\xc3\xbc")), "ü");
    assert.equal(decodeText(leaf("8bit", "us-ascii", "\xfc")), "ü");
    assert.equal(decodeText(leaf("x-unknown", "x-unknown", "abc")), "abc");
  });
});

function fromUtf8Crlf(text: string): string {
  return Buffer.from(toCrlf(utf8(text))).toString();
}
