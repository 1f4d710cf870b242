import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type MemberId } from "#base";
import { aDescription, aRecipient, fingerprint } from "../../../test/support/stored.ts";
import { encodeDescription, encodeRecipient } from "../lists/key-json.ts";
import { DecodedKeys, type KeyTexts } from "./decoded-keys.ts";

const [ONE, OTHER] = [asId<MemberId>(1), asId<MemberId>(2)];

function texts(digit: string): KeyTexts {
  const id = fingerprint(digit);
  return { recipient: encodeRecipient(aRecipient(id)), description: encodeDescription(aDescription(id)) };
}

test("a member's key is decoded once, until their turn has come", () => {
  const keys = new DecodedKeys();
  const key = keys.decode(ONE, texts("A"));
  assert.deepEqual(key.recipient, aRecipient(fingerprint("A")));
  assert.equal(keys.decode(ONE, texts("A")), key);
  assert.notEqual(keys.decode(OTHER, texts("A")), key);
  keys.forget([ONE]);
  assert.notEqual(keys.decode(ONE, texts("A")), key);
});

test("a key that changed meanwhile is decoded again", () => {
  const keys = new DecodedKeys();
  keys.decode(ONE, texts("A"));
  assert.deepEqual(keys.decode(ONE, texts("B")).recipient, aRecipient(fingerprint("B")));
  assert.equal(keys.decode(ONE, { ...texts("B"), recipient: null }).recipient, null);
  const revoked = encodeDescription({ ...aDescription(fingerprint("B")), revoked: true });
  assert.equal(keys.decode(ONE, { ...texts("B"), description: revoked }).description.revoked, true);
});
