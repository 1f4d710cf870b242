import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { latin1, utf8 } from "#base";
import { readArmour, toBinary, writeArmour } from "./armour.ts";

test("what is armoured is read back, with any line end and without a checksum", () => {
  const changes: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replaceAll("\r\n", "\n"),
    (text) => text.replace(/=[A-Za-z0-9+/]{4}\r\n-----END/, "-----END"),
    (text) => text.replace("-----\r\n\r\n", "-----\r\nComment: a: b\r\nComment_1: c\r\nVersion: 1\r\n\r\n"),
    (text) => text.replace("-----\r\n\r\n", "-----\r\n \t\r\n"),
    (text) => text.replace("-----\r\n\r\n", "-----\r\n\u00a0\r\n"),
    (text) => text.replace("-----\r\n\r\n", "-----\r\n \u00c2\u00a0\r\n"),
    (text) => `noise\r\n${text}noise`,
  ];
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom(...changes),
      (bytes, change) => {
        const blocks = readArmour(latin1(change(writeArmour("PGP MESSAGE", bytes))));
        assert.ok(blocks.ok);
        assert.deepEqual([...(blocks.value[0]?.bytes ?? [])], [...bytes]);
      },
    ),
  );
});

test("the checksum is the one of RFC 9580 §6.1.1", () => {
  // CRC-24/OPENPGP of "123456789" is 0x21CF02.
  assert.match(writeArmour("PGP MESSAGE", utf8("123456789")), /^=Ic8C\r$/m);
});

test("several blocks are read in order", () => {
  const text =
    writeArmour("PGP PUBLIC KEY BLOCK", utf8("one")) + writeArmour("PGP PUBLIC KEY BLOCK", utf8("two"));
  const blocks = readArmour(utf8(text));
  assert.ok(blocks.ok);
  assert.deepEqual(
    blocks.value.map(({ bytes }) => Buffer.from(bytes).toString()),
    ["one", "two"],
  );
});

for (const [what, text] of [
  ["another word at the end", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n"],
  ["no end", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n"],
  ["no blank line", "-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----\n"],
  ["letters that are not base64", "-----BEGIN PGP MESSAGE-----\n\nAA!A\n-----END PGP MESSAGE-----\n"],
  ["data behind the padding", "-----BEGIN PGP MESSAGE-----\n\nAA==AAAA\n-----END PGP MESSAGE-----\n"],
  ["text before it on the line", "x-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n"],
  ["nothing armoured", "hello\n"],
] as const) {
  test(`armour with ${what} is malformed`, () => {
    assert.deepEqual(readArmour(utf8(text)), { ok: false, error: "malformed" });
  });
}

test("one object means one block of its kind", () => {
  const message = writeArmour("PGP MESSAGE", utf8("one"));
  assert.equal(toBinary(utf8(message), "PGP MESSAGE").ok, true);
  assert.equal(toBinary(utf8(message), "PGP SIGNATURE").ok, false);
  assert.equal(toBinary(utf8(message + message), "PGP MESSAGE").ok, false);
  const ofAnyKind = writeArmour("PGP ARMORED FILE", utf8("one"));
  assert.equal(toBinary(utf8(ofAnyKind), "PGP SIGNATURE").ok, true);
});

test("many armour headers without a blank line below them are malformed at once", { timeout: 10_000 }, () => {
  const text = `-----BEGIN PGP MESSAGE-----\n${"A: b\n".repeat(5000)}!\n-----END PGP MESSAGE-----\n`;
  assert.deepEqual(readArmour(utf8(text)), { ok: false, error: "malformed" });
});
