import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, fromLatin1, latin1 } from "#base";
import { decodeBody, encodeBase64Lines, type Entity, parseMessage } from "#mime";
import { readCorpus } from "../../../test/support/corpus.ts";
import { shapeOf } from "./shape-of.ts";

const FILE_HEAD = 6;
/** attBody ([MS-OXTNEF] §2.1.3.3.5). */
const BODY = Buffer.from("010c800200", "hex");

function parsed(octets: Bytes): Entity {
  const message = parseMessage(octets);
  assert.ok(message.ok);
  return message.value;
}

/**
 * The winmail.dat of a corpus message, with a text as its first attribute.
 *
 * @param change keeps the length and the sum of the octets
 */
function winmail(name: string, text: string, change = (file: string): string => file): Entity {
  const message = parsed(readCorpus(`clients/${name}.eml`));
  const file = [message, ...message.children].find(
    ({ contentType }) => contentType.essence === "application/ms-tnef",
  );
  assert.ok(file);
  const octets = latin1(change(fromLatin1(decodeBody(file))));
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(2)];
  length.writeUInt32LE(text.length);
  sum.writeUInt16LE(latin1(text).reduce((total, octet) => total + octet, 0) & 0xffff);
  const changed = concatBytes(
    octets.subarray(0, FILE_HEAD),
    BODY,
    length,
    latin1(text),
    sum,
    octets.subarray(FILE_HEAD),
  );
  const header = "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return parsed(concatBytes(latin1(header), encodeBase64Lines(changed)));
}

function told(entity: Entity): string {
  const shape = shapeOf(entity);
  return shape.kind === "broken" ? `${shape.layer} ${shape.why}` : shape.kind;
}

test("winmail.dat is the message only if nothing is to be read beside its attachment", () => {
  assert.equal(told(winmail("exchange-winmail-sealed", "\r\n\0")), "encrypted");
  assert.equal(told(winmail("exchange-winmail-sealed", "Dear list")), "encrypted not-whole");
  assert.equal(told(winmail("exchange-winmail-signed", "\r\n\0")), "detached");
  assert.equal(told(winmail("exchange-winmail-signed", "Dear list")), "signed not-whole");
});

test("what winmail.dat holds is signed by nobody if it has two boundaries", () => {
  const twice = (file: string): string =>
    file.replace(/micalg=sha-256; (boundary="[^"]+")/, "$1; boundary=76666");
  assert.equal(told(winmail("exchange-winmail-signed", "\r\n\0", twice)), "plain");
});
