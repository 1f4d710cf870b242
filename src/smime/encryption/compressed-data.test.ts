import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { type Bytes, decompressedLimit, LIMITS, utf8 } from "#base";
import { der, octetString, oid, sequence, smallInteger } from "../asn1/der.ts";
import { decompress, kindOf } from "../index.ts";
import { OID } from "../asn1/oids.ts";

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nIn the old mill.\r\n");

interface Compressed {
  readonly stream?: Bytes;
  readonly algorithm?: string;
  readonly contentType?: string;
  readonly content?: Bytes;
}

function compressed(choice: Compressed = {}): Bytes {
  const content = choice.content ?? octetString(choice.stream ?? deflateSync(CONTENT));
  const encapsulated = sequence(oid(choice.contentType ?? OID.data), der(0xa0, content));
  const algorithm = sequence(oid(choice.algorithm ?? OID.zlibCompress));
  return sequence(oid(OID.compressedData), der(0xa0, sequence(smallInteger(0), algorithm, encapsulated)));
}

function read(octets: Bytes): string {
  const content = decompress(octets);
  return content.ok ? Buffer.from(content.value).toString() : content.error;
}

test("compressed content is read, in one piece or several", () => {
  assert.equal(kindOf(compressed()), "compressed");
  assert.equal(read(compressed()), Buffer.from(CONTENT).toString());
  const stream = deflateSync(CONTENT);
  const pieces = [stream.subarray(0, 9), stream.subarray(9)].map((piece) => octetString(piece));
  assert.equal(read(compressed({ content: der(0x24, ...pieces) })), Buffer.from(CONTENT).toString());
});

test("what is not compressed mail is refused with the reason", () => {
  assert.equal(read(compressed({ algorithm: "1.2.3.4" })), "unsupported");
  assert.equal(read(compressed({ contentType: OID.signedData })), "unsupported");
  assert.equal(read(compressed({ stream: utf8("not a stream") })), "malformed");
  assert.equal(read(compressed({ stream: deflateSync(CONTENT).subarray(0, 20) })), "malformed");
  assert.equal(read(sequence(oid(OID.signedData), der(0xa0, sequence()))), "unsupported");
  assert.equal(read(Buffer.from([0x30, 0x80])), "malformed");
});

test("a small mail does not become huge (S10)", () => {
  const most = LIMITS.decompressedBytesSmall;
  const full = deflateSync(Buffer.alloc(most));
  assert.equal(decompressedLimit(full.length), most);
  assert.equal(read(compressed({ stream: full })).length, most);
  assert.equal(read(compressed({ stream: deflateSync(Buffer.alloc(most + 1)) })), "too-large");
});
