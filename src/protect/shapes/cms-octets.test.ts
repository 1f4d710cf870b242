import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, latin1, toHex, utf8 } from "#base";
import { type Entity, parseMessage } from "#mime";
import { cmsOctets } from "./cms-octets.ts";

const DER = new Uint8Array([0x30, 0x03, 0x02, 0x01, 0xff]);
const BASE64 = Buffer.from(DER).toString("base64");

function part(encoding: string | null, body: Bytes): Entity {
  const field = encoding === null ? "" : `Content-Transfer-Encoding: ${encoding}\r\n`;
  const head = utf8(`Content-Type: application/pkcs7-mime\r\n${field}\r\n`);
  const parsed = parseMessage(Buffer.concat([head, body]));
  assert.ok(parsed.ok);
  return parsed.value;
}

const FORMS: Readonly<Record<string, Entity>> = {
  base64: part("base64", latin1(BASE64)),
  "octets as they are": part("binary", DER),
  "base64 without a transfer encoding": part(null, latin1(`${BASE64}\r\n`)),
  "base64 called 7bit": part("7bit", latin1(`\r\n${BASE64}\r\n`)),
  "PEM without a transfer encoding": part(
    null,
    latin1(`-----BEGIN PKCS7-----\r\n${BASE64}\r\n-----END PKCS7-----\r\n`),
  ),
  "PEM in base64": part(
    "base64",
    latin1(Buffer.from(`-----BEGIN CMS-----\n${BASE64}\n-----END CMS-----\n`).toString("base64")),
  ),
};

for (const [form, entity] of Object.entries(FORMS)) {
  test(`the CMS object is found in ${form}`, () => {
    assert.equal(toHex(cmsOctets(entity)), toHex(DER));
  });
}

test("a text that is none stays as it is", () => {
  assert.equal(toHex(cmsOctets(part(null, utf8("see you at nine")))), toHex(utf8("see you at nine")));
});
