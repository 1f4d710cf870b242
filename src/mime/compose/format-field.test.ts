import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AppError, concatBytes, fromUtf8, utf8 } from "#base";
import { formatField } from "./format-field.ts";
import { formatParameter } from "./format-parameter.ts";
import { parseMessage } from "../parse/parse-message.ts";

const write = (name: string, value: string): string => fromUtf8(formatField(name, value));

function readBack(field: Uint8Array): string {
  const message = parseMessage(concatBytes(field, utf8("\r\nbody")));
  assert.ok(message.ok);
  assert.equal(message.value.header.fields.length, 1);
  assert.equal(fromUtf8(message.value.body), "body");
  return message.value.header.fields[0]!.value;
}

test("a short field is one line", () => {
  assert.equal(write("Subject", "x"), "Subject: x\r\n");
  assert.equal(write("Subject", ""), "Subject:\r\n");
});

test("a long one is folded at white space, 78 octets a line (RFC 5322 §2.1.1)", () => {
  const value = Array.from({ length: 9 }, (_, nth) => `<message-${nth}@lists.example.org>`).join(" ");
  const lines = write("References", value).split("\r\n");
  assert.ok(lines.length > 4 && lines.every((line) => line.length <= 78));
  assert.ok(lines.slice(1, -1).every((line) => line.startsWith(" <")));
});

test("a long word goes to its own line, up to 998 octets", () => {
  assert.equal(write("X", `a ${"b".repeat(997)}`), `X: a\r\n ${"b".repeat(997)}\r\n`);
  assert.throws(() => write("X", `a ${"b".repeat(998)}`), isBadInput);
  assert.throws(() => write("X", "ü".repeat(500)), isBadInput);
});

test("white space that no line could hold becomes one space", () => {
  assert.equal(write("X", `a${" \t".repeat(400)}${"b".repeat(900)}`), `X: a\r\n ${"b".repeat(900)}\r\n`);
});

test("line ends and NUL are refused in values, and what is no name in names", () => {
  for (const value of ["a\r\nBcc: b@example.org", "a\nb", "a\rb", "a\0b", "a\r\n b"])
    assert.throws(() => write("Subject", value), isBadInput);
  for (const name of ["", "a b", "a:", "a\r\nb", "ü", "a\0"])
    assert.throws(() => write(name, "x"), isBadInput);
});

test("parameters refuse them too", () => {
  for (const value of ["a\r\nb", "a\0"]) assert.throws(() => formatParameter("name", value), isBadInput);
  assert.throws(() => formatParameter("na me", "x"), isBadInput);
});

test("parameters are quoted only where they must be (RFC 2045 §5.1)", () => {
  assert.equal(formatParameter("micalg", "pgp-sha256"), "micalg=pgp-sha256");
  assert.equal(
    formatParameter("protocol", "application/pgp-signature"),
    'protocol="application/pgp-signature"',
  );
  assert.equal(formatParameter("name", 'a "b" \\'), 'name="a \\"b\\" \\\\"');
  assert.equal(formatParameter("name", ""), 'name=""');
  assert.equal(formatParameter("name", "grün"), "name*=utf-8''gr%C3%BCn");
});

test("every value comes back, and every line holds something and is as short as its words let it be", () => {
  const value = fc
    .string({ unit: fc.constantFrom(...Array.from("aaaaabé日  \t")), maxLength: 400 })
    .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ""));
  fc.assert(
    fc.property(value, (text) => {
      const field = formatField("Subject", text);
      assert.equal(readBack(field), text);
      for (const line of fromUtf8(field).slice(0, -2).split("\r\n")) {
        assert.match(line, /[^ \t]/);
        assert.ok(Buffer.byteLength(line) <= 78 || /^(?:Subject:)?[ \t]+[^ \t]+$/.test(line), line);
      }
    }),
  );
});

function isBadInput(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === "bad-input";
}
