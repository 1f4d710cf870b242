import assert from "node:assert/strict";
import { test } from "node:test";
import { aDescription, aRecipient, fingerprint, minutesLater, START } from "../../test/support/stored.ts";
import { type KeyFacts, keyUsability } from "./key-usability.ts";

const ID = fingerprint("A");
const [FROM, UNTIL] = [START, minutesLater(10)];
const RECIPIENT = { ...aRecipient(ID), usableFrom: FROM, usableUntil: UNTIL };
const DESCRIPTION = aDescription(ID);

function why(change: Partial<KeyFacts>, minutes = 5): string {
  const state = keyUsability(
    { recipient: RECIPIENT, description: DESCRIPTION, ...change },
    minutesLater(minutes),
  );
  return state.usable === null ? `${state.why} ${state.expiredAt?.toISOString() ?? "-"}` : "usable";
}

test("a key can be used from its first moment, and at its last no longer", () => {
  assert.equal(why({}, -1), "key-not-yet-valid -");
  assert.equal(why({}, 0), "usable");
  assert.equal(why({}, 9), "usable");
  assert.equal(why({}, 10), `key-expired ${UNTIL.toISOString()}`);
  assert.equal(why({ recipient: { ...RECIPIENT, usableUntil: null } }, 1_000_000), "usable");
});

test("a revoked key is not used, whatever else it says", () => {
  assert.equal(why({ description: { ...DESCRIPTION, revoked: true } }), "key-revoked -");
});

test("what nothing can be sealed to says why", () => {
  const none = (cannotEncrypt: "weak-key" | "key-expired" | null): string =>
    why({ recipient: null, description: { ...DESCRIPTION, cannotEncrypt, expiresAt: START } });
  assert.equal(none(null), "key-cannot-encrypt -");
  assert.equal(none("weak-key"), "weak-key -");
  assert.equal(none("key-expired"), `key-expired ${START.toISOString()}`);
});
