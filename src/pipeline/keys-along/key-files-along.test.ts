import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, LIMITS, utf8 } from "#base";
import { keyFilesAlong } from "./key-files-along.ts";

const ANN = "ann@example.org" as EmailAddress;

function attached(...texts: readonly string[]) {
  const parts = texts.map((text) => `--b\r\nContent-Type: application/pgp-keys\r\n\r\n${text}\r\n`);
  const content = utf8(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join("")}--b--\r\n`);
  return keyFilesAlong({ content, headers: [] }, ANN).map(({ bytes }) => Buffer.from(bytes).toString());
}

function autocrypt(keydata: string): number {
  const headers = [{ name: "Autocrypt", value: `addr=${ANN}; keydata=${keydata}`, from: "outer" } as const];
  return keyFilesAlong({ content: utf8("Content-Type: text/plain\r\n\r\nx\r\n"), headers }, ANN).length;
}

test("so many files are looked at, and none that is larger than any encoding of a key may be", () => {
  const names = Array.from({ length: LIMITS.keyFilesAlong + 2 }, (_, nth) => `file ${nth}`);
  assert.deepEqual(attached(...names), names.slice(0, LIMITS.keyFilesAlong));
  const most = 2 * LIMITS.keyAlongBytes;
  assert.equal(attached("x".repeat(most)).length, 1);
  assert.equal(attached("x".repeat(most + 1)).length, 0);
  assert.equal(autocrypt("A".repeat(most)), 1);
  assert.equal(autocrypt("A".repeat(most + 1)), 0);
});
