import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { keyFileScheme } from "./key-file-scheme.ts";

test("the family of a key file is known from its first octets", () => {
  assert.equal(keyFileScheme(utf8("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n")), "openpgp");
  assert.equal(keyFileScheme(utf8("Here it is:\r\n-----BEGIN PGP PRIVATE KEY BLOCK-----\r\n")), "openpgp");
  assert.equal(keyFileScheme(utf8("Bag Attributes\n-----BEGIN CERTIFICATE-----\n")), "smime");
  assert.equal(keyFileScheme(utf8("-----BEGIN PKCS7-----\n")), "smime");
  assert.equal(keyFileScheme(Uint8Array.of(0x30, 0x82, 1, 2)), "smime");
  for (const octet of [0x98, 0x99, 0xc6, 0x95, 0xc5]) {
    assert.equal(keyFileScheme(Uint8Array.of(octet, 1)), "openpgp", octet.toString(16));
  }
});

test("anything else is no key file", () => {
  for (const file of [
    utf8(""),
    utf8("hello"),
    utf8("address,name\n"),
    Uint8Array.of(0x85, 1),
    Uint8Array.of(0xd2),
  ]) {
    assert.equal(keyFileScheme(file), null);
  }
});
