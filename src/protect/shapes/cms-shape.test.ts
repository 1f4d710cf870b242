import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { parseMessage } from "#mime";
import { readCorpus } from "../../../test/support/corpus.ts";
import { cmsShape } from "./cms-shape.ts";

test("signed CMS is signed CMS, also in base64 that no transfer encoding announces", () => {
  const base64 = readCorpus("rfc4134/4.2.bin").toString("base64");
  for (const encoding of ["Content-Transfer-Encoding: base64\r\n", ""]) {
    const head = `Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n${encoding}\r\n`;
    const entity = parseMessage(utf8(`${head}${base64}\r\n`));
    assert.ok(entity.ok);
    assert.equal(cmsShape(entity.value).kind, "opaque");
  }
});
