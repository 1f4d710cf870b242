import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, fromLatin1, latin1 } from "#base";
import { readTnef } from "./tnef.ts";

const HEAD = Buffer.from("789f3e220100", "hex");

function attribute(id: number, data: Bytes): Bytes {
  const head = Buffer.alloc(9);
  head.writeUInt8(1);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(data.reduce((total, octet) => total + octet, 0) % 65_536);
  return concatBytes(head, data, sum);
}

const CLASS = attribute(0x00078008, latin1("IPM.Note.SMIME\0"));
const ATTACHMENT = attribute(0x0006800f, latin1("octets"));

describe("readTnef", () => {
  it("gives the message class and the attachments' data, stepping over the rest", () => {
    const file = concatBytes(
      HEAD,
      attribute(0x00069003, latin1("properties")),
      CLASS,
      ATTACHMENT,
      ATTACHMENT,
    );
    const read = readTnef(file);
    assert.equal(read?.messageClass, "IPM.Note.SMIME");
    assert.deepEqual(read.attachments.map(fromLatin1), ["octets", "octets"]);
    assert.deepEqual(readTnef(HEAD), { messageClass: "", attachments: [], showsMore: false });
  });

  it("tells of a text, and of data among the properties, that a reader shows beside the attachment", () => {
    const tell = (id: number, data: Bytes): boolean | undefined =>
      readTnef(concatBytes(HEAD, CLASS, attribute(id, data), ATTACHMENT))?.showsMore;
    assert.deepEqual(
      ["Dear list", "\r\n\0", ""].map((text) => tell(0x0002800c, latin1(text))),
      [true, false, false],
    );
    for (const tag of [
      "1e000010",
      "1f000010",
      "1e001310",
      "1f001310",
      "02011310",
      "02010910",
      "02010137",
      "0d000137",
    ]) {
      const property = (text: string, count = 1): Bytes => {
        const head = Buffer.from(`010000ff${tag}0000000000000000`, "hex");
        head.writeUInt32LE(count, 8);
        head.writeUInt32LE(text.length, 12);
        return concatBytes(head, latin1(text));
      };
      for (const id of [0x00069003, 0x00069005]) {
        assert.equal(tell(id, property("words")), true, tag);
        assert.equal(tell(id, property("", 2)), true, tag);
        assert.equal(tell(id, property("\0\0")), false, tag);
        assert.equal(tell(id, property("words").subarray(0, 9)), true, tag);
      }
      assert.equal(tell(0x00069004, property("words")), false, tag);
    }
  });

  it("refuses another file, a wrong sum and a length beyond the end", () => {
    const file = concatBytes(HEAD, CLASS, ATTACHMENT);
    const sum = Uint8Array.from(file);
    sum.set([0xff], file.length - 1);
    const longer = Uint8Array.from(file);
    longer.set([0xff], HEAD.length + CLASS.length + 8);
    for (const broken of [latin1("no such file"), file.subarray(0, -1), sum, longer, new Uint8Array(0)]) {
      assert.equal(readTnef(broken), null);
    }
  });

  it("answers any octets", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        readTnef(octets);
        readTnef(concatBytes(HEAD, octets));
      }),
    );
  });
});
