/** Every message of the corpus prints back byte for byte from its index, which covers it without overlap. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, fromLatin1, view } from "#base";
import { decodeBody, decodeText, editHeader, type Entity, mailboxesOf, parseMessage } from "#mime";
import { corpusMessages } from "../support/corpus.ts";
import { printEntity } from "../support/print-entity.ts";

const messages = corpusMessages();

test("the corpus is there", () => assert.ok(messages.length >= 231, `${messages.length} messages`));

for (const { path, octets } of messages) {
  test(`${path} prints back byte for byte`, () => {
    const message = parsed(octets);
    assert.deepEqual(view(printEntity(message)), octets);
    assert.deepEqual(view(editHeader(message, {})), octets);
  });
}

test("taking a field out and putting it back in front of the others changes nothing else", () => {
  for (const { path, octets } of messages) {
    const message = parsed(octets);
    const [first] = message.header.fields;
    // editHeader leaves an mbox line out and sets the body apart where something is put in front.
    if (!first?.name || message.problems.includes("missing-separator")) continue;
    const without = parsed(editHeader(message, { remove: (field) => field === first }));
    assert.deepEqual(view(editHeader(without, { prepend: [first.raw] })), octets, path);
  }
});

test("every leaf decodes and every address field reads, whatever is in it", () => {
  for (const { octets } of messages)
    for (const leaf of leavesOf(parsed(octets))) {
      assert.ok(decodeBody(leaf).length <= leaf.body.length);
      assert.equal(typeof decodeText(leaf), "string");
      for (const name of ["From", "To", "Cc"])
        for (const { address } of mailboxesOf(leaf.header, name))
          assert.doesNotMatch(address, /[\r\n\0<>,;]/);
    }
});

function parsed(octets: Bytes): Entity {
  const message = parseMessage(octets);
  assert.ok(message.ok, fromLatin1(octets.subarray(0, 80)));
  return message.value;
}

function leavesOf(entity: Entity): Entity[] {
  return entity.children.length === 0 ? [entity] : entity.children.flatMap(leavesOf);
}
