import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { EmailAddress } from "#base";
import { decodeWords, formatField } from "#mime";
import { autocryptValue } from "./outer-header.ts";
import { writableFields } from "./writable-fields.ts";

describe("writableFields", () => {
  it("leaves out what describes a body, and what no line could hold", () => {
    const kept = writableFields([
      ["Content-Type", "text/html"],
      ["MIME-Version", "1.0"],
      ["References", `<${"x".repeat(1000)}@example.org>`],
      ["X-Break", "a\r\nBcc: b"],
      ["To", "team@example.org"],
    ]);
    assert.deepEqual(kept, [["To", "team@example.org"]]);
  });

  it("keeps a Subject as it was written if it can be, else as encoded words", () => {
    const subject = (value: string): string => writableFields([["Subject", value]])[0]?.[1] ?? "";
    assert.equal(subject("=?utf-8?Q?Gr=C3=BCn?= day"), "=?utf-8?Q?Gr=C3=BCn?= day");
    assert.match(subject("Grün"), /^=\?utf-8\?/);
    assert.equal(decodeWords(subject("y".repeat(3000))), "y".repeat(3000));
  });

  it("gives only values that can be written, with HP-Outer in front too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (value) => {
        for (const [name, safe] of writableFields([
          ["Subject", value],
          ["To", value],
        ])) {
          formatField("HP-Outer", `${name}: ${safe}`);
        }
      }),
    );
  });
});

describe("autocryptValue", () => {
  it("carries the key in pieces that a header field can fold", () => {
    const key = Buffer.alloc(500, 7);
    const value = autocryptValue("team@example.org" as EmailAddress, key);
    const folded = Buffer.from(formatField("Autocrypt", value)).toString();
    assert.ok(folded.split("\r\n").every((line) => line.length <= 78));
    const [address, preference, keydata] = value.split("; ");
    assert.deepEqual([address, preference], ["addr=team@example.org", "prefer-encrypt=mutual"]);
    assert.deepEqual(Buffer.from(keydata?.slice("keydata=".length) ?? "", "base64"), key);
  });
});
